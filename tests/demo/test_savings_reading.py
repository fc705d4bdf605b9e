"""The answer key read with a pencil: tickets, their money, a scenario's levers."""

import pytest

from demo.accuracy.pipeline import DEMO
from demo.savings.levers import UNCHANGED, Line, outcomes, read_lines
from demo.savings.reading import (
    DAY,
    Contact,
    Ticket,
    by_problem,
    by_window,
    read_tickets,
)

WINDOWS = {"bill": 7 * DAY, "move": 3 * DAY}
CALL = 300  # seconds


def row(contact: int, day: float, cost: float = 0.0, **told) -> dict:
    """Return a call of 300 s, or what is told; its cost is by the hour."""
    started = day * DAY
    lasts = CALL if told.get("channel", "phone") == "phone" else 0
    default = {
        "contact": contact,
        "person": 1,
        "problem": 10,
        "reason": "bill",
        "channel": "phone",
        "direction": "inbound",
        "is_unanswered": False,
        "started": started,
        "ended": started + lasts,
        "case": None,
        "hourly": cost,
        "other": 0.0,
    }
    return default | told


def numbers(rows: list[dict], grouping=by_window) -> list[list[int]]:
    """Return the tickets as the numbers of their contacts."""
    tickets = read_tickets(rows, WINDOWS, grouping)
    return sorted([one.number for one in ticket.contacts] for ticket in tickets)


def test_a_contact_at_the_windows_last_second_comes_back_one_later_does_not():
    second = 1 / DAY
    last = (7 * DAY + CALL) / DAY
    assert numbers([row(1, 0), row(2, last)]) == [[1, 2]]
    assert numbers([row(1, 0), row(2, last + second)]) == [[1], [2]]


def test_a_window_is_of_the_true_reason_and_person():
    rows = [row(1, 0), row(2, 1, reason="move"), row(3, 2, person=2), row(4, 3)]
    assert numbers(rows) == [[1, 4], [2], [3]]


def test_a_new_problem_within_the_window_is_one_ticket_and_two_problems():
    rows = [row(1, 0), row(2, 3), row(3, 5, problem=11), row(4, 20, problem=11)]
    assert numbers(rows) == [[1, 2, 3], [4]]
    assert numbers(rows, by_problem) == [[1, 2], [3, 4]]


def test_an_answer_and_a_case_that_goes_on_reach_beyond_the_window():
    written = {"channel": "email", "case": 5}
    answered = [
        row(1, 0, **written),
        row(1, 10, channel="email", direction="outbound", case=5),
        row(2, 12),
    ]
    assert numbers(answered) == [[1, 2]]
    goes_on = [row(1, 0, **written), row(2, 30), row(3, 60, **written)]
    assert numbers(goes_on) == [[1, 2, 3]]
    assert numbers([row(1, 0, **written), row(3, 91, **written)]) == [[1], [3]]


def test_work_belongs_to_the_contact_it_was_done_for():
    rows = [
        row(1, 0, 4.0),
        row(1, 0.1, 1.0, channel="email", direction="outbound"),
        row(1, 0.2, 2.0, channel="callback", direction="outbound", other=0.5),
        row(2, 1, 8.0),
        row(2, 2, 16.0, channel="back_office", direction="internal"),
        row(9, 0, 99.0, channel="back_office", direction="internal"),  # of no contact
    ]
    (ticket,) = read_tickets(rows, WINDOWS, by_window)
    assert [one.hourly for one in ticket.contacts] == [5.0, 8.0]
    assert (ticket.further_hourly, ticket.further_other) == (2.0, 0.5)
    assert ticket.internal == 16.0


def test_a_contacts_channel_is_that_of_the_first_row_that_was_answered():
    rows = [row(1, 0, channel="ivr", is_unanswered=True), row(1, 0.01)]
    (ticket,) = read_tickets(rows, WINDOWS, by_window)
    assert ticket.contacts[0].channel == "phone"


def made(amounts: list[tuple], internal: float = 0.0, channel="phone") -> Ticket:
    """Return a ticket of contacts with these amounts, by the hour and other."""
    contacts = [
        Contact(n, 1, 1, "bill", channel=channel, hourly=hourly, other=other)
        for n, (hourly, other) in enumerate(amounts)
    ]
    return Ticket("bill", contacts, internal=internal)


# Ana, Ben and Cleo of docs/method.md, "What to fix first".
YEAR = [
    made([(6, 1), (9, 1)], internal=20),
    made([(3, 1)]),
    made([(6, 1), (6, 1), (3, 1)]),
]


def pulled(tickets: list[Ticket], reason: str = "bill", **levers):
    line = Line("a change", reason, UNCHANGED | levers, None)
    return outcomes([line], tickets, {"bill": 1}, self_care_price=0.12)["a change"]


def test_a_scenario_saves_what_the_method_says_with_a_pencil():
    found = pulled(
        YEAR,
        problems_avoided_share=0.1,
        excess_avoided_share=0.5,
        handling_time_factor=1.2,
    )
    assert (found.tickets, found.contacts, found.cost) == (3, 6, 59)
    assert found.contacts - found.contacts_avoided == pytest.approx(4.05)
    assert found.saving == pytest.approx(11.03)
    doubled = pulled(YEAR, excess_avoided_share=1.0, handling_time_factor=2.0)
    assert doubled.saving == pytest.approx(39 - 33)


def test_first_contacts_that_people_take_move_to_self_care():
    half = {"first_contacts_to_self_care_share": 0.5}
    assert pulled([made([(6, 1)])], **half).saving == pytest.approx(0.5 * (7 - 0.12))
    assert pulled([made([(6, 1)], channel="ivr")], **half).saving == 0
    assert pulled([made([(6, 1)])], **half).contacts_avoided == 0


def test_a_line_for_all_reasons_leaves_those_with_a_line_of_their_own():
    tickets = [made([(6, 1)]), Ticket("move", [Contact(1, 1, 1, "move", hourly=5)])]
    levers = UNCHANGED | {"problems_avoided_share": 1.0}
    lines = [
        Line("a change", "*", levers, None),
        Line("a change", "bill", UNCHANGED, None),
    ]
    found = outcomes(lines, tickets, {"bill": 1, "move": 1}, 0.0)["a change"]
    assert (found.tickets, found.saving) == (2, 5)


def test_levers_are_those_of_the_demo_at_their_middle():
    lines = {(one.scenario[:5], one.reason): one for one in read_lines(DEMO)}
    assert len(lines) == 5
    disputes = lines["Bills", "billing_dispute"].levers
    assert disputes["problems_avoided_share"] == pytest.approx(0.2)
    assert disputes["excess_avoided_share"] == pytest.approx(0.25)
    assert disputes["handling_time_factor"] == 1
    assert lines["Twice", "*"].levers["handling_time_factor"] == 2
