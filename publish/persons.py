"""Which customer identifiers are, and that customer's published rows.

The warehouse says who they are, for the marts hold no identifier; the rows are those
of the published snapshot, since that is what others have seen.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from ingestion.asked import FILE, Asked
from publish.errors import PublishError
from publish.sql import literal, quoted

# An identifier that a guard cut is nobody's: a shop's telephone would else give one
# person the rows of many.
FOUND = """
    select distinct
        asked.line,
        guarded.cut_rule,
        described.customer_id
    from asked
    left join warehouse.intermediate.int_identifiers_unioned as unioned
        on asked.type = unioned.identifier_type and asked.key = unioned.identifier_key
    left join warehouse.intermediate.int_identifiers_guarded as guarded
        on unioned.identifier_type = guarded.identifier_type
        and unioned.identifier_key = guarded.identifier_key
    left join warehouse.intermediate.int_customers_joined as joined
        on unioned.carrier_id = joined.carrier_id and guarded.cut_rule is null
    left join warehouse.intermediate.int_customers_described as described
        on joined.customer_number = described.customer_number
"""
# Accounts that a link, likely and no more than that, made part of these customers.
LINKED = """
    with accounts as (
        select distinct
            used.identifier_number,
            used.identifier_key,
            described.customer_id
        from warehouse.intermediate.int_identifiers_used as used
        inner join warehouse.intermediate.int_customers_joined as joined
            on used.carrier_id = joined.carrier_id
        inner join warehouse.intermediate.int_customers_described as described
            on joined.customer_number = described.customer_number
        where
            used.identifier_type = 'account'
            and list_contains(?, described.customer_id)
    ),
    linked as (
        select unnest([lefts.identifier_key, rights.identifier_key]) as identifier_key
        from warehouse.intermediate.int_customers_linked as links
        inner join accounts as lefts
            on links.left_number = lefts.identifier_number
        inner join accounts as rights
            on
                links.right_number = rights.identifier_number
                and lefts.customer_id = rights.customer_id
    )
    select count(distinct identifier_key) from linked
    where identifier_key not in (select key from asked where type = 'account')
"""
INSTEAD = "give an account (with its space) or another identifier of the person"


def open_stores(marts: Path, warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open both stores to read; nothing spills to disk, however large it is."""
    connection = duckdb.connect(":memory:", config={"temp_directory": ""})
    for name, path in (("marts", marts), ("warehouse", warehouse)):
        connection.execute(f"attach {literal(str(path))} as {name} (read_only)")
    return connection


def customers_of(
    connection: duckdb.DuckDBPyConnection, asked: list[Asked]
) -> list[str]:
    """Return the customer ids that identifiers name for sure, none if none is known.

    An identifier of several customers counts for those that another line names too.
    Raises PublishError where it names several and no other line decides, where a
    guard cut all there is, or where probable links brought in accounts not given.
    """
    pairs = [(one.line, one.type, key) for one in asked for key in one.keys]
    columns = [pa.array(column) for column in zip(*pairs, strict=True)]
    connection.register("asked", pa.table(columns, names=["line", "type", "key"]))
    found: dict[int, set[str]] = {one.line: set() for one in asked}
    cut: dict[int, str] = {}
    for line, rule, customer in connection.execute(FOUND).fetchall():
        if rule:
            cut[line] = rule
        if customer:
            found[line].add(customer)
    sure = set().union(*(ids for ids in found.values() if len(ids) == 1))
    for one in asked:
        ids = found[one.line]
        if len(ids) > 1 and not ids & sure:
            raise PublishError(
                f"{FILE}, line {one.line}: {len(ids)} customers used this {one.type}; "
                f"{INSTEAD}, so that nobody gets another one's rows"
            )
        if not sure and one.line in cut:
            raise PublishError(
                f"{FILE}, line {one.line}: this {one.type} is set aside "
                f"({cut[one.line]}), so it tells nobody apart; {INSTEAD}"
            )
    customers = sorted(sure)
    ((missing,),) = connection.execute(LINKED, [customers]).fetchall()
    if missing:
        raise PublishError(
            f"{FILE}: {missing} more accounts are probably this person's, by the links "
            "of a customer file, which may err: give each account that is surely "
            "theirs; until all are given nothing is shown"
        )
    return customers


def rows_of(
    connection: duckdb.DuckDBPyConnection, customers: list[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield table and row for each row of these customers in the published marts.

    Every mart with a column that ends in `customer_id` is looked in, `customers`
    first; a row that names them in several such columns is given once.
    """
    tables = connection.execute(
        "select table_name, list(column_name order by column_index) "
        "from duckdb_columns() where database_name = 'marts' "
        "and ends_with(column_name, 'customer_id') "
        "group by table_name order by table_name <> 'customers', table_name"
    ).fetchall()
    for table, columns in tables:
        names_them = " or ".join(
            f"list_contains($customers, {quoted(column)})" for column in columns
        )
        result = connection.execute(
            f"select * from marts.{quoted(table)} where {names_them}",
            {"customers": customers},
        )
        names = [column[0] for column in result.description]
        while row := result.fetchone():
            yield table, dict(zip(names, row, strict=True))
