"""What stands behind a contact that is seen is, on average, what there is."""

import datetime as dt
from math import comb

import pytest

from tests.support.landed import Company, utc

LONGEST = 6
SCENARIOS = (
    "scenario,contact_reason_id,excess_avoided_share_low,excess_avoided_share_high,"
    "expected_contacts_low,expected_contacts_high,one_off_amount,yearly_amount",
    *(f"expect {n},bill,0.5,0.5,{n},{n},0,0" for n in (1, 2, 3)),
    "expect 0,bill,0.5,0.5,0,0,0,0",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Tickets of one to six calls, four calls of five known, all for one reason."""
    company = Company(
        tmp_path_factory.mktemp("unseen"),
        {"calls": {"delivery": {"complete_from": dt.date(2024, 12, 1)}}},
        timezone="UTC",
    )
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,expected_contacts,reiteration_window_days",
        "bill,1,7",
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,bill,bill",
    )
    company.write("cost_rates.csv", "channel,amount_per_interaction", "phone,1")
    company.write("what_if_scenarios.csv", *SCENARIOS)
    known = 0
    for customer in range(42):
        start = utc("2025-01-02T09:00") + dt.timedelta(days=5 * customer)
        for place in range(1 + customer % LONGEST):
            known += 1
            _call(company, f"k{known}", start + dt.timedelta(days=place), customer)
    for number in range(known // 4):
        at = utc("2025-01-03T10:00") + dt.timedelta(days=5 * number)
        _call(company, f"u{number}", at, None)
    company.known, company.unknown = known, known // 4
    company.complete("calls", "2025-12-01T00:00")
    company.connection = company.build()
    return company


def _call(company: Company, name: str, at: dt.datetime, customer: int | None) -> None:
    company.interaction(
        "calls",
        name,
        at,
        channel="phone",
        outcome="handled",
        handling_seconds=60.0,
        account=None if customer is None else f"customer {customer}",
        source_reason_code="bill",
    )


@pytest.mark.parametrize("expected", [1, 2, 3])
def test_what_stands_behind_is_without_bias(built, expected):
    """Of n contacts k are seen by chance: the mean of what k tell is n's excess."""
    seen = built.known / (built.known + built.unknown)
    assert 0.79 < seen < 0.81
    factor = dict(
        built.connection.execute(
            "select contact_count, excess_factor "
            "from intermediate.int_tickets_unseen "
            "inner join (select ticket_root_number, sum(contact_count) "
            "as contact_count from intermediate.int_tickets_worked group by 1) "
            "using (ticket_root_number) "
            "where expected_contacts = ? and estimate = 'estimated'",
            [expected],
        ).fetchall()
    )
    assert sorted(factor) == list(range(1, LONGEST + 1))
    for n in range(LONGEST + 1):
        told = sum(
            comb(n, k)
            * seen**k
            * (1 - seen) ** (n - k)
            * factor[k]
            * max(k - expected, 0)
            for k in range(1, n + 1)
        )
        assert told == pytest.approx(max(n - expected, 0), abs=1e-9)


def test_all_calls_are_counted_and_none_twice(built):
    """Where no contact is expected all are one too many: half of them is avoided."""
    rows = built.connection.execute(
        "select scenario, yearly_contacts, yearly_contacts_estimated, "
        "yearly_contacts_avoided_estimated, yearly_saving_amount_estimated, "
        "is_coding_estimated from marts.what_if_savings "
        "where contact_reason_id = 'all' order by scenario"
    ).fetchall()
    ((factor,),) = built.connection.execute(
        "select max(year_factor) from intermediate.int_calendar_yearly"
    ).fetchall()
    assert [row[0] for row in rows] == [f"expect {n}" for n in range(4)]
    year, everything = (
        count * float(factor) for count in (built.known, built.known + built.unknown)
    )
    for _, contacts, estimated, *_, is_coding_estimated in rows:
        assert contacts == pytest.approx(year)
        assert estimated == pytest.approx(everything)
        assert not is_coding_estimated
    avoided = [row[3] for row in rows]
    assert avoided[0] == pytest.approx(everything / 2)
    assert avoided == sorted(avoided, reverse=True)
    # A call costs 1.00.
    assert [float(row[4]) for row in rows] == pytest.approx(avoided, abs=2e-6)
