"""What Splink learned, as its own JSON: gaps filled, frequencies of values."""

import contextlib
from collections.abc import Callable, Iterator
from unittest import mock

LEAST = 1e-9  # nothing is impossible


@contextlib.contextmanager
def never_impossible() -> Iterator[None]:
    """Let Splink learn that a difference never occurs without stopping at it.

    Where accounts of one person never differ in a column, its learning ends at a
    probability of exactly 0, which Splink 5.0 then refuses with a ValueError.
    """
    from splink.internals import expectation_maximisation

    learn = expectation_maximisation.populate_m_u_from_lookup

    def learn_above_zero(fixed, level, column, lookup):
        for found in lookup.get(column, {}).values():
            for name in ("m_probability", "u_probability"):
                found[name] = max(found[name], LEAST)
        learn(fixed, level, column, lookup)

    with mock.patch.object(
        expectation_maximisation, "populate_m_u_from_lookup", learn_above_zero
    ):
        yield


def _levels(model: dict) -> Iterator[dict]:
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                yield level


def fill(model: dict, name: str, value: Callable[[dict], float]) -> None:
    """Give what was never seen a probability: Splink's own default is far too high.

    No two strangers of the sample share an e-mail: less than one pair in all. What
    no two accounts of one person showed says nothing either way.
    """
    for level in _levels(model):
        known = level.get(name)
        level[name] = max(value(level) if known is None else known, LEAST)


def weighed_by_frequency(model: dict) -> list[str]:
    """Return the columns whose agreement counts by how frequent the value is."""
    columns = [level.get("tf_adjustment_column") for level in _levels(model)]
    return sorted({column for column in columns if column})


def frequencies(column: str) -> str:
    """Return SQL of how often strangers share each value; a person counts once."""
    return f"""
        with counted as (
            select {column}, count(*) as value_count
            from others where {column} is not null group by {column}
        )
        select
            {column},
            coalesce(any_value(value_count), 1)
            / (select count({column}) from others) as tf_{column}
        from records left join counted using ({column})
        where {column} is not null
        group by {column}
    """
