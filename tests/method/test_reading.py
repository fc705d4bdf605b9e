"""Random histories: the SQL says what a plain reading of the method says."""

import datetime as dt
import os
import random

import pytest

from tests.method.reading import DAY, History
from tests.support.landed import Company

CUSTOMERS = int(os.environ.get("RANDOM_HISTORIES", "1500"))
SEED = int(os.environ.get("RANDOM_SEED", "7"))
EPOCH = dt.datetime(2025, 2, 1, tzinfo=dt.UTC)
SOURCES = {
    "calls": {"threads": "contact", "ids": "plain"},
    "desk": {"threads": "case", "ids": "plain", "predicted_reason_threshold": 0.5},
    "whatsapp": {"threads": "endless", "ids": "plain"},
    "site": {"ids": "plain"},
}
MAPPING = {"bill": "billing", "move": "moving", "router": "router", "any": "*"}
WINDOWS = {"billing": 7 * DAY, "moving": 3 * DAY, "router": 14 * DAY}
CODES = ["bill", "move", "router", "any", "unmapped", None]
# How sure a classifier must be: the default, and what the desk says of its own.
SURE_ENOUGH = {"calls": 0.8, "desk": 0.5, "whatsapp": 0.8, "site": 0.8}
CONFIDENCES = [0.0, 0.499, 0.5, 0.799, 0.8, 1.0]
STATUSES = [None, None, None, "open", "pending_customer", "on_hold"] + [
    "solved",
    "solved",
    "closed",
]
# Steps between interactions, many of them right at a rule's limit or a second over.
LIMITS = [0, 4, 5, 15 * 60, 60 * 60, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 90 * DAY]
STEPS = [step + more for step in LIMITS for more in (0, 1)] + [120, 3000, 5 * DAY]


def predict(rng, row):
    """Have a classifier read the row, most often where nobody coded it."""
    read = rng.random() < (0.4 if row["code"] in (None, "unmapped") else 0.1)
    row["predicted"] = rng.choice(CODES) if read else None
    row["confidence"] = rng.choice(CONFIDENCES) if row["predicted"] else None


def random_row(rng, number, start):
    source = rng.choice(["calls"] * 4 + ["desk"] * 4 + ["whatsapp"] * 2 + ["site"] * 2)
    row = {
        "source": source,
        "direction": "inbound",
        "thread": None,
        "thread_kind": None,
        "related": None,
        "code": rng.choice(CODES),
        "status": rng.choice(STATUSES),
        "is_automatic": rng.random() < 0.04,
        "start": start,
    }
    predict(rng, row)
    length = 0
    if source == "calls":
        row["channel"] = rng.choice(["phone", "phone", "phone", "ivr", "chat", "bot"])
        row["outcome"] = rng.choice(
            ["handled", "transferred", "abandoned", "abandoned", "failed", "unknown"]
        )
        if rng.random() < 0.5:
            # The legs of a live conversation are at most hours apart.
            thread = f"calls:{rng.randrange(2)}-{start // 7200}"
            row["thread"], row["thread_kind"] = thread, "contact"
        elif rng.random() < 0.3:
            row["thread"], row["thread_kind"] = f"desk:{rng.randrange(2)}", "case"
        length = rng.choice([4, 5, 60, 60, 300, 1200])
        row["direction"] = rng.choice(["inbound"] * 6 + ["outbound"])
    elif source == "desk":
        row["channel"] = rng.choice(["email"] * 5 + ["back_office"])
        row["outcome"] = rng.choice(["unknown", "failed", "failed", "handled"])
        row["direction"] = rng.choice(["inbound"] * 3 + ["outbound"])
        if rng.random() < 0.85:
            row["thread"], row["thread_kind"] = f"desk:{rng.randrange(2)}", "case"
        if row["channel"] == "back_office":
            row["direction"] = "internal"
            row["thread"], row["related"] = None, row["thread"]
            row["thread_kind"] = None
            length = 600
    elif source == "whatsapp":
        row["channel"] = "messaging"
        row["outcome"] = rng.choice(["unknown", "failed"])
        row["direction"] = rng.choice(["inbound", "inbound", "outbound"])
        row["thread"], row["thread_kind"] = "whatsapp:0", "endless"
    else:
        row["channel"] = rng.choice(["web_selfcare", "app_selfcare"])
        row["outcome"] = rng.choice(["self_served", "failed"])
        length = rng.choice([0, 60])
    row["end"] = start + length
    row["is_duration_known"] = source in ("calls", "site") or length > 0
    return row


def random_history(rng, customer):
    rows, start = [], rng.randrange(5 * DAY)
    for number in range(rng.randrange(2, 11)):
        row = random_row(rng, number, start)
        for name in ("thread", "related"):
            if row[name]:
                row[name] += f"-{customer}"
        rows.append(row)
        start += rng.choice(STEPS)
        if rng.random() < 0.5:
            start = row["end"] + rng.choice(STEPS)
    # Time order: start, inbound first, then as written.
    rows.sort(key=lambda row: (row["start"], row["direction"] != "inbound"))
    for number, row in enumerate(rows):
        row["number"] = number
        row["name"] = f"{customer:05}-{number:02}"
    return rows


def random_decisions(rng, rows):
    """What people decide by hand on one history: mostly nothing."""
    decisions = {"reasons": [], "joins": [], "splits": []}
    if rng.random() < 0.6:
        return decisions
    numbers = range(len(rows))
    for number in rng.sample(numbers, min(len(rows), rng.randrange(3))):
        reason = rng.choice([*WINDOWS, "unqualified"])
        day = rng.choice(["", "2025-01-01", "2025-01-02"])
        decisions["reasons"].append((number, reason, day))
    for _ in range(rng.randrange(3)):
        pair = tuple(rng.sample(numbers, 2))
        if pair not in decisions["joins"]:
            decisions["joins"].append(pair)
    decisions["splits"] = rng.sample(numbers, min(len(rows), rng.randrange(3)))
    return decisions


def written_decisions(histories):
    """Return the lines of reason_overrides.csv and ticket_overrides.csv."""
    reasons = ["interaction_id,contact_reason_id,decided_on"]
    tickets = ["action,interaction_id,other_interaction_id"]
    for rows, decisions in histories:
        ids = [f"{row['source']}:{row['name']}" for row in rows]
        reasons += [
            f"{ids[n]},{reason},{day}" for n, reason, day in decisions["reasons"]
        ]
        tickets += [f"join,{ids[one]},{ids[two]}" for one, two in decisions["joins"]]
        tickets += [f"split,{ids[n]}," for n in decisions["splits"]]
    # Nobody joins the tickets of two customers.
    tickets += [
        f"join,{one[0]['source']}:{one[0]['name']},{two[0]['source']}:{two[0]['name']}"
        for (one, _), (two, _) in zip(histories[:20], histories[20:40], strict=False)
    ]
    return reasons, tickets


@pytest.fixture(scope="module")
def read_and_built(tmp_path_factory):
    rng = random.Random(SEED)
    company = Company(tmp_path_factory.mktemp("random"), SOURCES)
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reiteration_window_days",
        *(f"{reason},{window // DAY}" for reason, window in WINDOWS.items()),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{code},{reason}" for code, reason in MAPPING.items()),
    )
    given = []
    for customer in range(CUSTOMERS):
        rows = random_history(rng, customer)
        given.append((rows, random_decisions(rng, rows)))
    reasons, tickets = written_decisions(given)
    company.write("reason_overrides.csv", *reasons)
    company.write("ticket_overrides.csv", *tickets)
    histories = []
    for customer, (rows, decisions) in enumerate(given):
        given_by_hand = decisions | {"sure_enough": SURE_ENOUGH}
        histories.append(History(rows, MAPPING, WINDOWS, 7 * DAY, **given_by_hand))
        for row in rows:
            fields = {
                "thread_id": row["thread"],
                "thread_kind": row["thread_kind"],
                "related_thread_id": row["related"],
                "source_reason_code": row["code"],
                "predicted_reason_code": row["predicted"],
                "predicted_reason_confidence": row["confidence"],
                "source_status": row["status"],
                "source_row": row["number"],
            }
            names = ("channel", "direction", "outcome", "is_automatic")
            company.interaction(
                row["source"],
                row["name"],
                EPOCH + dt.timedelta(seconds=row["start"]),
                end=EPOCH + dt.timedelta(seconds=row["end"])
                if row["is_duration_known"]
                else None,
                account=f"customer {customer}",
                **fields,
                **{name: row[name] for name in names},
            )
    for source in SOURCES:
        company.complete(source, "2026-12-31")
    with company.build() as warehouse:
        yield histories, warehouse


def test_each_interaction_has_the_contact_ticket_and_rules_of_the_plain_reading(
    read_and_built,
):
    histories, warehouse = read_and_built
    expected = {}
    for history in histories:
        for row in history.rows:
            expected[row["name"]] = (None,) * 5
        for contact in history.contacts:
            ticket = history.ticket_of(contact)
            number = ticket.contacts.index(contact) + 1
            first = min(contact.legs, key=lambda leg: leg["number"])
            opening = min(ticket.contacts[0].legs, key=lambda leg: leg["number"])
            for leg, rule in zip(contact.legs, contact.rules, strict=True):
                expected[leg["name"]] = (
                    first["name"],
                    rule,
                    opening["name"],
                    contact.link_rule,
                    number,
                )
        for ticket in history.tickets:
            opening = min(ticket.contacts[0].legs, key=lambda leg: leg["number"])
            for row, rule in ticket.attached:
                number = history.following(ticket, row["number"])
                expected[row["name"]] = (None, None, opening["name"], rule, number)
    found = {
        name: values
        for name, *values in warehouse.sql("""
            with firsts as (
                select
                    source_interaction_id as name,
                    left(sha256(interaction_id), 16) as id
                from marts.interactions
            )
            select
                interactions.source_interaction_id,
                contact_firsts.name,
                interactions.merge_rule,
                ticket_firsts.name,
                interactions.link_rule,
                interactions.contact_number
            from marts.interactions
            left join firsts as contact_firsts
                on interactions.contact_id = contact_firsts.id
            left join firsts as ticket_firsts
                on interactions.ticket_id = ticket_firsts.id
        """).fetchall()
    }
    assert found.keys() == expected.keys()
    wrong = {
        name: (expected[name], tuple(found[name]))
        for name in sorted(expected)
        if tuple(found[name]) != expected[name]
    }
    assert not wrong, explain(wrong, histories)


def test_each_ticket_has_the_reason_and_resolution_of_the_plain_reading(
    read_and_built,
):
    histories, warehouse = read_and_built
    expected = sorted(
        (
            min(leg["name"] for leg in ticket.contacts[0].legs),
            ticket.reason,
            len(ticket.contacts),
            history.resolution(ticket),
        )
        for history in histories
        for ticket in history.tickets
    )
    found = warehouse.sql("""
        select
            interactions.source_interaction_id,
            tickets.contact_reason_id,
            tickets.contact_count,
            tickets.resolution
        from marts.tickets
        inner join marts.interactions
            on tickets.ticket_id = left(sha256(interactions.interaction_id), 16)
        order by all
    """).fetchall()
    assert found == expected


def test_each_contact_has_the_reason_rule_and_cause_of_the_plain_reading(
    read_and_built,
):
    histories, warehouse = read_and_built
    expected = {}
    for history in histories:
        for ticket in history.tickets:
            for position, contact in enumerate(ticket.contacts):
                name = min(leg["name"] for leg in contact.legs)
                expected[name] = (
                    contact.reason,
                    contact.reason_rule,
                    history.is_served(contact),
                    history.is_chaser(contact),
                    history.shown(contact)["channel"],
                    history.cause(ticket, position) if position else None,
                )
    found = {
        name: values
        for name, *values in warehouse.sql("""
            select
                interactions.source_interaction_id,
                contacts.contact_reason_id,
                contacts.reason_rule,
                contacts.is_served,
                contacts.is_chaser,
                contacts.channel,
                contacts.reiteration_cause
            from marts.contacts
            inner join marts.interactions
                on contacts.contact_id = left(sha256(interactions.interaction_id), 16)
        """).fetchall()
    }
    assert found.keys() == expected.keys()
    wrong = {
        name: (expected[name], tuple(found[name]))
        for name in sorted(expected)
        if tuple(found[name]) != expected[name]
    }
    assert not wrong, explain(wrong, histories)


def explain(wrong, histories):
    """Show the first history that differs, whole."""
    name, (expected, found) = next(iter(wrong.items()))
    history = histories[int(name.split("-")[0])]
    shown = "\n".join(str(row) for row in history.rows)
    return f"{len(wrong)} differ; {name}\nread  {expected}\nbuilt {found}\n{shown}"


RULES = {
    "merge_rule": "first leg transfer redial turn visit courtesy",
    "link_rule": "first window answer case neighbour override thread_attached "
    "reason_attached",
    "reason_rule": "override case mapped predicted neighbour ticket unqualified",
}


@pytest.mark.parametrize("rule", RULES)
def test_the_histories_come_to_every_rule(read_and_built, rule):
    _, warehouse = read_and_built
    found = warehouse.sql(f"""
        select distinct {rule} from marts.interactions where {rule} is not null
    """).fetchall()
    assert {value for (value,) in found} == set(RULES[rule].split())


def test_the_histories_come_to_every_verdict_on_a_decision(read_and_built):
    _, warehouse = read_and_built
    found = warehouse.sql("select distinct verdict from marts.overrides").fetchall()
    assert {verdict for (verdict,) in found} == {
        "applied",
        "no_contact",
        "superseded",
        "other_customer",
        "already_first",
        "already_one_ticket",
    }
