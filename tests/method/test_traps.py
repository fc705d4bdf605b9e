"""Where others count wrongly: each trap has a reason, and so a row, of its own."""

import datetime as dt

import pytest

from tests.support.landed import Company

# 10:00 in Paris on a Monday; the horizon is the midnight that starts 1 November.
DAY_0 = dt.datetime(2025, 10, 6, 8, tzinfo=dt.UTC)
HORIZON = "2025-10-31T23:00"
AXES = (
    "definition_id,group_by,counts,population,window_unit,window_length,clock,"
    "abandoned,self_service,chaser,requested,maturity,rate"
)
DEFINITIONS = {
    "abandons_in": "customer+reason,contact,all,seconds,604800,end,in,in,in,in,all",
    "abandons_prior": "customer+reason,contact,all,seconds,604800,end,prior_only,"
    "in,in,in,all",
    "abandons_out": "customer+reason,contact,all,seconds,604800,end,out,in,in,in,all",
    "same_day": "customer+reason,contact,all,local_days,0,start,in,in,in,in,all",
    "one_day": "customer+reason,contact,all,seconds,86400,start,in,in,in,in,all",
    "ripe": "customer+reason,contact,phone,seconds,604800,end,in,in,in,in,eligible",
    "messages": "customer+reason,customer_message,all,seconds,604800,end,in,in,in,in,"
    "all",
}


def live(company):
    def call(name, reason, days=0.0, hours=0.0, minutes=0.0, **fields):
        at = DAY_0 + dt.timedelta(days=days, hours=hours, minutes=minutes)
        company.interaction(
            "calls",
            f"{name} {days} {hours} {minutes}",
            at,
            end=at + dt.timedelta(minutes=2),
            **{"account": name, "source_reason_code": reason} | fields,
        )

    for hours in (0, 3):
        call("abandoner", "abandon", hours=hours, outcome="abandoned")
    call("abandoner", "abandon", hours=6)

    call("known", "anonymous")
    call("known", "anonymous", days=1)
    for minutes in range(5):
        call("nobody", "anonymous", minutes=minutes, account=None)

    # 23:00 and 01:00 in Paris; the clock goes back on 26 October.
    call("night owl", "midnight", hours=13)
    call("night owl", "midnight", hours=15)
    call("clock", "long_day", days=19, hours=14, minutes=30)  # 00:30 on the 26th
    call("clock", "long_day", days=20, hours=14, minutes=45)  # 23:45 on the 26th

    call("old", "month_end", days=1)
    call("old", "month_end", days=3)
    call("young", "month_end", days=24)

    call("handed on", "transfer", outcome="transferred", thread_id="calls:1")
    call("handed on", "transfer", minutes=7, thread_id="calls:2")

    call("quick", "recall")
    call("quick", "recall", minutes=10)


@pytest.fixture(scope="module")
def rates(tmp_path_factory):
    company = Company(
        tmp_path_factory.mktemp("traps"),
        {"calls": {"threads": "contact", "delivery": {"complete_from": "2025-01-01"}}},
    )
    reasons = "abandon anonymous midnight long_day month_end transfer recall".split()
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{reason},{reason}" for reason in reasons),
    )
    company.write(
        "definitions.csv",
        AXES,
        *(f"{name},{axes},repeats" for name, axes in DEFINITIONS.items()),
        f"followed_all,{DEFINITIONS['ripe'].replace('eligible', 'all')},followed",
        f"followed_ripe,{DEFINITIONS['ripe']},followed",
    )
    live(company)
    company.complete("calls", HORIZON)
    with company.build() as warehouse:
        rows = warehouse.sql("""
            select slice_value, definition_id, contact_count, reiteration_count, rate
            from marts.reiteration_rates
            where period_grain = 'year' and slice = 'reason'
        """).fetchall()
    return {row[:2]: row[2:] for row in rows}


def test_what_is_excluded_can_still_be_what_is_repeated(rates):
    """Abandoned, abandoned, answered: no repeat where a tool drops abandons."""
    assert rates["abandon", "abandons_in"] == (3, 2, pytest.approx(2 / 3))
    assert rates["abandon", "abandons_prior"] == (1, 1, 1)
    assert rates["abandon", "abandons_out"] == (1, 0, 0)


def test_contacts_of_nobody_do_not_dilute_a_rate(rates):
    """Of two known contacts one repeats; five anonymous ones could never."""
    assert rates["anonymous", "abandons_in"] == (2, 1, 0.5)


def test_a_calendar_day_is_not_24_hours(rates):
    assert rates["midnight", "same_day"] == (2, 0, 0)
    assert rates["midnight", "one_day"] == (2, 1, 0.5)


def test_the_day_the_clock_goes_back_has_25_hours(rates):
    """00:30 and 23:45 of one local day are 24 hours and a quarter apart."""
    assert rates["long_day", "same_day"] == (2, 1, 0.5)
    assert rates["long_day", "one_day"] == (2, 0, 0)


def test_the_end_of_the_period_does_not_count_as_success(rates):
    """A call a week before the horizon has no known future: 1 of 3 becomes 1 of 2."""
    assert rates["month_end", "followed_all"][2] == pytest.approx(1 / 3)
    assert rates["month_end", "followed_ripe"][2] == pytest.approx(1 / 2)


def test_a_transfer_is_neither_a_new_contact_nor_a_new_message(rates):
    assert rates["transfer", "abandons_in"] == (1, 0, 0)
    assert rates["transfer", "messages"] == (1, 0, 0)


def test_a_quick_recall_after_an_answer_is_a_repeat(rates):
    """Ten minutes later: a rule of 15 minutes for transfers would hide it."""
    assert rates["recall", "abandons_in"] == (2, 1, 0.5)
