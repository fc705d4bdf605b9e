"""The year behind the exports: it holds a case of every rule of the method."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import phonenumbers
import pytest

from demo.world import people
from demo.world.clock import DAY, HOUR, Clock
from demo.world.events import Channel, Direction, Outcome, Status, Tool, take
from demo.world.history import World, live_through
from demo.world.reasons import IDS, REASONS
from tests.demo import exported

SELFCARE_WAY = 4


def utc(*parts: int) -> int:
    return int(dt.datetime(*parts, tzinfo=dt.UTC).timestamp())


@pytest.fixture(scope="module")
def events(world: World) -> dict[str, np.ndarray]:
    return world.events


def test_the_clock_turns_with_paris():
    clock = Clock(12)
    zone = ZoneInfo("Europe/Paris")
    assert clock.start == dt.datetime(2025, 1, 1, tzinfo=zone).timestamp()
    assert clock.end == dt.datetime(2026, 1, 1, tzinfo=zone).timestamp()
    turns = np.array([utc(2025, 3, 30, 0, 59), utc(2025, 3, 30, 1)])
    assert list(clock.offset(turns)) == [HOUR, 2 * HOUR]
    turns = np.array([utc(2025, 10, 26, 0, 59), utc(2025, 10, 26, 1)])
    assert list(clock.offset(turns)) == [2 * HOUR, HOUR]
    noon = np.array([utc(2025, 7, 14, 12)])
    assert clock.utc(clock.local(noon)) == noon


def test_closed_hours_move_on_to_the_next_open_day():
    clock = Clock(12)
    saturday_night = np.array([utc(2025, 5, 17, 18, 30)])  # 20:30 in Paris
    (moved,) = clock.into_hours(np.random.default_rng(1), saturday_night)
    assert utc(2025, 5, 19, 6) <= moved < utc(2025, 5, 19, 18)
    monday = np.array([utc(2025, 5, 19, 9)])
    assert list(clock.into_hours(np.random.default_rng(1), monday)) == list(monday)


@pytest.mark.parametrize("asked", [3_000, 40_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_as_many_interactions_happen_as_asked_for(asked: int, seed: int):
    happened = len(live_through(asked, 12, seed).events["started"])
    assert abs(happened - asked) <= 0.05 * asked


def test_everything_happens_within_the_months_in_time_order(world: World):
    started = world.events["started"]
    assert started[0] >= world.clock.start and started[-1] < world.clock.end
    assert (np.diff(started) >= 0).all()
    per_month = np.histogram(started, world.clock.edges)[0]
    assert per_month.min() > 0.6 * per_month.mean()


def test_both_turns_of_the_clock_are_lived_through(events: dict):
    menu = take(events, events["channel"] == Channel.IVR)["started"]
    for hour in (utc(2025, 3, 30, 0), utc(2025, 3, 30, 1)):
        assert ((menu >= hour) & (menu < hour + HOUR)).any()
    for hour in (utc(2025, 10, 26, 0), utc(2025, 10, 26, 1)):  # both are 2 o'clock
        assert ((menu >= hour) & (menu < hour + HOUR)).any()


def test_a_few_local_times_do_not_exist_and_some_exist_twice(
    drops: Path, sources: dict
):
    rows = exported.all_rows(drops, sources["outsourcer_calls"])
    at_two = [row["Date"] for row in rows if str(row["Heure"]).startswith("02:")]
    assert "30/03/2025" in at_two
    assert at_two.count("26/10/2025") > 2


def test_the_three_worst_reasons_are_clearly_worst_and_a_quarter_comes_again(
    world: World,
):
    contacts = take(world.contacts, world.contacts["way"] != SELFCARE_WAY)
    order = np.lexsort((contacts["start"], contacts["problem"]))
    contacts = take(contacts, order)
    same = np.diff(contacts["problem"], prepend=-1) == 0
    shares = {}
    for number, reason in enumerate(REASONS):
        ours = contacts["reason"] == number
        problems = len(np.unique(contacts["problem"][ours]))
        again = len(np.unique(contacts["problem"][ours & same]))
        shares[reason.id] = again / problems
    worst = sorted(shares, key=shares.get, reverse=True)
    assert set(worst[:3]) == {
        "router_replacement",
        "billing_dispute",
        "installation_appointment",
    }
    assert shares[worst[2]] > 1.2 * shares[worst[3]]
    overall = len(np.unique(contacts["problem"][same])) / len(
        np.unique(contacts["problem"])
    )
    assert 0.2 < overall < 0.3


def test_transfers_keep_their_call_or_follow_within_fifteen_minutes(events: dict):
    calls = take(events, events["tool"] == Tool.CALLS)
    spoken = take(calls, calls["channel"] == Channel.PHONE)
    first = take(spoken, spoken["outcome"] == Outcome.TRANSFERRED)
    second = take(spoken, spoken["level"] == 2)
    at = {c: n for n, c in enumerate(first["contact"])}
    kept = new = 0
    for n, contact in enumerate(second["contact"]):
        if contact not in at:  # before the first month
            continue
        before = at[contact]
        end = sum(first[name][before] for name in ("started", "waiting", "handling"))
        assert 0 < second["started"][n] - end <= 15 * 60
        same_call = second["thread"][n] == first["thread"][before]
        kept, new = kept + same_call, new + (not same_call)
    assert kept > new > 5
    assert (second["outcome"] == Outcome.ABANDONED).any()


def test_abandons_redials_and_waiting_messages_happen(world: World):
    contacts = world.contacts
    order = np.lexsort((contacts["round"], contacts["problem"]))
    contacts = take(contacts, order)
    follows = np.flatnonzero(np.diff(contacts["problem"]) == 0)
    gap = contacts["start"][follows + 1] - contacts["end"][follows]
    unserved = ~contacts["served"][follows]
    spoken = (contacts["way"][follows] == 0) & (contacts["way"][follows + 1] == 0)
    assert (gap[unserved] > HOUR).all()  # sooner is a redial: the same contact
    window = np.array([r.window_days for r in REASONS])[contacts["reason"][follows]]
    assert (~unserved & (gap <= window * DAY)).sum() > 100  # window
    assert (gap > window * DAY).sum() > 20  # late, or another ticket
    switches = contacts["way"][follows] != contacts["way"][follows + 1]
    assert switches.sum() > 50
    assert (unserved & ~spoken).any()


def test_who_hung_up_calls_again_within_the_hour_in_the_same_contact(events: dict):
    calls = take(events, (events["tool"] == Tool.CALLS) & (events["level"] < 2))
    calls = take(calls, calls["direction"] == Direction.INBOUND)
    calls = take(calls, np.lexsort((calls["started"], calls["contact"])))
    same = np.diff(calls["contact"]) == 0
    again = np.flatnonzero(same & (np.diff(calls["thread"]) != 0))
    lost = (Outcome.ABANDONED, Outcome.FAILED)
    assert np.isin(calls["outcome"][again], lost).all()
    end = sum(calls[name][again] for name in ("started", "waiting", "handling"))
    gap = calls["started"][again + 1] - end
    assert len(again) > 100 and gap.min() > 0 and gap.max() <= HOUR


def test_cases_are_answered_reopened_chased_and_held(events: dict):
    desk = take(events, events["tool"] == Tool.HELPDESK)
    order = np.lexsort((desk["started"], desk["thread"]))
    desk = take(desk, order)
    follows = np.flatnonzero(np.diff(desk["thread"]) == 0)
    inbound = (desk["direction"] == Direction.INBOUND) & ~desk["automatic"]
    gap = desk["started"][follows + 1] - desk["started"][follows]
    twice = inbound[follows] & inbound[follows + 1]
    assert (twice & (gap <= DAY)).any()  # turn
    assert (twice & (gap > DAY)).any()  # chaser
    reopened = (desk["status"][follows] == Status.SOLVED) & inbound[follows + 1]
    assert (reopened & (gap > 30 * DAY)).any()
    assert (reopened & (gap <= 30 * HOUR)).any()  # thanks: courtesy
    outbound = desk["direction"] == Direction.OUTBOUND
    assert (desk["automatic"] & outbound).any() and (
        desk["automatic"] & ~outbound
    ).any()
    assert set(np.unique(desk["status"])) == set(Status)
    assert (desk["channel"] == Channel.LETTER).any()


def test_attached_work_has_a_case_or_an_account(events: dict):
    tasks = take(events, events["tool"] == Tool.BACKOFFICE)
    has_case = tasks["related"] >= 0
    assert has_case.sum() > 20 and (~has_case).sum() > 20
    assert (tasks["shows"][~has_case] > 0).all()
    cases = events["thread"][events["tool"] == Tool.HELPDESK]
    assert np.isin(tasks["related"][has_case], cases).mean() > 0.95
    assert (events["channel"] == Channel.CALLBACK).any()


def test_bots_hand_over_and_dialogues_go_both_ways(events: dict):
    bot = take(events, events["channel"] == Channel.BOT)
    live = take(events, events["channel"] == Channel.CHAT)
    handed = bot["thread"][bot["outcome"] == Outcome.TRANSFERRED]
    assert np.isin(handed, live["thread"]).mean() > 0.95
    assert (bot["outcome"] == Outcome.SELF_SERVED).any()
    lines = take(events, events["tool"] == Tool.MESSAGING)
    assert set(lines["direction"]) == {Direction.INBOUND, Direction.OUTBOUND}
    assert (lines["thread"] == lines["person"]).all()


def test_the_same_intent_again_within_and_beyond_half_an_hour(
    world: World, events: dict
):
    visits = take(events, (events["tool"] == Tool.SELFCARE) & (events["coded"] >= 0))
    problem = world.contacts["problem"][visits["contact"]]
    order = np.lexsort((visits["started"], problem))
    visits, problem = take(visits, order), problem[order]
    again = np.flatnonzero(np.diff(problem) == 0)
    gap = visits["started"][again + 1] - visits["started"][again]
    gap -= visits["handling"][again]
    same_contact = visits["contact"][again] == visits["contact"][again + 1]
    assert (gap[same_contact] <= 30 * 60).all() and same_contact.sum() > 50
    assert (gap[~same_contact] > 30 * 60).all() and (~same_contact).sum() > 5
    views = (events["tool"] == Tool.SELFCARE) & (events["coded"] < 0)
    assert views.sum() > len(visits["started"]) / 2


def test_reasons_are_known_by_their_ids():
    assert len(set(IDS)) == 14


def test_telephone_numbers_beyond_fiction_are_possible_but_nobodys():
    entries = np.array([0, 59_999, 60_000, 5_000_000, 30_059_999])
    numbers = people.national_number(entries)
    assert list(numbers[:2]) == [639980000, 536499999]
    assert len(set(numbers)) == len(entries)
    for number in numbers[2:]:
        parsed = phonenumbers.parse(f"0{number}", "FR")
        assert phonenumbers.is_possible_number(parsed)
        assert not phonenumbers.is_valid_number(parsed)


def test_customer_numbers_are_distinct():
    numbers = people.account_number(np.arange(200_000))
    assert len(np.unique(numbers)) == 200_000
    assert numbers.max() < 10**8
