"""The rules of aggregates.duckdb, mart by mart: what is counted, hidden and kept."""

from typing import NamedTuple

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
    "tariff_reconciliation": ("interaction_count",),
    "unticketed_costs": ("interaction_count", "priced_count"),
    "what_if_savings": ("ticket_count", "complete_ticket_count"),
    "window_advice": ("contact_count", "followed_90_days_count"),
}
HIDDEN = "is_hidden"  # the mark of rows of these, where they are read to be shared
# Numbers that say which row it is, or what the workspace decided.
KEYS = {"day_number", "window_days", "expected_contacts", "line_count", "day_count"}
KEYS_OF = {"contact_count_distribution": {"contact_count"}}
NUMBERS = ("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL")


class Total(NamedTuple):
    """A total beside its parts: among which rows, which is it, of what it is one."""

    among: str
    is_total: str
    keys: tuple[str, ...]
    count: str = "null"  # where it is a column of its parts, and no row


PERIOD = ("definition_id", "period_grain", "period_started_on")
TOTALS = {
    "churn_at_stake": [Total("true", "contact_reason_id = 'all'", ("resolution",))],
    "contact_count_distribution": [
        Total("true", "false", ("contact_reason_id",), "reason_ticket_count")
    ],
    "contact_rates": [Total("true", "customer_segment = 'all'", ("month_started_on",))],
    "reason_priorities": [
        Total("true", "first_channel = 'all'", ("contact_reason_id",))
    ],
    "what_if_savings": [Total("true", "contact_reason_id = 'all'", ("scenario",))],
    "reiteration_rates": [
        *(
            Total(f"slice in ('all', '{cut}')", "slice = 'all'", PERIOD)
            for cut in (
                *("reason", "reason_group", "journey_step", "first_channel"),
                *("segment", "first_partner", "first_team"),
            )
        ),
        Total(
            "slice in ('reason', 'reason+first_channel')",
            "slice = 'reason'",
            (*PERIOD, "slice_value"),
        ),
        Total(
            "slice in ('first_channel', 'reason+first_channel')",
            "slice = 'first_channel'",
            (*PERIOD, "coalesce(slice_value_2, slice_value)"),
        ),
    ],
}
