"""The worked examples of docs/method.md: the code does each sum and says the same."""

import datetime as dt
import hashlib
import re

import pyarrow as pa
import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.support.landed import ROOT

DAY = 86400
MARCH = dt.date(2025, 3, 1)
CELL = {
    "period_grain": "month",
    "period_started_on": MARCH,
    "slice": "reason",
    "slice_value": "bill",
}


def section(title: str) -> str:
    """Return what docs/method.md says under a heading."""
    page = (ROOT / "docs" / "method.md").read_text()
    return re.split(r"^#+ ", page.split(f"### {title}")[1], flags=re.M)[0]


def table(text: str) -> list[list[str]]:
    """Return the cells of the first table of a section, without its head."""
    rows = re.findall(r"^\| (.*) \|$", text, re.M)
    return [row.split(" | ") for row in rows[1:]]


def customer(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def rows_of(rows: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(rows)


def put_tickets(stage, tickets: list[dict]) -> None:
    """Fill the tickets of March 2025; every ticket is eligible and followed."""
    whole = {
        "local_date": MARCH,
        "contact_reason_id": "bill",
        "is_start_known": True,
        "is_eligible": True,
        "is_30_days_known": True,
    }
    stage.fill("int_tickets_described", rows_of([whole | row for row in tickets]))
    period = {"local_date": MARCH, "period_grain": "month", "is_final": True}
    stage.fill("int_calendar_periods", rows_of([period | {"period_started_on": MARCH}]))


def test_intervals_of_repeating_customers(stage):
    text = section("Intervals: customers repeat")
    tickets = []
    for name, count, reiterated, contacts in table(text):
        count, reiterated, contacts = int(count), int(reiterated), int(contacts)
        for number in range(count):
            tickets.append(
                {
                    "ticket_id": f"{name} {number}",
                    "customer_id": customer(name),
                    "is_reiterated": number < reiterated,
                    # One contact each, the others in the first ticket.
                    "contact_count_30_days": 1 + (contacts - count) * (number == 0),
                }
            )
    assert len(tickets) == 10
    put_tickets(stage, tickets)
    stage.run(
        *("int_rates_counted", "int_rates_squared"),
        *("int_rates_summed", "int_rates_estimated"),
    )
    found = {
        name: figures
        for name, *figures in stage.rows(
            "select rate_name, rate, low, high, effective_count "
            "from intermediate.int_rates_estimated where slice = 'all'"
        )
    }
    rate, low, high, count = found["reiterated_ticket_rate"]
    assert f"p = {rate:.1f}." in text and f"n_eff = 0.24/0.048 = {count:.0f}:" in text
    assert f"The interval runs from {low:.3f} to {high:.3f};" in text
    low, high = proportion_confint(4, 10, method="wilson")
    assert f"it would run from {low:.3f} to {high:.3f}," in text
    mean, low, high, _ = found["mean_contacts_30_days"]
    assert f"14/10 = {mean:.1f} contacts" in text
    assert f"its interval runs from {low:.3f} to {high:.3f}." in text


def test_bounds_of_hidden_contacts(stage):
    text = section("Bounds: contacts that belong to nobody")
    sizes = [int(n) for n in re.findall(r"\d", text.split("6 tickets of")[1][:22])]
    assert sizes == [6, 4, 1, 1, 1, 1]
    hidden = re.search(r"(\d) contacts are hidden near it and (\d) later", text)
    near, later = int(hidden[1]), int(hidden[2])
    stage.fill(
        "int_rates_summed",
        rows_of(
            [
                CELL
                | {
                    "qualified_ticket_count": len(sizes),
                    "qualified_contact_count": sum(sizes),
                    "qualified_reiterated_count": 1,
                }
            ]
        ),
    )
    stage.fill(
        "int_rates_hidden",
        rows_of(
            [
                CELL
                | {
                    "hidden_contact_count": near,
                    "hidden_contact_to_end_count": near + later,
                }
            ]
        ),
    )
    stage.fill(
        "int_tickets_sized",
        rows_of(
            [
                CELL
                | {"is_in_cell": is_in, "contact_count": size, "ticket_count": count}
                for is_in, size, count in (
                    *((True, size, sizes.count(size)) for size in set(sizes)),
                    *((False, size, 1) for size in (5, 1)),
                )
            ]
        ),
    )
    stage.run("int_rates_bounded")
    ((low, high, least, greatest),) = stage.rows(
        "select reiterated_ticket_rate_lower_bound, "
        "reiterated_ticket_rate_upper_bound, mean_contacts_lower_bound, "
        "mean_contacts_upper_bound from intermediate.int_rates_bounded"
    )
    assert f"at least {low:.0f} (the lesser" in text
    assert f"at most 3/4 = {high:.2f}." in text
    assert f"so at least {least:.2f};" in text
    assert f"at most (14 + 3 + 6)/4 = {greatest:.2f}." in text


def test_small_reasons_are_shrunk(stage):
    text = section("Shrinkage: ranking small reasons")
    reasons = table(text)
    stage.fill(
        "int_rates_estimated",
        rows_of(
            [
                CELL
                | {
                    "definition_id": "once_and_done",
                    "slice_value": name,
                    "rate_name": "reiterated_ticket_rate",
                    "rate": float(rate),
                    "effective_count": float(count),
                }
                for name, count, rate, _ in reasons
            ]
        ),
    )
    stage.run("int_rates_shrunk")
    found = {
        name: (mean, rate)
        for name, mean, rate in stage.rows(
            "select slice_value, mean_rate, shrunk_rate "
            "from intermediate.int_rates_shrunk"
        )
    }
    for name, _, _, shrunk in reasons:
        assert shrunk == f"{found[name][1]:.3f}"
    assert f"The mean is 48/210 = {found['small'][0]:.4f}." in text


def follow(stage, contacts: list[tuple[str, int, bool]]) -> None:
    """Fill contacts followed: customer, days, whether recontacted."""
    stage.fill(
        "int_contacts_followed",
        rows_of(
            [
                {
                    "contact_root_number": number,
                    "contact_reason_id": "bill",
                    "customer_id": customer(name),
                    "followed_day_count": days,
                    "is_recontacted": is_recontacted,
                }
                for number, (name, days, is_recontacted) in enumerate(contacts)
            ]
        ),
    )
    stage.run("int_recontacts_counted", "int_recontacts_clustered", "recontact_curves")


def test_the_curve_of_six_contacts(stage):
    text = section("Recontact curves: how soon")
    contacts = sorted((int(day), name) for name, day in table(text))
    horizon = int(re.search(r"horizon is day (\d)", text)[1])
    lines = {name: number for number, (_, name) in enumerate(contacts)}
    stage.fill(
        "int_contacts_caused",
        rows_of(
            [
                {
                    "contact_root_number": number,
                    "ticket_root_number": lines[name],
                    "started_second": day * DAY,
                    "ended_second": day * DAY,
                }
                for number, (day, name) in enumerate(contacts)
            ]
        ),
    )
    stage.fill(
        "int_tickets_opened",
        rows_of(
            [
                {
                    "ticket_root_number": number,
                    "customer_number": number,
                    "customer_id": customer(name),
                    "contact_reason_id": "bill",
                }
                for name, number in lines.items()
            ]
        ),
    )
    stage.fill("int_horizon", rows_of([{"horizon_second": horizon * DAY}]))
    stage.run("int_contacts_followed", "int_recontacts_counted")
    stage.run("int_recontacts_clustered", "recontact_curves")
    ((rate, low, high, variance),) = stage.rows(
        "select recontact_rate, recontact_rate_low, recontact_rate_high, "
        "log_survival_variance from marts.recontact_curves "
        "inner join intermediate.int_recontacts_clustered "
        "using (contact_reason_id, day_number) where day_number = 3"
    )
    assert f"5/6 · 3/4 = {1 - rate:.3f} are left, and {rate:.3f} have come" in text
    assert f"228/3,600 = {variance:.4f}, the variance" in text
    assert f"from 1 − 0.625^(1/2.856) = {low:.3f} to" in text
    assert f"1 − 0.625^2.856 = {high:.3f}." in text


def test_the_window_that_a_thousand_contacts_advise(stage):
    text = section("Window advice")
    on_day = {1: 60, 2: 30, 3: 10} | dict.fromkeys(range(4, 91), 1)
    assert "60 come back on day 1, 30 on day 2, 10 on day 3, then one a day" in text
    days = [day for day, count in on_day.items() for _ in range(count)]
    contacts = [(f"c{number}", day, True) for number, day in enumerate(days)]
    contacts += [(f"c{number}", 90, False) for number in range(len(days), 1000)]
    follow(stage, contacts)
    reason = {"contact_reason_id": "bill", "reiteration_window_days": 7}
    stage.fill("int_reasons_listed", rows_of([reason]))
    stage.run("int_customers_grouped", "int_customers_weighted")
    stage.run("int_recontacts_resampled", "int_windows_estimated", "window_advice")
    ((conclusion, window, base, excess, unrelated),) = stage.rows(
        "select conclusion, advised_window_days, base_rate, excess_share, "
        "unrelated_share from marts.window_advice"
    )
    assert conclusion == "advised"
    assert f"a base rate of {base:.6f}." in text
    assert f"the excess is {excess:.4f}. 95 % of it is {0.95 * excess:.4f}." in text
    assert f"the advised window is {window} days." in text
    assert f"of them unrelated: {100 * unrelated:.1f} %." in text


def test_a_month_that_looks_worse_by_its_mix(stage):
    text = section("Changes at constant mix")
    customers = []
    for reason, *months in table(text):
        for month, count, rate in ((1, *months[:2]), (2, *months[2:])):
            reiterated = round(int(count) * float(rate))
            customers += [
                {
                    "rate_name": "reiterated_ticket_rate",
                    "month_started_on": dt.date(2025, month, 1),
                    "contact_reason_id": reason,
                    "customer_id": customer(f"{reason} {month} {number}"),
                    "counted": float(number < reiterated),
                    "out_of": 1.0,
                }
                for number in range(int(count))
            ]
    stage.fill("int_customers_summed", rows_of(customers))
    stage.run("int_mixes_compared", "int_changes_moved", "int_changes_estimated")
    ((before, after, change, constant, mix),) = stage.rows(
        "select compared_rate, rate, rate_change, constant_mix_change, mix_change "
        "from intermediate.int_changes_estimated"
    )
    assert f"from {before:.2f} to {after:.2f}, up by {change:.2f}." in text
    assert f"0.35 · −0.02 = −{-constant:.3f}." in text
    assert f"0.29 · 0.3 = {mix:.3f}." in text
    assert change == pytest.approx(constant + mix)
