"""The deliveries of a load: what each announced, and what of it landed."""

import datetime as dt

import duckdb

ENTITIES = ("interactions", "customers", "activity")
IDENTIFIERS = {"interactions": "identifiers", "customers": "customer_identifiers"}


def read_deliveries(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[dict]:
    """Return the load's deliveries, oldest first, with what landed of each.

    Rows of a delivery that the load does not announce stand under its id, with an
    accepted count of nothing.
    """
    found: dict[tuple[str, str], dict] = {}
    if "deliveries" in tables:
        for row in _rows(
            connection,
            "select entity, delivery_id, any_value(file_name) as file_name, "
            "sum(row_count)::bigint as row_count, "
            "sum(accepted_count)::bigint as accepted_count, "
            "sum(rejected_count)::bigint as rejected_count, "
            "sum(skipped_count)::bigint as skipped_count, "
            "sum(rejected_identifier_count)::bigint as rejected_identifier_count, "
            "any_value(delivered_at)::timestamp as delivered_at, "
            "any_value(modified_at)::timestamp as modified_at, "
            "min(first_started_at)::timestamp as first_started_at, "
            "max(last_started_at)::timestamp as last_started_at, "
            "max(complete_until_at)::timestamp as complete_until_at "
            f"from {tables['deliveries']} where entity in {ENTITIES} group by all",
        ):
            found[row["entity"], row["delivery_id"]] = row
    for entity in ENTITIES:
        for column, table in (
            ("landed_count", entity),
            ("identifier_count", IDENTIFIERS.get(entity)),
        ):
            if table not in tables:
                continue
            for row in _rows(
                connection,
                f"select delivery_id, count(*) as count from {tables[table]} "
                "group by all",
            ):
                key = (entity, row["delivery_id"])
                unannounced = {"entity": entity, "delivery_id": row["delivery_id"]}
                found.setdefault(key, unannounced)[column] = row["count"]
    return sorted(found.values(), key=_order)


def _order(delivery: dict) -> tuple:
    made = delivery.get("delivered_at")
    return (made is not None, made, delivery.get("file_name") or "")


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [
        {
            name: value.replace(tzinfo=dt.UTC) if _is_time(value) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in cursor.fetchall()
    ]


def _is_time(value: object) -> bool:
    return isinstance(value, dt.datetime)


def place_of(delivery: dict) -> str:
    """Return how views and pages name a delivery: by its hash, not its file."""
    return f"delivery {(delivery['delivery_id'] or 'unnamed')[:12]}"
