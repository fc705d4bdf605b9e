"""A person's published rows: every mart that names a customer, whatever it calls it."""

import duckdb
import pytest

from publish.persons import rows_of


@pytest.fixture
def connection():
    """Marts that name customers by four names of columns, and one that names none."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach ':memory:' as marts")
        for table, columns, rows in (
            ("ambiguous_customers", "customer_id, touched_customer_id", "('p', 'q')"),
            ("customer_merges", "from_customer_id, into_customer_id", "('o', 'p')"),
            ("customers", "customer_id, customer_type", "('p', 'person'), ('q', 'p')"),
            ("rates", "customer_id_count, cell", "('p', 'p')"),
        ):
            connection.execute(
                f"create table marts.{table} as "
                f"select * from (values {rows}) as written ({columns})"
            )
        yield connection


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        ("p", ["customers", "ambiguous_customers", "customer_merges"]),
        ("q", ["customers", "ambiguous_customers"]),
        ("o", ["customer_merges"]),
        ("nobody", []),
    ],
)
def test_rows_are_found_by_every_column_that_names_a_customer(
    connection, customer, expected
):
    assert [table for table, _ in rows_of(connection, [customer])] == expected


def test_a_row_that_names_two_of_those_asked_for_is_given_once(connection):
    found = list(rows_of(connection, ["p", "q"]))
    assert found[2:] == [
        ("ambiguous_customers", {"customer_id": "p", "touched_customer_id": "q"}),
        ("customer_merges", {"from_customer_id": "o", "into_customer_id": "p"}),
    ]
