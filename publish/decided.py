"""Decisions by hand that change nothing, in words."""

VERDICTS = {
    "no_interaction": "no interaction has this id",
    "no_contact": "the interaction is part of no contact",
    "superseded": "a later line decides on the same contact",
    "no_customer": "the contact has no customer, so no ticket",
    "other_customer": "the two contacts are of different customers",
    "already_first": "a ticket starts there anyway",
    "already_one_ticket": "the two are one ticket anyway",
}


def spoken_override(row: dict) -> str:
    """Return which line of which file changes nothing, and why."""
    where = f"{row['file_name']}, line {row['line_number']}"
    return f"{where}: {VERDICTS[row['verdict']]}"
