"""Every worked example of docs/method.md is what the code makes of its rows."""

import datetime as dt
import re

import pytest

from tests.support.landed import ROOT, Company

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
DAY_0 = dt.date(2025, 3, 3)
SOURCES = {"phone": "calls", "ivr": "calls", "chat": "calls", "email": "desk"}
SOURCES |= {"messaging": "whatsapp", "web_selfcare": "site", "back_office": "office"}
THREADS = {"calls": "contact", "desk": "case", "whatsapp": "endless"}
KINDS = {"call": ("calls", "contact"), "case": ("desk", "case")}
KINDS |= {"dialogue": ("whatsapp", "endless")}
OUTCOMES = {"phone": "handled", "back_office": "handled"}
# What the page calls it: where the marts say it.
RESULTS = {
    "merge_rule": "interactions.merge_rule",
    "link_rule": "interactions.link_rule",
    "reason": "interactions.contact_reason_id",
    "reason_rule": "interactions.reason_rule",
    "cause": "case when merge_rule in ('first') then contacts.reiteration_cause end",
    "start_known": "case when tickets.is_start_known then 'yes' else 'no' end",
    "eligible": "case when tickets.is_eligible then 'yes' else 'no' end",
}


def examples():
    """Return each example by its id: its rows, its tickets, what is done by hand."""
    found = {}
    for name, text in re.findall(
        r"^### (\w+) · .*?\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S
    ):
        lines = [line for line in text.splitlines() if line.startswith("| ")]
        if not lines or not lines[0].startswith("| when "):
            continue
        header, *rows = ([cell.strip() for cell in x.split("|")[1:-1]] for x in lines)
        found[name] = {
            "rows": [dict(zip(header, row, strict=True)) for row in rows],
            "tickets": re.findall(
                r"^Ticket (\w): (\w+), (\d+) contacts?, `(\w+)`\.$", text, re.M
            ),
            "by_hand": re.findall(r"^By hand: `(\w+)\.csv` says `(.*)`\.$", text, re.M),
        }
    return found


EXAMPLES = examples()


def moment(text, day=None):
    """Return the day and the UTC time of `d3 10:00`, an ISO time, or `10:05`."""
    if text.startswith("2025"):
        return None, dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    if text.startswith("d"):
        number, _, text = text.partition(" ")
        day = DAY_0 + dt.timedelta(days=int(number[1:]))
    time = dt.time.fromisoformat(text or "09:00")
    return day, dt.datetime.combine(day, time, dt.UTC)


def add(company, name, number, row):
    channel, direction = row["event"].split()
    source = SOURCES[channel]
    start, _, end = row["when"].partition("–")
    day, started_at = moment(start)
    fields = {name: None for name in ("thread_id", "thread_kind", "related_thread_id")}
    thread = row.get("thread", "–").split()
    if thread[0] == "for":
        fields["related_thread_id"] = f"desk:{name}-{thread[-1]}"
    elif thread[0] != "–":
        owner, fields["thread_kind"] = KINDS[thread[0]]
        fields["thread_id"] = f"{owner}:{name}-{thread[-1]}"
    given = {key: value for key, value in row.items() if value != "–"}
    prediction = given.get("predicted", "").split()
    company.interaction(
        source,
        f"{name}-{number}",
        started_at,
        end=moment(end, day)[1] if end else None,
        account=None if given.get("customer") == "none" else name,
        channel=channel,
        direction={"in": "inbound", "out": "outbound"}.get(direction, direction),
        outcome=given.get("outcome", OUTCOMES.get(channel, "unknown")),
        source_reason_code=given.get("code"),
        predicted_reason_code=prediction[0] if prediction else None,
        predicted_reason_confidence=float(prediction[1]) if prediction else None,
        source_status=given.get("status"),
        **fields,
    )


def by_hand(file_name):
    """Return the lines of an overrides file, ids with their sources."""
    lines = []
    for name, example in EXAMPLES.items():
        for file, line in example["by_hand"]:
            if file == file_name:
                for number, row in enumerate(example["rows"], 1):
                    source = SOURCES[row["event"].split()[0]]
                    line = re.sub(
                        rf"\b{name}-{number}\b", f"{source}:{name}-{number}", line
                    )
                lines.append(line)
    return lines


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Everything the page tells, in one company."""
    company = Company(
        tmp_path_factory.mktemp("method"),
        {
            source: {"ids": "plain", "delivery": {"complete_from": "2025-02-01"}}
            | ({"threads": THREADS[source]} if source in THREADS else {})
            for source in dict.fromkeys(SOURCES.values())
        },
        timezone="UTC",
    )
    reasons = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) days \|$", PAGE, re.M)
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reiteration_window_days",
        *(f"{reason},{days}" for reason, _, days in reasons),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{code},{reason}" for reason, code, _ in reasons),
    )
    company.write(
        "reason_overrides.csv",
        "interaction_id,contact_reason_id",
        *by_hand("reason_overrides"),
    )
    company.write(
        "ticket_overrides.csv",
        "action,interaction_id,other_interaction_id",
        *by_hand("ticket_overrides"),
    )
    for name, example in EXAMPLES.items():
        for number, row in enumerate(example["rows"], 1):
            add(company, name, number, row)
    for source in company.sources:
        company.complete(source, "2025-12-31")
    with company.build("--exclude-resource-type", "test") as warehouse:
        yield warehouse


def read(built, name, expressions):
    """Return, by row number, what the marts say of an example's interactions."""
    listed = ", ".join(f"{text} as {key}" for key, text in expressions.items())
    cursor = built.execute(
        f"select cast(split_part(source_interaction_id, '-', 2) as integer), {listed} "
        "from marts.interactions left join marts.contacts using (contact_id) "
        "left join marts.tickets on interactions.ticket_id = tickets.ticket_id "
        "where source_interaction_id like ? order by 1",
        [f"{name}-%"],
    )
    return [row[1:] for row in cursor.fetchall()]


def test_every_worked_history_of_the_method_is_told():
    assert {f"H{number}" for number in range(1, 14)} <= EXAMPLES.keys()
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_interaction_is_where_the_page_says(built, name):
    rows = EXAMPLES[name]["rows"]
    for column in RESULTS.keys() & rows[0].keys():
        expected = [None if row[column] == "–" else row[column] for row in rows]
        found = [value for (value,) in read(built, name, {column: RESULTS[column]})]
        assert found == expected, column
    for column in ("contact", "ticket"):
        ids = read(built, name, {"id": f"interactions.{column}_id"})
        named = {row[column]: ids[place][0] for place, row in enumerate(rows)}
        assert named.get("–") is None
        assert len(set(named.values())) == len(named)
        assert [named[row[column]] for row in rows] == [value for (value,) in ids]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_ticket_ends_as_the_page_says(built, name):
    example = EXAMPLES[name]
    letters = [row["ticket"] for row in example["rows"]]
    found = read(
        built,
        name,
        {
            "reason": "tickets.contact_reason_id",
            "contacts": "tickets.contact_count",
            "resolution": "tickets.resolution",
        },
    )
    told = {letter: what for letter, what in zip(letters, found, strict=True)}
    told.pop("–", None)
    assert told == {
        letter: (reason, int(count), resolution)
        for letter, reason, count, resolution in example["tickets"]
    }
