"""The sums of docs/method.md on what to fix first: the models do each of them."""

import re

import pyarrow as pa
import pytest

from publish.what_if import Z
from tests.docs.test_method_honesty import section, table
from tests.support.landed import ROOT

WHAT_IF = (
    "int_what_if_customers",
    "int_what_if_changed",
    "int_what_if_cases",
    "int_what_if_outcomes",
    "what_if_savings",
)
LEVERS = {
    "scenario": "example",
    "contact_reason_id": "bill",
    "covered_reason_id": "bill",
    "first_contacts_to_self_care_share": 0.0,
    "departures_avoided_count": 0.0,
    "unit_cost_factor": 1.0,
    "expected_contacts": 1,
}


def rows_of(rows: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(rows)


def put_year(stage) -> None:
    """Fill a whole year of the page's three customers, one ticket each."""
    page = (ROOT / "docs" / "method.md").read_text()
    text = page.split("\n## What to fix first")[1].split("\n### ")[0]
    worked = []
    for customer, contact, hours, hourly, other, internal in table(text):
        late = re.fullmatch(r"([\d.]+) h, ([\d.]+)", internal)
        zero = {
            f"{part}_{kind}": 0.0
            for part in ("further", "internal")
            for kind in ("hours", "fte", "in_house_hours")
        } | {
            f"{part}_{kind}_amount": 0.0
            for part in ("further", "internal")
            for kind in ("hourly", "other")
        }
        zero["internal_hours"] = float(late[1]) if late else 0.0
        zero["internal_hourly_amount"] = float(late[2]) if late else 0.0
        worked.append(
            zero
            | {
                "ticket_root_number": ord(customer[0]),
                "customer_id": customer,
                "contact_reason_id": "bill",
                "first_channel": "phone",
                "is_first_assisted": True,
                "has_complete_cost": True,
                "contact_number": int(contact),
                "contact_count": 1,
                "contact_hours": float(hours),
                "contact_in_house_hours": float(hours),
                "contact_fte": float(hours) / (1607 * (1 - 0.12) * 0.80),
                "contact_hourly_amount": float(hourly),
                "contact_other_amount": float(other),
                "contact_fte_missing_count": 0,
                "contact_hours_missing_count": 0,
                "contact_in_house_hours_missing_count": 0,
                "hours_missing_count": 0,
                "contact_unpriced_count": 0,
                "internal_unpriced_count": 0,
                "fte_missing_count": 0,
            }
        )
    assert len(worked) == 6
    stage.fill("int_tickets_worked", rows_of(worked))
    year = {"day_count": 365, "is_annualised": False, "year_factor": 1.0}
    stage.fill("int_calendar_yearly", rows_of([year]))
    reason = {"contact_reason_id": "bill", "expected_contacts": 1}
    stage.fill("int_reasons_listed", rows_of([reason]))
    stage.fill("int_what_if_prices", "select 0.0 as self_care_amount")


@pytest.fixture
def saved(stage):
    """Return a function: the example's savings under some levers, by column."""

    def under(**levers) -> dict:
        put_year(stage)
        one_off, yearly = levers.pop("one_off", 0), levers.pop("yearly", 0)
        changed = {"one_off_amount": one_off, "yearly_amount": yearly} | levers
        stage.fill(
            "int_what_if_levers",
            rows_of(
                [
                    LEVERS | changed | {"lever_end": end, "is_bold": end == "high"}
                    for end in ("low", "middle", "high")
                ]
            ),
        )
        stage.run(*WHAT_IF)
        found = stage.connection.sql(
            "from marts.what_if_savings where contact_reason_id = 'all'"
        )
        (row,) = found.fetchall()
        return {
            name: float(value) if value is not None else None
            for name, value in zip(found.columns[2:], row[2:], strict=True)
        }

    return under


def test_priorities(stage):
    text = section("Priorities")
    put_year(stage)
    stage.run(
        "int_tickets_exceeded", "int_priorities_summed", "int_priorities_estimated"
    )
    ((avoidable, late, low, high, hours, fte, is_small),) = stage.rows(
        "select avoidable_amount, late_amount, avoidable_amount_low, "
        "with_late_amount_high, avoidable_hours, avoidable_fte, is_small_cell "
        "from intermediate.int_priorities_estimated where first_channel = 'all'"
    )
    assert f"{avoidable:.2f} a year" in text
    assert f"from {low:.2f} on" in text
    assert f"41.00 · exp(1.96 · √(30² + 11²)/41.00) = {high:.2f}." in text
    assert is_small
    orders = section("Two orders")
    assert f"costs {avoidable:.2f} a year in contacts too many" in orders
    assert f"and {late:.2f} in internal work after them: " in orders
    assert f"after them: {avoidable + late:.2f} together" in orders
    posts = section("Posts")
    assert f"The {hours:.1f} avoidable hours" in posts
    assert f"= {1607 * (1 - 0.12) * 0.80:,.1f} hours a post" in posts
    assert f"are {fte:.6f} posts" in posts


def test_a_scenario_and_its_ranges(saved):
    text = section("What-if")
    found = saved(
        problems_avoided_share=0.1,
        excess_avoided_share=0.5,
        handling_time_factor=1.2,
        one_off=10,
        yearly=1,
    )
    assert f"= {found['yearly_contacts_after']:.2f} of 6" in text
    assert (
        f"= {found['yearly_hours_after']:.3f} of {found['yearly_hours']:.1f}\n" in text
    )
    assert (
        f"= {found['yearly_cost_after_amount']:.2f} of "
        f"{found['yearly_cost_amount']:.2f}, so {found['yearly_saving_amount']:.2f} are"
    ) in text
    low, high = (found[f"yearly_saving_amount_sampling_{e}"] for e in ("low", "high"))
    assert f"from {low:.2f} to {high:.2f}\n".replace("-", "−") in text
    half = Z * (6.31**2 + 0.14**2 + 4.86**2) ** 0.5
    assert high - low == pytest.approx(2 * half)
    assert f"/ 10.03 = {found['payback_months']:.1f} months" in text
    assert found["net_yearly_saving_amount"] == pytest.approx(10.03)
    pays = section("When it pays")
    assert f"= {found['net_yearly_saving_amount']:.2f} a year" in pays
    assert f"after {found['payback_months']:.1f} months" in pays
    assert found["payback_months_lever_low"] == found["payback_months"]
    bold = found["yearly_saving_amount_lever_high"]
    assert f"= {bold - found['yearly_saving_amount']:.2f} more" in pays
    assert f"/ {bold - 1:.2f} = {found['payback_months_lever_high']:.1f} months" in pays
    post = found["hours_per_post"]
    assert f"= {post:,.1f} hours a post" in section("Posts")
    assert found["yearly_in_house_hours_released"] == pytest.approx(
        post * found["fte_released"]
    )
    assert f"/0.72 = {found['break_even_handling_time_factor']:.3f}" in text


def test_a_scenario_is_judged_whole(stage):
    text = section("What-if")
    put_year(stage)
    ends = ("low", "middle", "high")
    lines = {"bill": {"Ana": 6.31, "Ben": -0.14, "Cleo": 4.86}, "move": {"Ana": 3.0}}
    unchanged = LEVERS | {"handling_time_factor": 1.0, "yearly_amount": 0}
    stage.fill(
        "int_what_if_levers",
        rows_of(
            [
                unchanged
                | {"contact_reason_id": name, "covered_reason_id": name}
                | {"lever_end": end, "one_off_amount": 10 * (name == "bill")}
                for name in lines
                for end in ends
            ]
        ),
    )
    nothing = dict.fromkeys(
        [
            *("contacts_today", "contacts_after", "hours_today", "hours_after"),
            *("in_house_hours_today", "in_house_hours_after"),
            *("fte_today", "fte_after", "amount_after"),
            *("remaining_hours", "remaining_hourly_amount"),
        ],
        0.0,
    )
    counts = {"ticket_count": 1, "complete_ticket_count": 1, "fte_missing_count": 0}
    stage.fill(
        "int_what_if_changed",
        rows_of(
            [
                {"scenario": "example", "contact_reason_id": name, "lever_end": end}
                | {"customer_id": customer, "amount_today": amount}
                | (nothing | counts)
                for name, saved in lines.items()
                for customer, amount in saved.items()
                for end in ends
            ]
        ),
    )
    stage.run("int_what_if_cases", "int_what_if_outcomes", "what_if_savings")
    found = {
        name: figures
        for name, *figures in stage.rows(
            "select contact_reason_id, ticket_count, yearly_saving_amount, "
            "yearly_saving_amount_sampling_high, payback_months, one_off_amount "
            "from marts.what_if_savings"
        )
    }
    count, amount, high, payback, _ = found["all"]
    assert f"so {amount:.2f} are saved, ± " in text and count == 4
    assert f"√(9.31² + 0.14² + 4.86²) = ± {high - amount:.2f}" in text
    assert payback == pytest.approx(12 * 10 / 14.03)
    assert found["bill"][3:] == [None, 10] and found["move"][3:] == [None, 0]


def test_conversations_twice_as_long_and_their_break_even(saved):
    text = section("What-if")
    levers = {"problems_avoided_share": 0.0, "excess_avoided_share": 1.0}
    doubled = saved(**levers, handling_time_factor=2.0)
    contact_hours = doubled["yearly_hours_after"] - 0.5
    assert f"2 · (1.1 − 0.6) = {contact_hours:.1f} contact hours of 1.1" in text
    amount = doubled["yearly_cost_after_amount"] - 20
    assert f"= {amount:.2f} of 39.00, so even doubled they save" in text
    assert doubled["yearly_cost_amount"] - 20 == pytest.approx(39)
    factor = doubled["break_even_handling_time_factor"]
    assert f"1.1/0.5 = {factor:.1f};" in text
    again = saved(**levers, handling_time_factor=factor)
    assert again["yearly_hours_released"] == pytest.approx(0, abs=1e-9)


def test_churn_at_stake(stage):
    text = section("Churn at stake")
    rows, number = [], 0
    for resolution, left, count in (("reiterated", 6, 90), ("once_and_done", 4, 200)):
        for place in range(count):
            number += 1
            rows.append(
                {
                    "ticket_root_number": number,
                    "customer_number": number,
                    "contact_reason_id": "bill",
                    "resolution": resolution,
                    "yearly_revenue_amount": 100,
                    "is_departed": place < left,
                }
            )
    stage.fill("int_tickets_departed", rows_of(rows))
    stage.run("int_departures_rated", "churn_at_stake")
    ((more, low, high, revenue, stake),) = stage.rows(
        "select departure_rate_difference, departure_rate_difference_low, "
        "departure_rate_difference_high, yearly_revenue_amount, "
        "revenue_at_stake_amount from marts.churn_at_stake "
        "where resolution = 'reiterated' and contact_reason_id = 'bill'"
    )
    assert f"{100 * more:.1f} points more" in text
    ends = f"{100 * low:.1f} to {100 * high:.1f} points".replace("-", "−")
    assert f"interval: {ends})" in text
    assert f"bring {revenue:,.0f} a year; {stake:.0f} of it" in text


@pytest.mark.parametrize("repeating", [0, 20])
def test_contact_rates(stage, repeating):
    text = section("Contact rate")
    stage.fill(
        "int_activity_counted",
        "select date '2025-03-01' as month_started_on, 'all' as customer_segment, "
        "2000 as active_customer_count, 500 as order_count",
    )
    stage.fill(
        "int_calendar_months",
        "select date '2025-03-01' as month_started_on, false as is_provisional",
    )
    stage.fill(
        "contacts",
        "select 'c' || number as contact_id, "
        f"'k' || case when number < {2 * repeating} then number // 2 "
        "else 1000 + number end as customer_id, "
        "date '2025-03-15' as local_date, false as is_reiteration "
        "from range(60) as numbers (number)",
    )
    stage.run("contact_rates")
    ((rate, low, high, by_order),) = stage.rows(
        "select contacts_per_1000_customers, contacts_per_1000_customers_low, "
        "contacts_per_1000_customers_high, contacts_per_1000_orders "
        "from marts.contact_rates"
    )
    assert f"are {rate:.0f} per 1,000, and of 500 orders {by_order:.0f}" in text
    words = "wider: {} to {}" if repeating else "run from {} to {};"
    assert words.format(f"{low:.1f}", f"{high:.1f}") in text


def test_what_part_of_todays_cost_does_not_fall_of_itself(stage):
    whole, ledger, tariff, spread, charged = re.search(
        r"of ([\d.]+) that billing and moves cost today, ([\d.]+) from a ledger and "
        r"([\d.]+) by tariffs are ([\d.]+) % and ([\d.]+) %",
        section("What-if"),
    ).groups()
    parts = {"bill": (100.0, float(ledger), 25.0)}
    parts["move"] = (float(whole) - 100, 0.0, float(tariff) - 25)
    lines = [
        {"contact_reason_id": name, "covered_reason_id": name, "lever_end": "middle"}
        for name in parts
    ]
    stage.fill("int_what_if_levers", rows_of([LEVERS | line for line in lines]))
    names = ("cost_amount", "ledger_amount", "tariff_amount")
    stage.fill(
        "int_tickets_worked",
        rows_of(
            [
                {"contact_reason_id": name, "has_complete_cost": True}
                | dict(zip(names, amounts, strict=True))
                for name, amounts in parts.items()
            ]
        ),
    )
    stage.run("int_what_if_bases")
    found = stage.rows(
        "select 100 * ledger_share, 100 * tariff_share "
        "from intermediate.int_what_if_bases where contact_reason_id = 'all'"
    )
    assert [(f"{one:.1f}", f"{other:.1f}") for one, other in found] == [
        (spread, charged)
    ]
