"""How what the period's tickets cost comes about, and what money there is beside.

Two tables that add up: the parts of the eligible tickets' cost, and where the whole
of what has a price is.
"""

import datetime as dt

import duckdb

from publish.costs import WHOLE_MONTHS
from publish.headline import dict_rows

# Of reasons that should not exist at all the first contact is too many already, so
# their reiterations are a part of their own.
PARTS = f"""
    select
        cast(sum(cost_to_resolve_amount) as double) as total_amount,
        cast(sum(first_contact_amount) as double) as first_amount,
        cast(sum(reiteration_cost_amount) as double) as reiteration_amount,
        cast(sum(internal_cost_amount) as double) as internal_amount,
        cast(coalesce(
            sum(avoidable_cost_amount) filter (expected_contacts > 0), 0
        ) as double) as avoidable_amount,
        cast(coalesce(
            sum(late_internal_amount) filter (expected_contacts > 0), 0
        ) as double) as late_internal_amount,
        cast(coalesce(
            sum(reiteration_cost_amount) filter (expected_contacts = 0), 0
        ) as double) as unwanted_amount
    from period_tickets
    where is_eligible and date_trunc('month', local_date) in {WHOLE_MONTHS}
"""
SPENT = f"""
    with placed as (
        select
            cost_to_resolve_amount as amount,
            is_eligible,
            date_trunc('month', local_date)::date as month,
            month in (from period_months) and month in {WHOLE_MONTHS} as is_of_period
        from marts.tickets
    ),

    tickets as (
        select
            *,
            is_of_period and is_eligible as is_counted,
            month < (select min(month) from period_months) as is_before
        from placed
    )

    select
        cast(sum(amount) filter (is_counted) as double) as counted_amount,
        cast(sum(amount) filter (is_of_period and not is_counted) as double)
            as ineligible_amount,
        cast(sum(amount) filter (is_before) as double) as before_amount,
        cast(sum(amount) filter (not is_of_period and not is_before) as double)
            as young_amount,
        list(distinct month order by month)
            filter (not is_of_period and not is_before and amount <> 0)
            as young_months,
        (select cast(sum(cost_amount) as double) from marts.unticketed_costs)
            as unticketed_amount,
        (select cast(sum(cost_amount) as double) from marts.interactions)
            as priced_amount,
        (
            select cast(sum(unallocated_amount) as double)
            from marts.cost_reconciliation
        ) as unallocated_amount,
        (
            select cast(sum(unallocated_amount) as double)
            from marts.tariff_reconciliation
        ) as unborne_amount
    from tickets
"""


def cost_bridge(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return the parts of what the period's eligible tickets cost; empty without cost.

    Each has `kind`, `amount` and `share` of the whole; `first` and `reiteration` are
    the whole, `avoidable`, `late_internal`, `unwanted` (where there is any) and
    `expected` the reiterations. `internal` last, a part of both.
    """
    (row,) = dict_rows(connection, PARTS)
    whole = row["total_amount"]
    if not whole:
        return []
    within = [row[f"{k}_amount"] for k in ("avoidable", "late_internal", "unwanted")]
    row["expected_amount"] = row["reiteration_amount"] - sum(within)
    kinds = ["first", "reiteration", "avoidable", "late_internal"]
    kinds += ["unwanted"] if row["unwanted_amount"] else []
    return [
        {"kind": k, "amount": row[f"{k}_amount"], "share": row[f"{k}_amount"] / whole}
        for k in [*kinds, "expected", "internal"]
    ]


def money_spent(
    connection: duckdb.DuckDBPyConnection,
) -> dict[str, float | list[dt.date] | None]:
    """Return where all that has a price is, over all the data, not the period alone.

    `counted`, `ineligible`, `before`, `young` (of `young_months`) and `unticketed`
    amounts add up to `priced`; in none of them are `unallocated` of the ledger and
    `unborne` of partners' invoices. `young` months are too young to be counted, or
    were seen only in part.
    """
    return dict_rows(connection, SPENT)[0]
