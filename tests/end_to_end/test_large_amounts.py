"""A company that counts in dong or rupiah: each of its months costs over 10¹²."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from publish.__main__ import main as publish
from quality.__main__ import main as quality
from tests.support.landed import Company, utc

LINE = 900_000_000_000  # of a ledger; one line stays under 10¹²
PRICE = 100_000_000_000  # of one call at the partner
REVENUE = 20_000_000_000  # of one customer in a year
MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]
CUSTOMERS = 120
HOUSE, PARTNER, UNKNOWN, BOARD = range(4)
TEAMS = {HOUSE: "House", UNKNOWN: "Unknown", BOARD: "Board"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Its year, built with all data tests, audited and published."""
    company = Company(
        tmp_path_factory.mktemp("large"),
        {
            "calls": {"delivery": {"complete_from": "2024-12-01"}},
            "crm": {
                "entity": "customers",
                "columns": {"customer_account": "id"},
                "constants": {},
            },
        },
        timezone="UTC",
        currency="VND",
    )
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reiteration_window_days,expected_contacts",
        "billing,7,1",
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,billing,billing",
    )
    company.write(
        "cost_ledger.csv",
        "month_started_on,category,amount,driver,team_name",
        *(
            f"{month},{category},{LINE},interactions,{team}"
            for month in MONTHS
            for team in TEAMS.values()
            for category in ("salaries", "rent")
        ),
    )
    company.write(
        "partner_tariffs.csv",
        "partner_name,price_amount,mode,minimum_amount",
        f"Atlas,{PRICE},marginal,1000000",
    )
    company.write(
        "what_if_scenarios.csv",
        "scenario,contact_reason_id,excess_avoided_share_low,"
        "excess_avoided_share_high,departures_avoided_count_low,"
        "departures_avoided_count_high,one_off_amount,yearly_amount",
        f"repair,billing,0.2,0.4,60,70,{LINE},{LINE}",
    )
    for month in MONTHS:
        add_month(company, month)
    for number in range(CUSTOMERS):
        left = dt.date(2025, 6, 1) if number % 4 == 0 else None
        company.customer(
            "crm",
            f"k{number}",
            yearly_revenue_amount=Decimal(REVENUE),
            departed_on=left,
        )
    company.complete("calls", "2026-01-15")
    company.build().close()
    data_dir = str(company.data_dir)
    assert quality(["marts", "--data-dir", data_dir]) == 0
    assert publish(["--data-dir", data_dir, "--workspace", str(company.workspace)]) == 0
    return company.data_dir / "published" / "current" / "marts.duckdb"


def add_month(company: Company, month: dt.date) -> None:
    """Half the customers call the house, half the partner, and all call again."""
    for number in range(CUSTOMERS):
        for call, day in enumerate((1, 3)):
            at = dt.datetime.combine(month, dt.time(9), dt.UTC)
            at += dt.timedelta(days=day, minutes=number)
            by_partner = number % 2 == PARTNER
            add(company, at, f"k{number}", None if by_partner else "House", call)
    at = utc(f"{month}T09:00") + dt.timedelta(days=5)
    add(company, at, None, "Unknown", 0)
    add(company, at, "board", "Board", 0)


def add(company, at, account, team, call):
    """One call of ten minutes."""
    company.interaction(
        "calls",
        f"{account} {at} {call}",
        at,
        account=account,
        ended_at=at + dt.timedelta(minutes=10),
        source_reason_code="billing",
        handling_seconds=600.0,
        team_name=team,
        partner_name=None if team else "Atlas",
    )


def one(path, query):
    with duckdb.connect(path, read_only=True) as connection:
        (row,) = connection.sql(query).fetchall()
    return row


LEDGER = 6 * LINE  # of a month: three teams, two categories
INVOICE = CUSTOMERS * PRICE  # of a month: two calls of every other customer


def test_interactions_cost_what_was_spent(built):
    query = "select sum(cost_amount), max(cost_amount) from interactions"
    assert one(built, query) == (12 * (LEDGER + INVOICE), 2 * LINE)


def test_a_row_of_one_contact_ticket_or_customer_holds_it(built):
    for mart, column, most in (
        ("contacts", "cost_amount", 2 * LINE),
        ("tickets", "cost_to_resolve_amount", 2 * LINE),
        ("customers", "cost_amount", 12 * 2 * LINE),
    ):
        assert one(built, f"select max({column}) from {mart}") == (most,), mart


def test_a_months_marts_hold_it(built):
    march = "month_started_on = date '2025-03-01'"
    known = 4 * LINE + INVOICE
    for query, amounts in {
        "sum(ledger_amount), sum(allocated_amount) from cost_reconciliation": (
            LEDGER,
            LEDGER,
        ),
        "priced_amount, charged_amount, allocated_amount from tariff_reconciliation": (
            INVOICE,
        )
        * 3,
        "total_amount, measured_total_amount from costs_to_resolve": (known, known),
        "reiteration_amount, avoidable_amount from costs_to_resolve": (
            (2 * LINE + INVOICE) / 2,
        )
        * 2,
        "cost_amount from unticketed_costs": (2 * LINE,),
    }.items():
        assert one(built, f"select {query} where {march}") == amounts, query


def test_a_years_marts_hold_it(built):
    of_year = "from reason_priorities where first_channel = 'all'"
    query = f"select yearly_cost_amount, yearly_avoidable_cost_amount {of_year}"
    known = 12 * (4 * LINE + INVOICE)
    avoidable = 6 * (2 * LINE + INVOICE)
    assert one(built, query) == pytest.approx((known, avoidable), rel=1e-12)
    query = (
        "select yearly_cost_amount, yearly_saving_amount, revenue_kept_amount_low "
        "from what_if_savings where contact_reason_id = 'all'"
    )
    saved = Decimal("0.3") * avoidable
    assert one(built, query) == pytest.approx(
        (known, saved, 60 * REVENUE), rel=Decimal("1e-12")
    )


def test_what_customers_bring_is_held(built):
    query = (
        "select sum(yearly_revenue_amount) from churn_at_stake "
        "where contact_reason_id = 'all' and resolution = 'reiterated'"
    )
    assert one(built, query) == (CUSTOMERS * REVENUE,)
