"""What problems cost from start to end, over the period's eligible tickets.

Months that were not seen whole are left out. Means are of tickets whose every
interaction is priced; how many are stands beside.
"""

import math

import duckdb

from publish.headline import SMALL, dict_rows

MOST = 10  # reasons shown
Z = 1.959963984540054
# Customers repeat, so the interval is that of customers, on the log scale.
# A month seen only in part bears a ledger as if work were even in it, so it is left
# out: the mart marks it as it does months that are not final.
WHOLE_MONTHS = """(
    select month_started_on from marts.costs_to_resolve where not is_provisional
)"""
COSTS = f"""
    with whole as (
        select * from period_tickets
        where date_trunc('month', local_date) in {WHOLE_MONTHS}
    ),

    measured as (
        select * from whole where is_eligible and has_complete_cost
    ),

    customers as (
        select
            contact_reason_id,
            customer_id,
            count(*) as tickets,
            cast(sum(cost_to_resolve_amount) as double) as amount
        from measured
        group by grouping sets ((customer_id), (contact_reason_id, customer_id))
    ),

    clustered as (
        select
            contact_reason_id,
            count(*) as customer_count,
            sum(amount * amount) as amount_squared,
            sum(amount * tickets) as amount_by_tickets,
            cast(sum(tickets * tickets) as double) as tickets_squared
        from customers
        group by contact_reason_id
    ),

    summed as (
        select
            contact_reason_id,
            count(*) filter (is_eligible) as ticket_count,
            count(*) filter (is_eligible and has_complete_cost) as measured_count,
            cast(
                sum(cost_to_resolve_amount) filter (is_eligible and has_complete_cost)
                as double
            ) as measured_amount,
            cast(sum(cost_to_resolve_amount) filter (is_eligible) as double)
                as total_amount,
            cast(sum(reiteration_cost_amount) filter (is_eligible) as double)
                as reiteration_amount,
            cast(sum(avoidable_cost_amount) filter (is_eligible) as double)
                as avoidable_amount,
            cast(sum(internal_cost_amount) filter (is_eligible) as double)
                as internal_amount
        from whole
        group by grouping sets ((), (contact_reason_id))
    )

    select
        summed.*,
        clustered.* exclude (contact_reason_id),
        contact_reason_name_en as name,
        contact_reason_name_fr as name_fr
    from summed
    left join clustered
        on summed.contact_reason_id is not distinct from clustered.contact_reason_id
    left join marts.contact_reasons
        on summed.contact_reason_id = contact_reasons.contact_reason_id
    where summed.ticket_count > 0
        and summed.contact_reason_id is distinct from 'unqualified'
    order by summed.contact_reason_id is not null, avoidable_amount desc nulls last,
        summed.contact_reason_id
"""


def costs(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return what tickets cost: all of them first, then by reason, costliest repeats.

    Empty where no ticket has a price. `mean`, `low` and `high` are None in a cell of
    under 30 measured tickets or customers (`is_small_cell`).
    """
    rows = dict_rows(connection, COSTS)
    if not rows or rows[0]["total_amount"] is None:
        return []
    return [row | _mean(row) | _shares(row) for row in rows]


def _mean(row: dict) -> dict:
    count, customers = row["measured_count"], row["customer_count"] or 0
    if min(count, customers) < SMALL:
        return {"mean": None, "low": None, "high": None, "is_small_cell": True}
    mean = row["measured_amount"] / count
    spread = (
        row["amount_squared"]
        - 2 * mean * row["amount_by_tickets"]
        + mean * mean * row["tickets_squared"]
    )
    variance = customers / (customers - 1) * max(spread, 0) / count**2
    error = math.sqrt(variance)
    if mean > 0 and error <= 2 * mean:
        width = math.exp(Z * error / mean)
        ends = {"low": mean / width, "high": mean * width}
    else:  # only where the ledger has credits; the mart says why
        ends = {"low": mean - Z * error, "high": mean + Z * error}
    return {"mean": mean, "is_small_cell": False} | ends


def _shares(row: dict) -> dict:
    whole = row["total_amount"]
    return {
        f"{part}_share": row[f"{part}_amount"] / whole if whole else None
        for part in ("reiteration", "avoidable", "internal")
    } | {"complete_share": row["measured_count"] / row["ticket_count"]}


def more_costs(rows: list[dict]) -> dict | None:
    """Return what all tickets have beyond the reasons shown, those without one too.

    `rows` are those of `costs`; None where nothing is beyond them. `count` is of
    reasons, without the one of contacts that have none.
    """
    if not rows:
        return None
    whole, shown, hidden = rows[0], rows[1 : 1 + MOST], rows[1 + MOST :]
    names = [f"{part}_amount" for part in ("total", "reiteration", "avoidable")]
    counted = ["ticket_count", "measured_count", *names]
    left = {
        name: whole[name] - sum(row[name] or 0 for row in shown) for name in counted
    }
    if not left["ticket_count"]:
        return None
    beyond = sum(row["ticket_count"] for row in hidden)
    return left | {
        "count": len(hidden),
        "has_unqualified": left["ticket_count"] > beyond,
        "complete_share": left["measured_count"] / left["ticket_count"],
        "reiteration_share": left["reiteration_amount"] / left["total_amount"]
        if left["total_amount"]
        else None,
    }
