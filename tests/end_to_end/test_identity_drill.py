"""A switchboard of 5,000, a help desk that counts like the accounts, a test account.

One world twice: as it is, every contact with the account of who made it, and as tools
record it. Guards and spaces must keep 6,000 customers apart, the report must name what
it cut, and the true rates must lie within the published bounds.
"""

import datetime as dt
import random

import pyarrow as pa
import pytest

from ingestion.identity import identifier_space, keyed_hashes
from publish.identity import find_identity
from tests.support.landed import KEY, Company

CALLERS, PEOPLE, ZEROS = 5000, 6000, 400
FIRST = dt.datetime(2025, 1, 6, 8, tzinfo=dt.UTC)
RATES = ("reiterated_ticket_rate", "reiteration_rate", "mean_contacts")
BUILT = (
    *("--select", "+reiteration_rates", "+identity_cuts", "+impossible_customers"),
    *("+ambiguous_customers", "--exclude-resource-type", "test"),
)


def key(kind, value, source="calls"):
    """The hash that ingestion gives an identifier of a source."""
    space = identifier_space(kind, source)
    return keyed_hashes(KEY, kind, space, pa.array([value]))[0].as_py()


def contacts():
    """Return who contacts when, by what, and whether the tool knows the account."""
    rng, found = random.Random(4), []
    for person in range(PEOPLE):
        at = FIRST + dt.timedelta(seconds=rng.randrange(80 * 86400))
        for number in range(1 + (rng.random() < 0.35) + (rng.random() < 0.2)):
            calls_first = person < CALLERS and number == 0
            source = "desk" if rng.random() < 0.3 and not calls_first else "calls"
            # The first contact tells account and e-mail; of later calls some hide.
            is_known = number == 0 or source == "desk" or rng.random() < 0.7
            found.append((f"{person}-{number}", person, source, at, is_known))
            at += dt.timedelta(seconds=int(rng.expovariate(1 / (6 * 86400))) + 600)
    for number in range(ZEROS):  # an agent types the test account where nobody asks
        person = rng.randrange(PEOPLE)
        at = FIRST + dt.timedelta(days=10, seconds=rng.randrange(25 * 86400))
        found.append((f"{person}-zero{number}", person, "calls", at, None))
    return found


def identifiers(person, source, is_known):
    """What the tool records of who it was."""
    if is_known is None:
        return {"account": key("account", "7700123")}
    if source == "desk":  # its own numbers, each that of somebody else's account
        number = str((person + 7) % PEOPLE + 1)
        given = {"account": key("account", number, "desk")}
    else:
        given = {"account": key("account", str(person + 1))} if is_known else {}
        switchboard = person < CALLERS
        number = "+33199000000" if switchboard else f"+336{person:08}"
        given["phone"] = key("phone", number)
    if is_known:
        given["email"] = key("email", f"{person}@example.com")
    return given


def company_of(folder, is_true):
    """Land the world as it is, or as the tools record it."""
    sources = {
        name: {"delivery": {"complete_from": dt.date(2024, 12, 1)}}
        for name in ("calls", "desk")
    }
    company = Company(folder, sources)
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,bill,bill",
        "*,move,move",
    )
    for name, person, source, at, is_known in contacts():
        company.interaction(
            source,
            name,
            at,
            end=(at + dt.timedelta(minutes=5)).isoformat()[:19],
            channel="email" if source == "desk" else "phone",
            source_reason_code="bill" if person % 2 else "move",
            **(
                {"account": f"{person}"}
                if is_true
                else identifiers(person, source, is_known)
            ),
        )
    for source in sources:
        company.complete(source, "2025-06-30")
    return company


def rates(warehouse, *columns):
    """Return these columns of our definition by month, for all tickets."""
    rows = warehouse.execute(
        f"select period_started_on, {', '.join(columns)} from marts.reiteration_rates "
        "where definition_id = 'once_and_done' and period_grain = 'month' "
        "and slice = 'all' order by period_started_on"
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    company = company_of(tmp_path_factory.mktemp("truth"), is_true=True)
    with company.build(*BUILT) as warehouse:
        return rates(warehouse, *RATES)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """What is found before and after a line says that the test account is nobody's."""
    company = company_of(tmp_path_factory.mktemp("recorded"), is_true=False)
    found = []
    for lines in ((), ("account,7700123,calls,a test account",)):
        company.write(
            "ignored_identifiers.csv",
            "identifier_type,identifier,account_space,note",
            *lines,
        )
        with company.build(*BUILT) as warehouse:
            found.append(what_is_found(warehouse))
    return found


def what_is_found(warehouse):
    bounds = [f"{rate}_{end}_bound" for rate in RATES for end in ("lower", "upper")]
    return {
        "cuts": warehouse.execute(
            "select identifier_type, cut_rule, account_count, interaction_count, "
            "limit_count from marts.identity_cuts order by position_number"
        ).fetchall(),
        "impossible": warehouse.execute(
            "select impossible_rule, identifier_type, identifier_key, contact_count "
            "from marts.impossible_customers order by position_number"
        ).fetchall(),
        "report": find_identity(warehouse),
        "bounds": rates(warehouse, *bounds),
        "people_of_customers": warehouse.execute(
            "select customer_id, count(distinct split_part(split_part("
            "interaction_id, ':', 2), '-', 1)) as people "
            "from intermediate.int_interactions_identified "
            "where customer_id is not null group by customer_id"
        ).fetchall(),
    }


def test_the_switchboard_ties_nobody_and_is_listed_first(recorded):
    calls = [one for one in contacts() if one[2] == "calls" and one[4] is not None]
    of_callers = [one for one in calls if one[1] < CALLERS]
    assert recorded[0]["cuts"] == [
        ("phone", "max_group_size", CALLERS, len(of_callers), 50)
    ]


def test_no_two_people_are_one_customer(recorded):
    before, after = (dict(found["people_of_customers"]) for found in recorded)
    assert sorted(before.values())[-2:] == [1, max(before.values())]
    assert max(before.values()) > 300  # the test account
    assert set(after.values()) == {1}
    # Some call from a phone of their own that was never seen with their account.
    assert PEOPLE <= len(after) < 1.02 * PEOPLE


def test_an_account_that_collapses_is_named_until_a_line_ignores_it(recorded):
    before, after = recorded
    assert before["impossible"] == [
        ("monthly_contacts", "account", key("account", "7700123"), ZEROS)
    ]
    assert after["impossible"] == []
    assert after["cuts"][1] == ("account", "ignored", 1, ZEROS, None)


def test_the_report_names_them(recorded):
    before, after = (found["report"] for found in recorded)
    assert "phone on" in before["cuts"][0] and "more than 50" in before["cuts"][0]
    assert f"{ZEROS} contacts" in before["impossible"][0]
    assert "mostly by one account" in before["impossible"][0]
    assert "a line of ignored_identifiers.csv" in after["cuts"][1]


def test_no_true_rate_leaves_the_published_bounds(truth, recorded):
    compared = 0
    for month, true_rates in truth.items():
        bounds = recorded[1]["bounds"][month]
        for place, rate in enumerate(true_rates):
            lower, upper = bounds[2 * place : 2 * place + 2]
            if rate is not None and lower is not None:
                assert lower - 1e-9 <= rate <= upper + 1e-9, (month, RATES[place])
                compared += 1
    assert compared >= 6
