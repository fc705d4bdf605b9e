"""The bridge of docs/method.md adds up, by the amounts of its own table of tickets."""

import duckdb

from publish.cost_bridge import cost_bridge
from tests.docs.test_method_honesty import section, table

COLUMNS = ("cost_to_resolve", "first_contact", "reiteration_cost", "avoidable_cost")
COLUMNS += ("internal_cost", "late_internal")
EXPECTED = {"Ana": 1, "Ben": 2, "Cleo": 1}


def test_the_parts_of_twelve_interactions():
    text = section("Twelve interactions and what they cost")
    tickets = table("| customer |" + text.split("| customer | cost to resolve |")[1])
    assert [row[0] for row in tickets] == list(EXPECTED)
    connection = duckdb.connect()
    connection.execute("create schema marts")
    connection.execute(
        "create table marts.costs_to_resolve as select date '2025-03-01' as "
        "month_started_on, false as is_provisional"
    )
    amounts = ", ".join(f"{name}_amount decimal(18, 6)" for name in COLUMNS)
    connection.execute(
        f"create table period_tickets (expected_contacts bigint, {amounts}, "
        "is_eligible boolean default true, local_date date default '2025-03-03')"
    )
    for name, *figures in tickets:
        said = ", ".join([str(EXPECTED[name]), *figures])
        connection.execute(
            f"insert into period_tickets values ({said}, true, '2025-03-03')"
        )
    found = {row["kind"]: row["amount"] for row in cost_bridge(connection)}
    where = section("Where the money went")
    assert f"tickets cost {found['first'] + found['reiteration']:.2f}." in where
    assert f"up to the second, took {found['first']:.2f};" in where
    assert f"reiterations {found['reiteration']:.2f}, of which" in where
    assert f"{found['avoidable']:.2f} were contacts too many" in where
    assert f"{found['late_internal']:.2f} internal work after them" in where
    assert f"the remaining {found['expected']:.2f} a contact still expected" in where
    assert f"Internal work, {found['internal']:.2f}, lies in both" in where
