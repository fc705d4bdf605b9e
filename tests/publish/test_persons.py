"""Whose rows a lookup may show: not those that only a probable link brought in."""

import duckdb
import pytest

from ingestion.asked import Asked
from publish.errors import PublishError
from publish.persons import customers_of

A, B, C = (Asked(line, "account", (key,)) for line, key in enumerate("abc", 1))


@pytest.fixture
def connection():
    """Accounts a and b are one customer by a link, c is another, linked to neither."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("""
            attach ':memory:' as warehouse;
            create schema warehouse.intermediate;
            use warehouse.intermediate;
            create table int_identifiers_used as
            select * from (values
                (1, 'account', 'a', 1), (2, 'account', 'b', 2), (3, 'account', 'c', 3)
            ) as t (carrier_id, identifier_type, identifier_key, identifier_number);
            create table int_identifiers_unioned as from int_identifiers_used;
            create table int_identifiers_guarded as
            select *, null::varchar as cut_rule from int_identifiers_used;
            create table int_customers_joined as select * from
            (values (1, 1), (2, 1), (3, 3)) as t (carrier_id, customer_number);
            create table int_customers_described as select * from
            (values (1, 'one'), (3, 'three')) as t (customer_number, customer_id);
            create table int_customers_linked as
            select 1 as left_number, 2 as right_number;
            use memory.main;
        """)
        yield connection


@pytest.mark.parametrize("asked", [[A], [B], [A, C]])
def test_a_linked_account_that_was_not_given_gives_nobody_s_rows(connection, asked):
    with pytest.raises(PublishError, match="1 more accounts are probably this person"):
        customers_of(connection, asked)


def test_every_linked_account_given_the_customer_is_found(connection):
    assert customers_of(connection, [A, B]) == ["one"]


def test_who_is_linked_to_nobody_is_found(connection):
    assert customers_of(connection, [C]) == ["three"]


def test_a_link_that_joined_nothing_asks_for_nothing(connection):
    # As where the unit is the account: two linked accounts, two customers.
    connection.execute(
        "update warehouse.intermediate.int_customers_joined "
        "set customer_number = 3 where carrier_id = 2"
    )
    assert customers_of(connection, [A]) == ["one"]


def test_nobody_known_is_nobody(connection):
    assert customers_of(connection, [Asked(1, "account", ("z",))]) == []
