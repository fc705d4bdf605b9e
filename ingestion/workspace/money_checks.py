"""What one line of the files about money may say: prices, posts, scenarios."""

from typing import Any

from ingestion.workspace.references import (
    UNQUALIFIED,
    WHOLE,
    Context,
    Refuse,
    known_reason,
    named_reason,
)

SCENARIO_KEY = {"scenario", "contact_reason_id"}
LEAST_ANNUAL_HOURS = 200  # a week has 168


def check_currency(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    """Refuse a second currency."""
    ours = context.workspace.currency
    if values["currency"] not in (None, ours):
        refuse(
            "currency",
            f"expected {ours}, the currency of sources.yml: one workspace has one; "
            "convert the amounts",
        )


def check_cost_rate(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    """Refuse a rate without a price."""
    check_currency(values, context, refuse)
    if values["amount_per_hour"] is None and values["amount_per_interaction"] is None:
        refuse("amount_per_hour", "expected this or amount_per_interaction")


def check_fte_parameter(
    values: dict[str, Any], context: Context, refuse: Refuse
) -> None:
    """Refuse hours that are no year's."""
    if values["annual_hours"] < LEAST_ANNUAL_HOURS:
        refuse(
            "annual_hours",
            f"expected a year's hours, not a week's or a month's: at least "
            f"{LEAST_ANNUAL_HOURS}, such as 1607",
        )


def check_scenario(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    """Refuse a line of a scenario that changes nothing, or what no line may change."""
    reason = values["contact_reason_id"]
    if reason in (UNQUALIFIED, WHOLE):
        refuse(
            "contact_reason_id",
            f"expected a reason's own id, or `*`: `{reason}` "
            + (
                "are contacts without a reason, which no scenario can change; "
                "map their codes first"
                if reason == UNQUALIFIED
                else "is the scenario whole, the sum of its lines"
            ),
        )
    known_reason(reason, context, refuse, or_any=True)
    named_reason(reason, context, refuse)
    if all(values[name] is None for name in values.keys() - SCENARIO_KEY):
        refuse(
            "contact_reason_id",
            "expected a lever or a cost beside it: this line changes nothing and "
            "costs nothing; fill one in, or remove the line",
        )
    for column, low in values.items():
        if not column.endswith("_low"):
            continue
        high_column = column.removesuffix("_low") + "_high"
        high = values[high_column]
        if (low is None) != (high is None) or (low is not None and low > high):
            refuse(high_column, f"expected a number no lower than {column}, or neither")
    if (
        values["expected_contacts_low"] is not None
        and not (values["excess_avoided_share_high"])
    ):
        refuse(
            "expected_contacts_low",
            "expected excess_avoided_share beside it, above 0: alone it says which "
            "contacts are in excess, and changes none; give the share or leave it out",
        )
