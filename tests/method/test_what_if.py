"""The mart what_if_savings says what publish/what_if.py says, customer by customer."""

import datetime as dt
import random

import numpy as np
import pytest

from publish.what_if import what_if
from publish.what_if_terms import Levers, Line, Prices, Today, Work
from tests.support.landed import Company, utc

LINES = (
    "scenario,contact_reason_id,problems_avoided_share_low,problems_avoided_share_high,"
    "excess_avoided_share_low,excess_avoided_share_high,"
    "first_contacts_to_self_care_share_low,first_contacts_to_self_care_share_high,"
    "handling_time_factor_low,handling_time_factor_high,expected_contacts_low,"
    "expected_contacts_high,unit_cost_factor_low,unit_cost_factor_high,"
    "departures_avoided_count_low,departures_avoided_count_high,"
    "one_off_amount,yearly_amount",
    "all levers,bill,0.1,0.2,0.3,0.5,0.1,0.3,0.9,1.1,1,2,0.8,0.95,1,3,500,20",
    "all levers,move,,,0.5,0.5,,,,,,,,,,,10,",
    "longer talks,*,,,0.4,0.6,,,2,2,,,,,,,,",
    "leave online,quit,,,0.1,0.2,0.4,0.6,,,,,,,,,0,0",
    "nobody comes,bill,,,0.5,0.5,0.2,0.2,,,0,0,,,,,0,0",
)
PARTS = ("all", "excess", "first", "first_excess", "internal", "late")


def _company(folder) -> Company:
    """Nine months of 300 customers who call, visit and are worked for, priced."""
    rng = random.Random(8)
    company = Company(
        folder,
        {"calls": {"delivery": {"complete_from": dt.date(2024, 12, 1)}}},
        timezone="UTC",
    )
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,expected_contacts,reiteration_window_days",
        *("bill,2,7", "move,1,7", "quit,1,7"),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *("*,bill,bill", "*,move,move", "*,quit,quit"),
    )
    company.write(
        "cost_rates.csv",
        "channel,amount_per_hour,amount_per_interaction,default_handling_seconds",
        *("phone,36,0.5,400", "back_office,40,,", "web_selfcare,,0.2,"),
    )
    company.write(
        "fte_parameters.csv",
        "team_name,annual_hours,shrinkage_without_leave,occupancy",
        *(",1607,0.1,0.8", "care,1500,0.2,0.9"),
    )
    company.write("what_if_scenarios.csv", *LINES)
    number = 0
    for customer in range(300):
        account = f"customer {customer}"
        company.customer("calls", account, yearly_revenue_amount=customer)
        for _ in range(1 + customer % 2):
            at = utc("2025-01-02T09:00") + dt.timedelta(hours=rng.randrange(6000))
            reason = rng.choice(["bill", "bill", "move", "quit"])
            for place in range(1 + int(rng.expovariate(0.7))):
                number += 1
                team = rng.choice(["care", "sales", "other"])
                is_visit = place == 0 and rng.random() < 0.2
                # Chats have no price, so tickets that they are in are not complete.
                channel = "chat" if reason == "quit" and place % 2 else "phone"
                channel = "web_selfcare" if is_visit else channel
                company.interaction(
                    "calls",
                    f"i{number}",
                    at,
                    channel=channel,
                    outcome="self_served" if is_visit else "handled",
                    handling_seconds=rng.choice([None, rng.randrange(1500)]),
                    team_name=team,
                    partner_name="Calls & Co" if team == "sales" else None,
                    account=account,
                    source_reason_code=reason,
                )
                if reason != "quit" and rng.random() < 0.3:
                    company.interaction(
                        "calls",
                        f"w{number}",
                        at + dt.timedelta(hours=1),
                        channel="back_office",
                        direction="internal",
                        handling_seconds=1800.0,
                        account=account,
                        source_reason_code=reason,
                    )
                at += dt.timedelta(days=rng.uniform(0.1, 6))
    company.complete("calls", "2025-12-01T00:00")
    return company


# Some who quit chat, and nobody knows how long: hours and posts are unknown there.
UNTIMED = {"leave online", "longer talks"}
# Half of the second contacts of those who quit are chats, which have no price.
UNPRICED = {"leave online"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return _company(tmp_path_factory.mktemp("what_if")).build()


def _today(built, scenario, reason, end) -> Today:
    """Return the year by customer of the scenario, as the warehouse has it."""
    kinds = (
        "contacts",
        "priced_contacts",
        "hours",
        "fte",
        "hourly_amount",
        "other_amount",
    )
    columns = [f"{part}_{kind}" for part in PARTS for kind in kinds]
    found = built.execute(
        "with levers as (from intermediate.int_what_if_levers "
        "where scenario = $scenario and lever_end = $end) "
        "select customers.customer_id, "
        + ", ".join(
            f"sum({name}) filter (where contact_reason_id = $reason) as {name}"
            for name in columns
        )
        + " from levers "
        "inner join intermediate.int_what_if_customers as customers "
        "using (covered_reason_id, expected_contacts) "
        "group by customers.customer_id order by customers.customer_id",
        {"scenario": scenario, "reason": reason, "end": end},
    ).fetchnumpy()
    return Today(
        *(
            Work(
                *(
                    np.ma.filled(found[f"{part}_{kind}"].astype(float), 0)
                    for kind in kinds
                )
            )
            for part in PARTS
        )
    )


def _levers(line: str, end: str) -> Levers:
    given = dict(zip(LINES[0].split(","), line.split(","), strict=True))
    ends = (end, "low" if end == "high" else "high")
    values = {
        name: next((given[f"{name}_{e}"] for e in ends if given[f"{name}_{e}"]), None)
        for name in vars(Levers())
        if name != "is_bold"
    }
    return Levers(**{name: float(text) for name, text in values.items() if text})


CASES = {tuple(line.split(",")[:2]): [line] for line in LINES[1:]} | {
    (name, "all"): [line for line in LINES[1:] if line.startswith(f"{name},")]
    for name in {line.split(",")[0] for line in LINES[1:]}
}


@pytest.mark.parametrize(("scenario", "reason"), sorted(CASES))
def test_the_mart_and_the_function_say_the_same(built, scenario, reason):
    lines = CASES[scenario, reason]
    one_off, yearly = (
        sum(float(line.split(",")[place] or 0) for line in lines) for place in (-2, -1)
    )
    ((self_care, revenue),) = built.execute(
        "select self_care_amount, revenue_amount from intermediate.int_what_if_prices"
    ).fetchall()
    assert (self_care, revenue) == (pytest.approx(0.2), pytest.approx(149.5))
    found = what_if(
        [
            Line(
                _today(built, *line.split(",")[:2], "middle"),
                _levers(line, "low"),
                _levers(line, "high"),
                _today(built, *line.split(",")[:2], "high"),
            )
            for line in lines
        ],
        Prices(self_care, revenue, one_off, yearly),
    )
    relation = built.sql("from marts.what_if_savings")
    rows = [
        dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()
    ]
    (row,) = (
        r for r in rows if (r["scenario"], r["contact_reason_id"]) == (scenario, reason)
    )
    middle = found["middle"]
    is_one_of_several = reason != "all" and len(CASES[scenario, "all"]) > 1
    assert row["line_count"] == len(CASES[scenario, "all"])
    shown = {
        "yearly_contacts": middle["contacts_today"],
        "yearly_contacts_after": middle["contacts_after"],
        "yearly_hours_after": middle["hours_after"],
        "fte_released": middle["fte_released"],
        "yearly_cost_amount": middle["amount_today"],
        "yearly_cost_after_amount": middle["amount_after"],
        "net_yearly_saving_amount": middle["net_saving"],
        "payback_months": None if is_one_of_several else middle["payback_months"],
        **{
            f"payback_months_lever_{end}": None
            if is_one_of_several
            else found[end]["payback_months"]
            for end in ("low", "high")
        },
        "break_even_handling_time_factor": middle["break_even_handling_time_factor"],
        "break_even_cost_factor": middle["break_even_cost_factor"],
        "priced_contact_share": middle["priced_contact_share"],
        "revenue_kept_amount_low": found["low"]["revenue_kept"],
        "revenue_kept_amount_high": found["high"]["revenue_kept"],
    }
    for column, name in (
        ("yearly_contacts_avoided", "contacts_avoided"),
        ("yearly_hours_released", "hours_released"),
        ("yearly_saving_amount", "saving"),
        ("fte_released", "fte_released"),
    ):
        shown[column] = middle[name]
        for end, extreme in (("low", min), ("high", max)):
            if name != "fte_released":
                shown[f"{column}_sampling_{end}"] = middle[f"{name}_{end}"]
            ends = [place[name] for place in found.values()]
            shown[f"{column}_lever_{end}"] = extreme(ends)
    if scenario in UNTIMED:
        hours = [name for name in shown if {"hours", "fte"} & set(name.split("_"))]
        assert len(hours) > 6
        shown |= dict.fromkeys([*hours, "break_even_handling_time_factor"])
    for column, value in shown.items():
        value = (
            value
            if value is None
            else pytest.approx(value, abs=2e-6 if column[:4] != "fte_" else 1e-9)
        )
        assert (None if row[column] is None else float(row[column])) == value, column
    given = dict(zip(LINES[0].split(","), lines[0].split(","), strict=True))
    for column in list(given)[2:-2]:  # the levers, of one line as they are written
        text = given[column] if len(lines) == 1 else ""
        assert row[column] == (float(text) if text else None), column
    assert row["is_underpriced"] == (middle["priced_contact_share"] < 0.7)
    assert row["is_underpriced"] == (scenario in UNPRICED)


def test_where_everything_is_seen_the_estimate_is_what_is_seen(built):
    """Everyone names an account and a reason, and no double coding doubts it."""
    relation = built.sql("from marts.what_if_savings")
    rows = [
        dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()
    ]
    assert len(rows) == len(CASES)
    pairs = {
        "yearly_contacts_estimated": "yearly_contacts",
        "yearly_contacts_avoided_estimated": "yearly_contacts_avoided",
        "yearly_saving_amount_estimated": "yearly_saving_amount",
        "yearly_saving_amount_estimated_low": "yearly_saving_amount_sampling_low",
        "yearly_saving_amount_estimated_high": "yearly_saving_amount_sampling_high",
    }
    for row in rows:
        for estimated, seen in pairs.items():
            assert float(row[estimated]) == pytest.approx(float(row[seen]), abs=3e-6)


def test_hours_a_post_are_between_those_of_the_teams_that_took_part(built):
    rows = built.execute(
        "select yearly_in_house_hours_released, yearly_hours_released, fte_released, "
        "hours_per_post from marts.what_if_savings"
    ).fetchall()
    assert len(rows) == len(CASES)
    known = [row for row in rows if None not in row]
    untimed = [name for name, _ in CASES if name in UNTIMED]
    assert len(known) == len(rows) - len(untimed)
    for in_house, hours, fte, per_post in known:
        assert 1080 <= per_post <= 1157.04
        assert fte * per_post == pytest.approx(in_house)
        assert 0 < in_house / hours < 1


def test_posts_are_of_the_companys_own_people_by_their_own_parameters(built):
    """Partners' hours are none: 1,080 hours a post of care, 1,157.04 of the others."""
    today, hours, fte = _today(built, "longer talks", "*", "low"), {}, {}
    for team, annual in (("care", 1500 * 0.8 * 0.9), ("other", 1607 * 0.9 * 0.8)):
        hours[team] = built.execute(
            "select sum(work.hours) from intermediate.int_work_priced as work "
            "inner join intermediate.int_interactions_costed as costed "
            "on work.interaction_number = costed.interaction_number "
            "inner join intermediate.int_tickets_opened as opened "
            "on work.ticket_root_number = opened.ticket_root_number "
            "inner join marts.tickets as tickets "
            "on opened.ticket_id = tickets.ticket_id "
            "where costed.partner_name is null "
            "and (coalesce(costed.team_name, '') = 'care') = ? "
            "and date_trunc('month', tickets.local_date) in "
            "(select month_started_on from intermediate.int_calendar_yearly)",
            [team == "care"],
        ).fetchone()[0]
        fte[team] = hours[team] / annual
    factor = built.execute(
        "select max(year_factor) from intermediate.int_calendar_yearly"
    ).fetchone()[0]
    assert min(hours.values()) > 0
    assert sum(today.all.fte) + sum(today.internal.fte) == pytest.approx(
        sum(fte.values()) * float(factor)
    )
    in_house = sum(hours.values()) * float(factor)
    assert sum(today.all.hours) + sum(today.internal.hours) > in_house + 1


def test_the_year_by_customer_is_what_the_tickets_say(built):
    """Read from the marts alone: eleven final months are brought to a year."""
    factor, days = built.execute(
        "select max(year_factor), count(*) from intermediate.int_calendar_yearly"
    ).fetchone()
    assert factor == pytest.approx(365 / days) and days > 200
    today = _today(built, "nobody comes", "bill", "low")
    contacts, cost = built.execute(
        "select sum(contact_count), sum(cost_to_resolve_amount) "
        "from marts.tickets "
        "where contact_reason_id = 'bill' and date_trunc('month', local_date) in "
        "(select month_started_on from intermediate.int_calendar_yearly)"
    ).fetchone()
    assert sum(today.all.contacts) == pytest.approx(float(contacts) * factor)
    priced, contacts = built.execute(
        "select sum(contact_count) filter (has_complete_cost), sum(contact_count) "
        "from marts.tickets where contact_reason_id = 'quit' "
        "and date_trunc('month', local_date) in "
        "(select month_started_on from intermediate.int_calendar_yearly)"
    ).fetchone()
    leaving = _today(built, "leave online", "quit", "low")
    assert sum(leaving.all.priced_contacts) == pytest.approx(float(priced) * factor)
    assert 0.1 * float(contacts) < priced < 0.9 * float(contacts)
    amount = sum(
        sum(part.hourly) + sum(part.other) for part in (today.all, today.internal)
    )
    assert amount == pytest.approx(float(cost) * factor, abs=0.01)
    # Where no contact is expected, all are in excess, and so are the first.
    assert (today.excess.contacts == today.all.contacts).all()
    assert (today.first.contacts == today.first_excess.contacts).all()
    assert sum(today.first.contacts) < sum(today.all.contacts)
    own = _today(built, "longer talks", "*", "low")
    late = built.execute(
        "select sum(late_internal_amount) from marts.tickets "
        "where date_trunc('month', local_date) in "
        "(select month_started_on from intermediate.int_calendar_yearly)"
    ).fetchone()[0]
    assert sum(own.late.hourly) == pytest.approx(float(late) * factor, abs=0.01)


def test_priorities_add_up_to_what_tickets_say_was_avoidable(built):
    factor = built.execute(
        "select max(year_factor) from intermediate.int_calendar_yearly"
    ).fetchone()[0]
    by_ticket = built.execute(
        "select contact_reason_id, sum(avoidable_cost_amount), "
        "sum(excess_contact_count) from marts.tickets "
        "where contact_reason_id <> 'quit' "
        "and date_trunc('month', local_date) in "
        "(select month_started_on from intermediate.int_calendar_yearly)"
        " group by 1 order by 1"
    ).fetchall()
    by_reason = built.execute(
        "select contact_reason_id, yearly_avoidable_cost_amount, excess_contact_count "
        "from marts.reason_priorities where first_channel = 'all' "
        "and contact_reason_id <> 'quit' order by 1"
    ).fetchall()
    assert len(by_ticket) == 2
    for (reason, amount, count), (name, yearly, excess) in zip(
        by_ticket, by_reason, strict=True
    ):
        assert (reason, count) == (name, excess)
        assert float(yearly) == pytest.approx(float(amount) * factor, abs=0.01)
