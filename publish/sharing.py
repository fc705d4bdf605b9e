"""What aggregates.duckdb may show: nothing of one person, nothing of very few.

- A table with a column of PERSONAL has rows of single persons: it stays out.
- A table that knows its small cells (`is_small_cell`: under 30 tickets or 30
  customers) keeps their rows and loses every number in them, counts too: a rate
  can be worked out again from counts. So do rows that speak of under MINIMUM_COUNT.
- Of other tables, rows that speak of under MINIMUM_COUNT are left out; one that
  counts nothing at all is of nobody, and stays.

What a row speaks of is counted by its columns of SPEAKS_OF. Parts of that (of 40
tickets, 3 reiterated) stay, however few. A hidden number may still follow from a
total less all other rows; nothing is hidden in addition against that.
"""

from dataclasses import replace

from publish.candidate import Column, Mart

PERSONAL = {
    *("interaction_id", "contact_id", "ticket_id"),
    *("customer_id", "from_customer_id", "identifier_key"),
}
SMALL = "is_small_cell"
MINIMUM_COUNT = 5
# By mart: the first counts what the row is about, the others what its sums and
# rates are taken over. A mart that is not named is judged by all its counts.
SPEAKS_OF = {
    "channel_activity": (
        *("contact_count", "waiting_known_contact_count"),
        "handling_known_contact_count",
    ),
    "channel_switches": ("switch_count",),
    "churn_at_stake": ("ticket_count", "customer_count"),
    "coding_agreement": ("item_count", "quiet_contact_count"),
    "contact_count_distribution": ("ticket_count", "reason_ticket_count"),
    "contact_rates": ("contact_count",),
    "cost_lines": ("fitting_interaction_count",),
    "cost_reconciliation": ("covered_interaction_count",),
    "costs_to_resolve": (
        *("ticket_count", "complete_ticket_count", "measured_ticket_count"),
    ),
    "identity_coverage": ("interaction_count", "contact_count"),
    "rank_sensitivity": ("contact_count",),
    "rate_changes": ("ticket_count", "compared_ticket_count"),
    "reason_priorities": ("ticket_count", "complete_ticket_count"),
    "reason_quality": ("contact_count", "coded_interaction_count"),
    "recontact_curves": ("contact_count", "at_risk_count"),
    "reiteration_rates": (
        *("ticket_count", "eligible_ticket_count", "followed_ticket_count"),
    ),
    "self_care_containment": ("self_care_start_count",),
    "series_breaks": (),  # it counts codes
    "source_reason_codes": ("interaction_count", "contact_count"),
    "sources": ("interaction_count",),
    "unticketed_costs": ("interaction_count", "priced_count"),
    "what_if_savings": ("ticket_count", "complete_ticket_count"),
    "window_advice": ("contact_count", "followed_90_days_count"),
}
# Numbers that say which row it is, or what the workspace decided.
KEYS = {"day_number", "window_days", "expected_contacts", "line_count", "day_count"}
KEYS_OF = {"contact_count_distribution": {"contact_count"}}
NUMBERS = ("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL")


def is_shareable(mart: Mart) -> bool:
    """Return whether no row of the mart is about one person."""
    return not PERSONAL & mart.column_names


def shared(mart: Mart) -> Mart:
    """Return the mart as it may be shared, its descriptions saying what is hidden."""
    enough, few = _enough(mart), " or ".join(_speaks_of(mart))
    if SMALL in mart.column_names:
        unless = f"not {SMALL} and {enough}"
        said = f", and of rows whose {few} is under {MINIMUM_COUNT}," if few else ""
        return replace(
            mart,
            description=f"{mart.description} In this file: numbers of small "
            f"cells{said} are left out, so rows need not add up.",
            columns=tuple(_hidden(mart, column, unless) for column in mart.columns),
        )
    if few:
        return replace(
            mart,
            description=f"{mart.description} In this file: rows whose {few} is under "
            f"{MINIMUM_COUNT} are left out, but for those that count nothing, so "
            "rows need not add up.",
            rows=enough,
        )
    return mart


def _speaks_of(mart: Mart) -> tuple[str, ...]:
    """Return the columns that count what a row speaks of."""
    return SPEAKS_OF.get(mart.name, _counts(mart))


def _counts(mart: Mart) -> tuple[str, ...]:
    keys = KEYS | KEYS_OF.get(mart.name, set())
    names = (column.name for column in mart.columns if column.name not in keys)
    return tuple(name for name in names if name.endswith("_count"))


def _enough(mart: Mart) -> str:
    """Return, as SQL, whether a row speaks of enough, or counts nothing at all."""
    first, *others = _speaks_of(mart) or (None,)
    if first is None:
        return "true"
    enough = [f"{first} >= {MINIMUM_COUNT}"]
    enough += [
        f"coalesce({name} not between 1 and {MINIMUM_COUNT - 1}, true)"
        for name in others
    ]
    nothing = [f"{name} = 0" for name in _counts(mart)]
    return f"({' and '.join(enough)} or ({' and '.join(nothing)}))"


def _hidden(mart: Mart, column: Column, unless: str) -> Column:
    """Return the column, null where a row is not to be shown."""
    keys = KEYS | KEYS_OF.get(mart.name, set())
    if column.name in keys or not column.type.startswith(NUMBERS):
        return column
    return replace(
        column,
        expression=f"case when {unless} then {column.expression} end",
        description=f"{column.description} Null in small cells.",
    )
