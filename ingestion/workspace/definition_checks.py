"""Which axes of a definition go together: the one place that says what means nothing.

Documented in docs/method.md, which a test holds to this.
"""

from collections.abc import Callable, Container
from typing import Any, NamedTuple

from ingestion.contract import CHANNELS

POPULATIONS = ("all", "handled", "solved", "assisted")
NOT_CONTACTS = ("customer_message", "company_reply", "agent", "interaction")
NO_LENGTH = ("reason", "none")


class Demand(NamedTuple):
    """What an axis asks of another: with one of `words` it must be one of `allowed`."""

    axis: str
    words: tuple[str, ...]
    other: str
    allowed: tuple[str, ...]
    why: str


DEMANDS = (
    Demand(
        "counts",
        ("company_reply", "agent", "interaction"),
        "group_by",
        ("case",),
        "only a case ties the company's side to a problem",
    ),
    Demand("population", ("solved",), "group_by", ("case",), "only a case is solved"),
    Demand(
        "population",
        ("handled",),
        "counts",
        ("contact",),
        "only of a contact is it known whether it was served",
    ),
    Demand(
        "population",
        ("handled",),
        "abandoned",
        ("out",),
        "what was abandoned was not handled",
    ),
    Demand(
        "population",
        ("assisted",),
        "self_service",
        ("out",),
        "what a customer does alone is not assisted",
    ),
    Demand(
        "counts",
        ("company_reply", "agent"),
        "abandoned",
        ("in",),
        "only a customer abandons",
    ),
    Demand("counts", NOT_CONTACTS, "chaser", ("in",), "only a contact is a chaser"),
    Demand(
        "counts",
        NOT_CONTACTS,
        "requested",
        ("in",),
        "only a contact is known to have been asked for",
    ),
    Demand(
        "counts",
        NOT_CONTACTS,
        "window_unit",
        ("seconds", "local_days", "none"),
        "only a contact has the window of its reason",
    ),
    Demand(
        "window_unit",
        ("none",),
        "clock",
        ("end",),
        "without a window no time is measured",
    ),
    Demand(
        "window_unit",
        ("none",),
        "maturity",
        ("all",),
        "without a window the follow-up is never over",
    ),
    Demand(
        "rate",
        ("groups_not_of_one",),
        "group_by",
        ("case",),
        "only a case is there before anything is counted in it",
    ),
    Demand(
        "rate",
        ("groups_not_of_one",),
        "window_unit",
        ("none",),
        "a case is cut by no window",
    ),
)


def check_definition(
    values: dict[str, Any],
    taken: Container[str],
    refuse: Callable[[str, str], None],
) -> None:
    """Call `refuse`, which raises, at the first axis of a line that cannot be.

    `taken` are the ids that no line may have.
    """
    if values["definition_id"] in taken:
        refuse("definition_id", "expected an id of your own: this one is shipped")
    population = values["population"]
    if population not in POPULATIONS and not set(population.split("+")) <= set(
        CHANNELS
    ):
        refuse(
            "population",
            f"expected one of: {', '.join(POPULATIONS)}, or channels joined by +, such "
            "as phone+email",
        )
    if (values["window_unit"] in NO_LENGTH) != (values["window_length"] is None):
        refuse(
            "window_length",
            "expected a whole number with window_unit seconds or local_days, and "
            "nothing with reason or none",
        )
    for axis, words, other, allowed, why in DEMANDS:
        if values[axis] in words and values[other] not in allowed:
            refuse(
                other,
                f"expected {' or '.join(allowed)} with {axis} {values[axis]}: {why}",
            )
