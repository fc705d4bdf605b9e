"""The reasons to fix first: those planted as worst, and those that are published."""

import duckdb
import pyarrow.parquet as pq

from demo.accuracy.pipeline import Run
from demo.exports.answer_key import FOLDER

FIRST = 3
# A problem that brings another contact with a chance r, each time, brings r/(1 - r)
# of them. Reasons are planted so far apart in this that no price turns the first
# three round.
PLANTED = f"""
    select contact_reason_id
    from problems
    group by contact_reason_id
    order by
        count(*) * avg(planted_probability) / (1 - avg(planted_probability)) desc,
        contact_reason_id
    limit {FIRST}
"""
PUBLISHED = f"""
    select contact_reason_id
    from marts.reason_priorities
    where first_channel = 'all' and priority_rank <= {FIRST}
    order by priority_rank, contact_reason_id
"""


def first_reasons(run: Run) -> dict[str, list[str]]:
    """Return the first three reasons, as `planted` by the key and as `published`."""
    problems = pq.read_table(run.drops / FOLDER / "problems.parquet")
    with duckdb.connect() as memory:
        memory.register("problems", problems)
        planted = memory.execute(PLANTED).fetchall()
    with duckdb.connect(str(run.warehouse), read_only=True) as warehouse:
        published = warehouse.execute(PUBLISHED).fetchall()
    return {
        "planted": [reason for (reason,) in planted],
        "published": [reason for (reason,) in published],
    }
