"""Two tables of the report add up: what a cost went into, where all money is."""

import duckdb
import pytest

from publish.cost_bridge import cost_bridge, money_spent
from publish.costs import MOST, more_costs
from publish.costs_spoken import cost_figure
from publish.period import choose_period
from tests.publish.publishing import change
from tests.publish.test_costs import TITLE, rows_in
from tests.publish.test_report import FINAL, rerun, text_of

ELIGIBLE = f"is_eligible and {FINAL}"
# 20 a ticket: 5 and 15 after it, of which 4 contacts too many and 9 work after them.
# Outages should not exist: there the first contact is too many as well.
SPLIT = """
    update marts.tickets set cost_to_resolve_amount = 20, first_contact_amount = 5,
        reiteration_cost_amount = 15, internal_cost_amount = 10,
        avoidable_cost_amount = if(expected_contacts = 0, 12, 4),
        late_internal_amount = if(expected_contacts = 0, 10, 9),
        has_complete_cost = true
"""


@pytest.fixture
def opened(data_dir):
    """Return a function: the warehouse as publish reads it, changed."""

    def changed(*statements):
        change(data_dir, *statements)
        connection = duckdb.connect(data_dir / "warehouse.duckdb")
        choose_period(connection)
        return connection

    return changed


def test_the_parts_of_a_cost_add_up(opened, data_dir):
    connection = opened(SPLIT)
    parts = {row["kind"]: row for row in cost_bridge(connection)}
    ((count, unwanted),) = connection.execute(
        "select count(*), count(*) filter (expected_contacts = 0) "
        f"from marts.tickets where {ELIGIBLE}"
    ).fetchall()
    assert 0 < unwanted < count
    wanted = count - unwanted
    assert {kind: row["amount"] for kind, row in parts.items()} == {
        "first": 5 * count,
        "reiteration": 15 * count,
        "avoidable": 4 * wanted,
        "late_internal": 9 * wanted,
        "unwanted": 15 * unwanted,
        "expected": 2 * wanted,
        "internal": 10 * count,
    }
    assert parts["first"]["share"] == 0.25 and parts["reiteration"]["share"] == 0.75


def test_without_reasons_that_should_not_exist_nothing_is_said_of_them(opened):
    kinds = [
        row["kind"]
        for row in cost_bridge(
            opened(SPLIT, "update marts.tickets set expected_contacts = 1")
        )
    ]
    assert "unwanted" not in kinds and "avoidable" in kinds


def test_without_a_cost_there_are_no_parts(opened):
    assert cost_bridge(opened()) == []


def test_all_that_has_a_price_is_somewhere_once(opened):
    """A unit each, ten for those in no ticket: the parts are counts."""
    connection = opened(
        "update marts.interactions set cost_amount = if(ticket_id is null, 10, 1)",
        "update marts.tickets set cost_to_resolve_amount = interaction_count",
        "update marts.unticketed_costs set cost_amount = 10 * interaction_count",
        "update marts.tickets set is_eligible = false "
        "where local_date = date '2025-03-03'",
    )
    spent = money_spent(connection)
    parts = ("counted", "ineligible", "before", "young", "unticketed")
    amounts = {part: spent[f"{part}_amount"] or 0 for part in parts}
    assert sum(amounts.values()) == spent["priced_amount"]
    ((whole,),) = connection.execute(
        "select sum(interaction_count) from marts.tickets"
    ).fetchall()
    assert spent["priced_amount"] - amounts["unticketed"] == whole
    assert amounts["ineligible"] > 0 and amounts["young"] > 0
    assert amounts["before"] == 0
    assert [str(month) for month in spent["young_months"]] == ["2025-06-01"]


def test_a_period_that_begins_later_leaves_money_before_it(opened):
    connection = opened(
        "update marts.tickets set cost_to_resolve_amount = 1",
        "update marts.calendar set is_reported = false "
        "where month_started_on = date '2025-01-01'",
    )
    ((january,),) = connection.execute(
        "select count(*) from marts.tickets where local_date < date '2025-02-01'"
    ).fetchall()
    assert money_spent(connection)["before_amount"] == january > 0


def test_a_month_seen_in_part_is_none_of_these_tickets(opened):
    connection = opened(
        SPLIT,
        "update marts.costs_to_resolve set is_provisional = true "
        "where month_started_on = date '2025-01-01'",
    )
    ((later,),) = connection.execute(
        f"select count(*) from marts.tickets where {ELIGIBLE} "
        "and local_date >= date '2025-02-01'"
    ).fetchall()
    parts = {row["kind"]: row["amount"] for row in cost_bridge(connection)}
    assert parts["reiteration"] == 15 * later
    spent = money_spent(connection)
    assert spent["counted_amount"] == 20 * later
    months = [str(month) for month in spent["young_months"]]
    assert months == ["2025-01-01", "2025-06-01"]


def test_both_tables_stand_in_the_report(data_dir, company):
    text = rerun(
        data_dir,
        company,
        SPLIT,
        "update marts.interactions set cost_amount = 2",
        "update marts.unticketed_costs set cost_amount = 1000 * interaction_count",
    )
    table = text.split(TITLE)[1].split("Internal work (")[0]
    ((count, unwanted),) = rows_in(
        data_dir,
        "select count(*), count(*) filter (expected_contacts = 0) "
        f"from marts.tickets where {ELIGIBLE}",
    )
    assert f"coût de réitération {15 * count:,} 75.0%" in table
    assert f"motifs à éliminer {15 * unwanted:,}" in table
    assert f"Eligible tickets, January to May 2025 {20 * count:,}" in table
    assert "Begun in months too young, or seen in part: June 2025" in table
    assert "Internal work ( back-office ) is 50% of what these tickets cost" in text


def test_the_cost_is_a_headline_figure_where_anything_is_priced(
    data_dir, company, published
):
    assert "Cost to resolve" not in text_of(published / "report.html")
    text = rerun(data_dir, company, SPLIT).split(TITLE)[0]
    ((spent,),) = rows_in(
        data_dir, f"select 15 * count(*) from marts.tickets where {ELIGIBLE}"
    )
    assert "Cost to resolve coût de résolution 20.00 EUR 95% interval" in text
    assert f"Reiterations (coût de réitération): {spent:,} EUR, 75.0%" in text
    assert "Contacts too many (coût évitable)" in text


def test_under_30_priced_tickets_the_headline_is_too_small_to_read():
    whole = {"mean": None, "measured_count": 3, "ticket_count": 90}
    figure = cost_figure([whole], "EUR")
    assert figure.value is None and figure.why_not == "too few to read"
    assert figure.beside == []
    assert cost_figure([], "EUR") is None


def test_where_few_contacts_have_a_customer_no_cost_is_a_headline(data_dir, company):
    text = rerun(
        data_dir,
        company,
        SPLIT,
        "update marts.contacts set customer_id = null "
        "where hash(contact_id) % 100 < 40",
    )
    assert "Cost to resolve" not in text


def reason(tickets, amount):
    return {
        "ticket_count": tickets,
        "measured_count": tickets,
        "total_amount": amount,
        "reiteration_amount": amount / 2,
        "avoidable_amount": amount / 4,
    }


def test_what_is_not_shown_of_reasons_is_what_is_left_of_all():
    shown, hidden = [reason(40, 80.0)] * MOST, [reason(50, 100.0), reason(10, 20.0)]
    # Of all 470 tickets 10 are of no reason, and 30.0 of all that was spent.
    more = more_costs([reason(470, 950.0), *shown, *hidden])
    assert more["count"] == 2 and more["has_unqualified"]
    assert more["ticket_count"] == 70
    assert more["total_amount"] == pytest.approx(150)
    assert more["reiteration_share"] == pytest.approx(0.5)
    assert more["avoidable_amount"] == pytest.approx(37.5)


def test_where_all_is_shown_nothing_is_left():
    assert more_costs([reason(40, 80.0), reason(40, 80.0)]) is None
    assert more_costs([]) is None
