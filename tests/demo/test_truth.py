"""Rates from the answer key: the log of docs/method.md, told as a key."""

import datetime as dt

import duckdb
import pyarrow as pa
import pytest

from demo.truth.events import Event, true_events
from demo.truth.rates import true_rate
from ingestion.workspace.definitions import shipped_definitions
from tests.docs.test_definitions import live, rows_of_the_table
from tests.support.landed import Company

LINES = {line["definition_id"]: line for line in shipped_definitions()}
REASONS = {"bill": "billing", "payment": "payment", "move": "moving"}
DAY = 86_400
AS_ONE = ("Jon", "Kim")  # their two rows are one contact, says the page
KNOWN = tuple(
    int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp()) for year in (2025, 2026)
)


def warehouse(reported_from: str = "2025-01-01") -> duckdb.DuckDBPyConnection:
    """Return marts that hold the decisions and days of the page, no more."""
    rows = duckdb.connect()
    rows.execute(f"""
        create schema marts;
        create table marts.contact_reasons as
        from (values ('billing', 'money', 7), ('payment', 'money', 7),
            ('moving', 'life', 30))
            as t (contact_reason_id, reason_group, reiteration_window_days);
        create table marts.calendar as
        select cast(day as date) as local_date, day >= '{reported_from}' as is_reported
        from (select unnest(generate_series(
            date '2025-01-01', date '2025-12-31', interval 1 day)) as day)
    """)
    return rows


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> pa.Table:
    """The rows of the page, with who and why: persons and contacts by name."""
    sources = dict.fromkeys(("calls", "mails", "desk", "site"), {})
    company = Company(tmp_path_factory.mktemp("key"), sources)
    live(company)
    lines = []
    for tables in company.rows.values():
        who = {
            row["source_interaction_id"]: row["identifier_key"]
            for row in tables["identifiers"]
            if row["identifier_type"] == "account"
        }
        for row in tables["interactions"]:
            name, number = who[row["source_interaction_id"]], len(lines)
            is_inbound = row["direction"] == "inbound"
            code = row.get("source_reason_code")
            lines.append(
                {
                    "source_name": row["source_name"],
                    "person": name,
                    "contact": f"{name} {0 if name in AS_ONE else number}"
                    if is_inbound
                    else None,
                    "contact_reason_id": REASONS.get(code),
                    "channel": row["channel"],
                    "direction": row["direction"],
                    "outcome": row["outcome"],
                    "status": row.get("source_status"),
                    "is_automatic": False,
                    "started_at": row["started_at"],
                    "ended_at": row["ended_at"] or row["started_at"],
                    "call": number if row["channel"] == "phone" else None,
                    "case": row.get("thread_id"),
                    "support_level": 1,
                    "phone_number": name if row["channel"] == "phone" else None,
                    "agent": row.get("agent_key"),
                }
            )
    return pa.Table.from_pylist(lines)


@pytest.mark.parametrize("name", sorted(LINES))
def test_the_key_gives_what_the_page_counts_by_hand(key, name):
    counted, out_of, *_ = rows_of_the_table()[name]
    events = true_events(warehouse(), key, "Europe/Paris")
    assert true_rate(LINES[name], events, KNOWN) == pytest.approx(counted / out_of)


# Eve's second call is the first of a group, since the first is outside the window.
def test_what_begins_outside_the_period_is_not_counted(key):
    events = true_events(warehouse("2025-06-15"), key, "Europe/Paris")
    assert true_rate(LINES["window_7_days"], events, KNOWN) == 0
    assert true_rate(LINES["once_and_done"], events, KNOWN) is None


@pytest.mark.parametrize(
    ("before", "after", "rate"),
    [(7 * DAY, 7 * DAY, 0), (7 * DAY - 1, 7 * DAY, None), (7 * DAY, 7 * DAY - 1, None)],
)
def test_a_window_before_and_one_after_must_be_known(before, after, rate):
    start = 100 * DAY
    alone = Event(
        counts="contact",
        person=1,
        reason="billing",
        reason_group="money",
        channel="phone",
        case=None,
        phone_number=None,
        start=start,
        end=start,
        day=dt.date(1970, 4, 11),
        end_day=dt.date(1970, 4, 11),
        is_abandoned=False,
        is_solved=False,
        window=7 * DAY,
        is_reported=True,
    )
    known = (start - before, start + after)
    assert true_rate(LINES["window_7_days"], [alone], known) == rate
    # Who counts all does not wait.
    assert true_rate(LINES["eurogroup_clients_7_days"], [alone], known) == 0


def told(number, minute, **fields):
    """Return a line of the key: one caller, one contact, from 08:00 UTC on."""
    at = dt.datetime(2025, 6, 2, 8, minute, tzinfo=dt.UTC)
    return {
        "source_name": "calls",
        "person": 1,
        "contact": 5,
        "contact_reason_id": "billing",
        "channel": "phone",
        "direction": "inbound",
        "outcome": "handled",
        "status": None,
        "is_automatic": False,
        "started_at": at,
        "ended_at": at + dt.timedelta(minutes=1),
        "call": number,
        "case": None,
        "support_level": 1,
        "phone_number": "a",
        "agent": None,
    } | fields


# Through the menu, hung up; called again, handed to a colleague's own line.
def test_a_call_comes_anew_once_and_its_contact_is_where_it_was_dealt_with():
    key = pa.Table.from_pylist(
        [
            told(1, 0, channel="ivr", outcome="transferred", support_level=0),
            told(1, 1, outcome="abandoned"),
            told(2, 10, outcome="transferred"),
            told(3, 12, support_level=2),
            told(4, 20, is_automatic=True),
            told(None, 30, contact=None, channel="web_selfcare"),
        ]
    )
    events = true_events(warehouse(), key, "Europe/Paris")
    (contact,) = [event for event in events if event.counts == "contact"]
    assert (contact.channel, contact.is_abandoned) == ("phone", False)
    assert contact.end - contact.start == 13 * 60
    calls = [event for event in events if event.counts == "customer_message"]
    assert [event.channel for event in calls] == ["ivr", "phone"]
    # Two calls from one number of one day.
    assert true_rate(LINES["bucher_suter_recallers"], events, KNOWN) == 1


# Written to at 23:30 in Paris, answered past midnight; solved, then open again.
def test_a_case_is_solved_by_its_last_status_and_days_are_local():
    late = dt.datetime(2025, 6, 2, 21, 30, tzinfo=dt.UTC)
    row = {"case": 7, "call": None, "channel": "email", "phone_number": None}
    key = pa.Table.from_pylist(
        [
            told(None, 0, started_at=late, ended_at=late, status="solved", **row),
            told(
                None,
                1,
                started_at=late + dt.timedelta(hours=1),
                direction="outbound",
                contact=None,
                agent="x",
                status="open",
                **row,
            ),
        ]
    )
    kinds = {e.counts: e for e in true_events(warehouse(), key, "Europe/Paris")}
    assert kinds.keys() == {
        *("contact", "customer_message", "company_reply", "agent", "interaction"),
        "opening",
    }
    assert not kinds["opening"].is_solved
    assert kinds["opening"].day == dt.date(2025, 6, 2)
    assert kinds["agent"].day == dt.date(2025, 6, 3)


def test_roles_that_the_key_does_not_tell_are_refused(key):
    line = LINES["once_and_done"] | {"chaser": "out"}
    with pytest.raises(ValueError, match="once_and_done: the answer key tells"):
        true_rate(line, [], KNOWN)
    line = LINES["once_and_done"] | {"abandoned": "prior_only"}
    with pytest.raises(ValueError, match="no role of chaser"):
        true_rate(line, [], KNOWN)
