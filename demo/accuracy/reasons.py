"""Rates by reason: what was planted, what happened, what the pipeline publishes."""

from typing import NamedTuple

import duckdb
import pyarrow.parquet as pq

from demo.accuracy.pipeline import MONTHS, Run
from demo.exports.answer_key import FOLDER
from demo.world.clock import Clock

PUBLISHED = """
    select
        slice_value,
        eligible_ticket_count,
        reiterated_ticket_rate,
        reiterated_ticket_rate_lower_bound,
        reiterated_ticket_rate_upper_bound,
        reiterated_ticket_rate_low,
        reiterated_ticket_rate_high
    from marts.reiteration_rates
    where
        definition_id = 'once_and_done'
        and period_grain = 'year'
        and slice = 'reason'
"""
# A problem is eligible as a ticket is: its first contact starts at least one window
# after the exports begin, and its window is over when they end.
TRUE = """
    select
        contact_reason_id,
        count(*) as problem_count,
        avg(planted_probability) as planted_rate,
        avg(cast(came_again_within_window as integer)) as true_rate
    from problems
    inner join reasons using (contact_reason_id)
    where
        epoch(started_at) - window_days * 86400 >= $first
        and epoch(first_ended_at) + window_days * 86400 <= $last
    group by contact_reason_id
"""


class ReasonRates(NamedTuple):
    """One reason's share of problems, or tickets, that a second contact followed.

    Bounds allow for contacts without person or reason, the interval for chance.
    """

    contact_reason_id: str
    problem_count: int
    ticket_count: int
    planted_rate: float
    true_rate: float
    published_rate: float
    lower_bound: float
    upper_bound: float
    low: float
    high: float


def rates_by_reason(run: Run) -> list[ReasonRates]:
    """Return the reasons of the world, those with most tickets first.

    Raises ValueError where the marts print no bounds or know a reason not at all.
    """
    problems = pq.read_table(run.drops / FOLDER / "problems.parquet")
    reasons = pq.read_table(run.drops / FOLDER / "reasons.parquet")
    clock = Clock(MONTHS)
    with duckdb.connect() as memory:
        memory.register("problems", problems)
        memory.register("reasons", reasons)
        limits = {"first": clock.start, "last": clock.end}
        true = memory.execute(TRUE, limits).fetchall()
    with duckdb.connect(str(run.warehouse), read_only=True) as warehouse:
        published = {row[0]: row[1:] for row in warehouse.execute(PUBLISHED).fetchall()}
    found = []
    for reason, problem_count, planted_rate, true_rate in true:
        if None in published.get(reason, (None,)):
            raise ValueError(
                f"marts.reiteration_rates prints no yearly rate with interval and "
                f"bounds for {reason}: expected a row of slice reason"
            )
        ticket_count, *rates = published[reason]
        found.append(
            ReasonRates(
                reason, problem_count, ticket_count, planted_rate, true_rate, *rates
            )
        )
    return sorted(found, key=lambda one: -one.ticket_count)
