"""Rates from the answer key, on a key written by hand."""

import datetime as dt

import duckdb
import pyarrow as pa
import pytest

from demo.definitions import Event, is_in_the_key, true_contacts, true_rate
from ingestion.workspace.definitions import shipped_definitions

LINES = {line["definition_id"]: line for line in shipped_definitions()}
DAY = 86400
DAY_0 = dt.date(2025, 6, 2)
HORIZON = 200 * DAY


def contact(person, day, reason="bill", channel="phone", group="money", **fields):
    return Event(
        **{
            "person": person,
            "reason": reason,
            "reason_group": group,
            "channel": channel,
            "start": day * DAY,
            "end": day * DAY,
            "day": DAY_0 + dt.timedelta(days=day),
            "is_abandoned": False,
            "window": 7 * DAY,
            "is_reported": True,
        }
        | fields
    )


# Five people. One writes after calling, one comes for another reason of the same
# group, one after ten days, one after an abandoned call, one leaves self-care.
EVENTS = sorted(
    [
        contact(1, 0),
        contact(1, 2, channel="email"),
        contact(2, 0),
        contact(2, 3, reason="payment"),
        contact(3, 0),
        contact(3, 10),
        contact(4, 0, is_abandoned=True),
        contact(4, 1),
        contact(5, 0, channel="web_selfcare"),
        contact(5, 1),
    ],
    key=lambda event: event.start,
)


@pytest.mark.parametrize(
    ("name", "counted", "out_of"),
    [
        ("once_and_done", 3, 7),  # 1, 4, 5; 2 and 3 have two each
        ("window_1_day", 2, 8),  # 4 and 5, to the second
        ("window_14_days", 4, 6),  # also 3
        ("assisted_only", 2, 7),  # 5 only calls
        ("any_reason", 4, 6),  # also 2
        ("reason_group", 4, 6),
        ("same_channel", 1, 9),  # 4
        ("capturi_trigger_calls", 2, 8),  # of 8 calls those of 2 and 4
        ("genesys_mcp_repeats", 2, 8),  # 1 and 2; the abandon is no prior
        ("eurogroup_contacts_7_days", 3, 10),
        ("ni14_mean_contacts", 10, 7),
    ],
)
def test_the_key_gives_the_rate_counted_by_hand(name, counted, out_of):
    assert true_rate(LINES[name], EVENTS, HORIZON) == pytest.approx(counted / out_of)


def test_what_is_too_young_or_outside_the_period_is_not_counted():
    young = [contact(6, 195), contact(7, 0, is_reported=False), contact(7, 1)]
    rate = true_rate(LINES["window_7_days"], [*EVENTS, *young], HORIZON)
    assert rate == true_rate(LINES["window_7_days"], EVENTS, HORIZON)


def test_cases_and_numbers_are_not_in_the_key():
    outside = {name for name, line in LINES.items() if not is_in_the_key(line)}
    assert outside == {
        "zendesk_one_touch",
        "zendesk_one_touch_de",
        "intercom_first_contact",
        "amazon_connect_first_contact",
        "servicenow_one_update",
        "freshservice_first_contact",
        "egain_one_inbound",
        "gladly_first_contact",
        "bucher_suter_recallers",
    }


# The IVR handed over, so the person's leg gives the channel.
def test_true_contacts_are_those_of_the_key_at_the_times_of_the_marts():
    rows = duckdb.connect()
    rows.execute("""
        create schema marts;
        create table marts.sources as select timestamp '2025-07-01' as data_horizon_at;
        create table marts.contact_reasons as select 'bill' as contact_reason_id,
            'money' as reason_group, 7 as reiteration_window_days;
        create table marts.calendar as select date '2025-06-02' as local_date,
            true as is_reported;
        create table marts.interactions as
        select 'calls' as source_name, id as source_interaction_id, channel, outcome,
            started_at, started_at + interval 1 minute as ended_at,
            date '2025-06-02' as local_date, 'inbound' as direction,
            id = 'automatic' as is_automatic
        from (values
            ('a', 'ivr', 'transferred', timestamp '2025-06-02 08:00'),
            ('b', 'phone', 'handled', timestamp '2025-06-02 08:05'),
            ('automatic', 'phone', 'handled', timestamp '2025-06-02 09:00'),
            ('page', 'phone', 'handled', timestamp '2025-06-02 09:00')
        ) as told (id, channel, outcome, started_at)
    """)
    key = pa.table(
        {
            "source_name": ["calls"] * 4,
            "source_interaction_id": ["a", "b", "automatic", "page"],
            "person": [1, 1, 1, 1],
            "contact": [5, 5, 6, None],
            "contact_reason_id": ["bill", "bill", "bill", None],
        }
    )
    (event,), horizon = true_contacts(rows, key)
    assert (event.person, event.reason, event.channel) == (1, "bill", "phone")
    assert event.end - event.start == 6 * 60
    assert not event.is_abandoned and event.is_reported
    assert event.window == 7 * DAY
    assert horizon == dt.datetime(2025, 7, 1, tzinfo=dt.UTC).timestamp()
