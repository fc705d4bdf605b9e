"""Faults of what is said of reasons' codes, decisions by hand and breaks in series."""

from tests.quality.planting import double, remove, update


def agreement(change):
    return f"update marts.coding_agreement set {change}"


def override(file_name, action, verdict):
    is_applied = verdict == "applied"
    return (
        "insert into marts.overrides by name select "
        f"'{file_name}_overrides.csv' as file_name, 2 as line_number, "
        f"'{action}' as action, '{verdict}' as verdict, {is_applied} as is_applied"
    )


def quality(change):
    return update("reason_quality", "source_name", change)


def code(change):
    return update("source_reason_codes", "source_name", change)


def series_break(day="2025-03-01", kind="mapping_changes", source="calls", codes=1):
    return (
        "insert into marts.series_breaks by name select "
        f"date '{day}' as broken_on, '{kind}' as kind, '{source}' as source_name, "
        f"{codes} as changed_code_count"
    )


CODES = {
    "coding_agreement.key": "insert into marts.coding_agreement "
    "from marts.coding_agreement",
    "coding_agreement.words": agreement("conclusion = 'perhaps'"),
    "coding_agreement.ranges": agreement("agreement_share = 1.01"),
    "coding_agreement.intervals": agreement(
        "kappa = 0.5, kappa_low = 0.6, kappa_high = 0.7"
    ),
    # (0.8 - 0.5) / (1 - 0.5) is 0.6.
    "coding_agreement.kappa": agreement(
        "agreement_share = 0.8, expected_agreement_share = 0.5, kappa = 0.61, "
        "kappa_low = 0.5, kappa_high = 0.7"
    ),
    "coding_agreement.agreement": agreement("corrected_repeated_rate = 0.1"),
    "overrides.key": "; ".join([override("ticket", "split", "applied")] * 2),
    "overrides.words": override("ticket", "split", "perhaps"),
    "overrides.agreement": override("ticket", "split", "superseded"),
    "overrides.contacts": override("reason", "reason", "applied"),
    "reason_quality.key": double("reason_quality", "source_name"),
    "reason_quality.contacts": quality("contact_count = contact_count + 1"),
    "reason_quality.unqualified": quality(
        "unqualified_contact_count = unqualified_contact_count + 1"
    ),
    "reason_quality.predicted": quality(
        "predicted_contact_count = predicted_contact_count + 1"
    ),
    "reason_quality.ranges": quality(
        "unmapped_interaction_count = coded_interaction_count + 1"
    ),
    "reason_quality.shares": quality("unqualified_share = unqualified_share + 0.01"),
    "source_reason_codes.key": double("source_reason_codes", "source_name"),
    "source_reason_codes.interactions": code(
        "interaction_count = interaction_count + 1"
    ),
    "source_reason_codes.contacts": code("contact_count = contact_count - 1"),
    "source_reason_codes.ranges": code("unmapped_contact_count = contact_count + 1"),
    "source_reason_codes.reasons": code("contact_reason_id = 'no such reason'"),
    "source_reason_codes.months": code("is_vanished = not is_vanished"),
    "series_breaks.key": "; ".join([series_break()] * 2),
    "series_breaks.words": series_break(kind="something"),
    "series_breaks.days": series_break(day="1999-01-01"),
    "series_breaks.sources": series_break(source="nobody"),
    "series_breaks.codes": series_break(codes="null"),
}
# Other sides of the same expectations: what is missing, and what must be empty.
MORE_CODES = (
    ("coding_agreement.key", "delete from marts.coding_agreement"),
    ("coding_agreement.intervals", agreement("kappa_low = -1, kappa_high = 1")),
    ("overrides.agreement", override("ticket", "reason", "applied")),
    ("reason_quality.contacts", remove("reason_quality", "source_name")),
    ("source_reason_codes.interactions", remove("source_reason_codes", "source_name")),
    ("series_breaks.sources", series_break(kind="source_ends", source="*")),
    ("series_breaks.codes", series_break(kind="source_ends")),
)
