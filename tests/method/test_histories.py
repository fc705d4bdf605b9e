"""The worked histories of the method (§9), from raw rows to marts, read by hand."""

import datetime as dt

import pytest

from tests.support.landed import Company

DAY_0 = dt.datetime(2025, 3, 3, 10, tzinfo=dt.UTC)


def at(days: float = 0, hours: float = 0, minutes: float = 0) -> dt.datetime:
    return DAY_0 + dt.timedelta(days=days, hours=hours, minutes=minutes)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    company = Company(
        tmp_path_factory.mktemp("histories"),
        {
            "calls": {"threads": "contact"},
            "desk": {"threads": "case"},
            "whatsapp": {"threads": "endless"},
        },
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,bill,billing",
        "*,info,information",
    )

    def call(history, name, start, minutes=5.0, **fields):
        company.interaction(
            "calls",
            f"{history}-{name}",
            start,
            end=start + dt.timedelta(minutes=minutes),
            **{"account": history} | fields,
        )

    def mail(history, name, start, **fields):
        company.interaction(
            "desk",
            f"{history}-{name}",
            start,
            channel="email",
            **{"account": history, "outcome": "unknown"} | fields,
        )

    uncoded_abandon = {"outcome": "abandoned", "minutes": 1}
    call("h1", "a", at(0), **uncoded_abandon)

    call("h2", "a", at(0), **uncoded_abandon)
    call("h2", "b", at(1), source_reason_code="bill")

    leg = {"thread_id": "calls:h3"}
    call(
        "h3",
        "a",
        at(0),
        source_reason_code="info",
        outcome="transferred",
        **leg,
    )
    call("h3", "b", at(minutes=6), minutes=14, source_reason_code="bill", **leg)

    call("h4", "a", at(0), outcome="transferred", thread_id="calls:h4")
    call(
        "h4",
        "b",
        at(minutes=6),
        minutes=3,
        outcome="abandoned",
        thread_id="calls:h4",
    )
    call("h4", "c", at(minutes=20))

    for line, direction in enumerate(
        ["inbound", "outbound", "inbound", "outbound", "inbound"]
    ):
        company.interaction(
            "whatsapp",
            f"h5-{line}",
            at(minutes=line),
            channel="messaging",
            direction=direction,
            thread_id="whatsapp:h5",
            account="h5",
        )

    mail("h6", "a", at(0), thread_id="desk:h6", source_reason_code="bill")
    call("h6", "b", at(30), source_reason_code="bill")
    mail("h6", "c", at(60), thread_id="desk:h6")

    call("h7", "a", at(0), source_reason_code="bill")
    call("h7", "b", at(6), **uncoded_abandon)
    call("h7", "c", at(12), source_reason_code="bill")

    call("h8", "a", at(0), source_reason_code="bill")
    mail("h8", "b", at(6), direction="outbound")
    mail("h8", "c", at(12), direction="outbound")
    call("h8", "d", at(18), source_reason_code="bill")

    mail("h9", "a", at(0), thread_id="desk:h9", source_reason_code="bill")
    mail("h9", "b", at(10), thread_id="desk:h9", direction="outbound")
    call("h9", "c", at(12), source_reason_code="bill")

    case = {"thread_id": "desk:h10", "thread_kind": "case"}
    call("h10", "a", at(0), **case)
    call("h10", "b", at(minutes=14), **case)

    for name, hours in (("a", 0), ("b", 23), ("c", 46)):
        mail("h11", name, at(hours=hours), thread_id="desk:h11")

    mail("h12", "a", at(0), thread_id="desk:h12", source_reason_code="bill")
    mail("h12", "b", at(1), thread_id="desk:h12", direction="outbound")
    mail("h12", "c", at(40), thread_id="desk:h12")

    call("h13", "a", at(0), minutes=0.5, account=None)
    call("h13", "b", at(minutes=1), minutes=0.5, account=None)

    for source in company.sources:
        company.complete(source, "2025-12-31")
    with company.build() as warehouse:
        yield warehouse


def tickets(warehouse, history):
    """The tickets of a history in time order, as the columns that tell them."""
    return warehouse.sql(f"""
        select distinct
            tickets.started_at,
            tickets.contact_reason_id,
            tickets.contact_count,
            tickets.resolution
        from marts.tickets
        inner join marts.interactions using (ticket_id)
        where interactions.source_interaction_id like '{history}-%'
        order by tickets.started_at
    """).fetchall()


def contact_counts(warehouse, history):
    return warehouse.sql(f"""
        select count(distinct contact_id), count(ticket_id)
        from marts.interactions
        where source_interaction_id like '{history}-%'
    """).fetchall()[0]


def column(warehouse, history, name, table="contacts"):
    return [
        value
        for (value,) in warehouse.sql(f"""
            select distinct on ({table}.started_at, {table}.{table[:-1]}_id)
                {table}.{name}
            from marts.{table}
            inner join marts.interactions using ({table[:-1]}_id)
            where interactions.source_interaction_id like '{history}-%'
            order by {table}.started_at
        """).fetchall()
    ]


def outcomes(warehouse, history):
    return [row[1:] for row in tickets(warehouse, history)]


def test_h1_an_abandon_alone_is_unserved_and_unqualified(warehouse):
    assert outcomes(warehouse, "h1") == [("unqualified", 1, "unserved")]


def test_h2_an_uncoded_abandon_joins_the_billing_call_of_the_next_day(warehouse):
    assert outcomes(warehouse, "h2") == [("billing", 2, "reiterated")]
    assert column(warehouse, "h2", "reiteration_cause") == [None, "unserved"]


def test_h3_a_transferred_call_is_one_contact_with_the_last_reason(warehouse):
    assert outcomes(warehouse, "h3") == [("billing", 1, "once_and_done")]


def test_h4_after_an_agent_answered_a_new_call_is_no_redial(warehouse):
    assert outcomes(warehouse, "h4") == [("unqualified", 2, "reiterated")]
    assert column(warehouse, "h4", "leg_count") == [2, 1]


def test_h5_five_whatsapp_lines_are_one_contact(warehouse):
    assert outcomes(warehouse, "h5") == [("unqualified", 1, "once_and_done")]
    assert column(warehouse, "h5", "interaction_count", "tickets") == [5]


def test_h6_a_case_that_goes_on_holds_the_call_between(warehouse):
    assert outcomes(warehouse, "h6") == [("billing", 3, "reiterated_late")]


def test_h7_a_neighbour_joins_the_earlier_ticket_and_lengthens_nothing(warehouse):
    assert outcomes(warehouse, "h7") == [
        ("billing", 2, "reiterated"),
        ("billing", 1, "once_and_done"),
    ]
    assert column(warehouse, "h7", "contact_number") == [1, 2, 1]


def test_h8_company_notices_lengthen_no_ticket(warehouse):
    assert outcomes(warehouse, "h8") == [
        ("billing", 1, "once_and_done"),
        ("billing", 1, "once_and_done"),
    ]


def test_h9_a_slow_answer_renews_the_question(warehouse):
    assert outcomes(warehouse, "h9") == [("billing", 2, "reiterated_late")]
    assert column(warehouse, "h9", "link_rule") == ["first", "answer"]


def test_h10_two_calls_logged_on_one_case_are_two_contacts(warehouse):
    assert outcomes(warehouse, "h10") == [("unqualified", 2, "reiterated")]


def test_h11_unanswered_mails_are_turns_for_a_day_then_a_chaser(warehouse):
    assert outcomes(warehouse, "h11") == [("unqualified", 2, "reiterated")]
    assert column(warehouse, "h11", "leg_count") == [2, 1]
    assert column(warehouse, "h11", "is_chaser") == [False, True]
    assert column(warehouse, "h11", "reiteration_cause") == [None, "chaser"]


def test_h12_a_case_reopened_weeks_later_is_the_same_ticket(warehouse):
    assert outcomes(warehouse, "h12") == [("billing", 2, "reiterated_late")]
    assert column(warehouse, "h12", "link_rule") == ["first", "case"]


def test_h13_anonymous_calls_are_never_one_customer(warehouse):
    assert contact_counts(warehouse, "h13") == (2, 0)
    assert outcomes(warehouse, "h13") == []
