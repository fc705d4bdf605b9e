"""Faults of curves of recontacts, of what is drawn from them, and of changes."""

from tests.quality.planting import double, remove, update


def curve(change, day=30):
    """Change what the curve of billing says of a day."""
    return (
        f"update marts.recontact_curves set {change} "
        f"where contact_reason_id = 'billing' and day_number = {day}"
    )


def advice(change):
    return update("window_advice", "contact_reason_id", change)


def ranks(change):
    return f"update marts.rank_sensitivity set {change} where window_days = 7"


def changes(change):
    return f"update marts.rate_changes set {change}"


RECONTACTS = {
    "recontact_curves.key": double("recontact_curves", "contact_reason_id"),
    "recontact_curves.contacts": curve("contact_count = contact_count + 1"),
    "recontact_curves.days": "delete from marts.recontact_curves where day_number = 90",
    "recontact_curves.counts": curve("recontact_count = at_risk_count + 1"),
    "recontact_curves.falls": curve("recontact_rate = 0, recontact_rate_low = 0"),
    "recontact_curves.intervals": curve("recontact_rate_low = recontact_rate + 0.01"),
    "recontact_curves.small_cells": "update marts.recontact_curves "
    "set is_small_cell = false where contact_reason_id = 'outage'",
    "window_advice.key": double("window_advice", "contact_reason_id"),
    "window_advice.words": advice("conclusion = 'perhaps'"),
    "window_advice.advice": advice(
        "conclusion = 'advised', advised_window_days = 46, "
        "advised_window_days_low = 40, advised_window_days_high = 46"
    ),
    "window_advice.agreement": advice("is_small_cell = not is_small_cell"),
    "window_advice.ranges": advice("base_rate_low = 0.2, base_rate_high = 0.1"),
    "window_advice.resamples": advice(
        "base_rate = 0.3, base_rate_low = 0.1, base_rate_high = 0.2"
    ),
    "window_advice.contacts": advice("contact_count = contact_count + 1"),
    "window_advice.followed": advice(
        "followed_90_days_count = followed_90_days_count + 1"
    ),
    "window_advice.windows": advice(
        "reiteration_window_days = reiteration_window_days + 1"
    ),
    "rank_sensitivity.key": double("rank_sensitivity", "contact_reason_id"),
    "rank_sensitivity.curves": ranks("recontact_rate = recontact_rate + 0.01"),
    "rank_sensitivity.ranks": ranks("rate_rank = 3 - rate_rank"),
    "rank_sensitivity.ends": ranks("worst_rate_rank = worst_rate_rank + 1"),
    "rank_sensitivity.small_cells": ranks("is_small_cell = not is_small_cell"),
    "rate_changes.key": double("rate_changes", "month_started_on"),
    "rate_changes.words": changes("comparison = 'last_week'"),
    "rate_changes.pairs": changes(
        "compared_month_started_on = compared_month_started_on - interval 1 month"
    ),
    "rate_changes.months": changes(
        "rate = rate + 0.01, compared_rate = compared_rate + 0.01"
    ),
    "rate_changes.tickets": changes("ticket_count = ticket_count + 1"),
    "rate_changes.differences": changes(
        "rate_change = rate_change + 0.01, mix_change = mix_change + 0.01"
    ),
    "rate_changes.parts": changes("mix_change = mix_change + 0.01"),
    "rate_changes.intervals": changes("mix_change_low = mix_change + 0.01"),
    "rate_changes.marks": changes("is_provisional = not is_provisional"),
}
# Other sides of the same expectations: what is missing, and what must be empty.
MORE_RECONTACTS = (
    (
        "recontact_curves.contacts",
        "delete from marts.recontact_curves where contact_reason_id = 'billing'",
    ),
    ("recontact_curves.counts", curve("at_risk_count = at_risk_count + 100")),
    ("window_advice.advice", advice("conclusion = 'still_falling'")),
    ("window_advice.contacts", remove("window_advice", "contact_reason_id")),
    ("rank_sensitivity.curves", "delete from marts.rank_sensitivity "
     "where window_days = 7"),
    ("rank_sensitivity.ranks", ranks("volume_rank = 1")),
    ("rate_changes.marks", changes("ticket_count = 29, is_small_cell = false")),
)  # fmt: skip
