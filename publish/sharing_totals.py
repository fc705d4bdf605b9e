"""What else is hidden where a total stands beside its parts.

A total less all parts that are shown is what the hidden ones have together. Where
that is one part alone, or fewer than MINIMUM_COUNT, the next smallest is hidden too,
again and again until nothing follows. Of parts that do not add up (contacts without
segment are in no segment) nothing follows, and nothing more is hidden.
"""

import duckdb

from publish.sharing_rules import HIDDEN, MINIMUM_COUNT, SMALL, SPEAKS_OF, TOTALS
from publish.sql import literal, quoted

TABLE = "with_hidden"
# Shares of at most so many contacts add up from one row to the next, so after a row
# that is hidden all are, and the last that is shown goes first.
RUNNING = {"contact_count_distribution": ("contact_reason_id", "contact_count")}
FOLLOWS = """
    with sums as (
        select
            total_of,
            count(*) filter (is_hidden) as hidden_count,
            bool_or(is_hidden and is_total) as is_total_hidden,
            coalesce(sum({count}) filter (is_hidden and not is_total), 0) as hidden_sum
        from {table} inner join members using (row_id)
        group by total_of
        having sum({count}) filter (not is_total)
            = coalesce(max({count}) filter (is_total), max(total_count))
    ),
    next_smallest as (
        select arg_min(row_id, ({order}, row_id)) as row_id
        from sums
        inner join members using (total_of)
        inner join {table} using (row_id)
        where not is_hidden and not is_total
            and (
                hidden_count = 1
                or (hidden_count > 1 and not is_total_hidden and hidden_sum < {minimum})
            )
        group by total_of
    )
    update {table} set is_hidden = true where row_id in (from next_smallest)
"""


def beside_totals(
    connection: duckdb.DuckDBPyConnection, mart_name: str, parquet: str
) -> str:
    """Return what to read a mart to be shared from, its rows to hide marked.

    `parquet` is the path of its file. A mart without totals is read as it is.
    """
    source = f"read_parquet({literal(parquet)})"
    if mart_name not in TOTALS:
        return source
    connection.execute(
        f"create or replace temp table {TABLE} as select *, {is_primary(mart_name)} "
        f"as {HIDDEN}, row_number() over () as row_id from {source}"
    )
    members = " union all ".join(
        f"select row_id, concat_ws(' ', {literal(str(place))}, {', '.join(of.keys)}) "
        f"as total_of, {of.is_total} as is_total, {of.count} as total_count "
        f"from {TABLE} where {of.among}"
        for place, of in enumerate(TOTALS[mart_name])
    )
    connection.execute(f"create or replace temp table members as {members}")
    count = quoted(SPEAKS_OF[mart_name][0])
    order = f"-{RUNNING[mart_name][1]}" if mart_name in RUNNING else count
    follows = FOLLOWS.format(
        table=TABLE, count=count, order=order, minimum=MINIMUM_COUNT
    )
    while connection.execute(follows).fetchone()[0]:
        pass
    return TABLE


def is_primary(mart_name: str) -> str:
    """Return, as SQL, whether a row of a mart with TOTALS is to be hidden itself."""
    first, *others = SPEAKS_OF[mart_name]
    few = [SMALL, f"{first} < {MINIMUM_COUNT}"]
    few += [f"{name} between 1 and {MINIMUM_COUNT - 1}" for name in others]
    hidden = " or ".join(f"coalesce({one}, false)" for one in few)
    if mart_name not in RUNNING:
        return f"({hidden})"
    part, order = RUNNING[mart_name]
    return f"bool_or({hidden}) over (partition by {part} order by {order})"
