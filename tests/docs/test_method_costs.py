"""The twelve interactions of docs/method.md cost what the page says, to the cent."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from tests.support.landed import ROOT, Company

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
TEXT = PAGE.split("### Twelve interactions and what they cost")[1].split("\n### ")[0]
DAY_0 = dt.date(2025, 3, 3)
SOURCES = {"phone": "calls", "chat": "calls", "email": "desk", "back_office": "office"}
WAYS = {"in": "inbound", "out": "outbound", "internal": "internal"}
AMOUNTS = {
    "cost to resolve": "cost_to_resolve",
    "first contact": "first_contact",
    "reiteration": "reiteration_cost",
    "avoidable": "avoidable_cost",
    "internal": "internal_cost",
    "late internal": "late_internal",
}


def table(first: str) -> list[dict[str, str]]:
    """Return the rows of the table whose first column has this name."""
    lines = TEXT.split(f"\n| {first} |")[1].split("\n\n")[0].splitlines()
    header = [first, *(cell.strip() for cell in lines[0].strip("| ").split("|"))]
    cells = ([cell.strip() for cell in line[1:-1].split("|")] for line in lines[2:])
    return [dict(zip(header, row, strict=True)) for row in cells]


def files() -> dict[str, str]:
    return dict(re.findall(r"^`(\w+\.csv)`: .*\n\n```\n([^`]*)```", TEXT, re.M))


def euros(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    company = Company(
        tmp_path_factory.mktemp("money"),
        {
            name: {"ids": "plain", "delivery": {"complete_from": "2025-02-01"}}
            | ({"threads": "case"} if name == "desk" else {})
            for name in dict.fromkeys(SOURCES.values())
        },
        timezone="UTC",
    )
    reasons = table("reason")
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reiteration_window_days,expected_contacts",
        *(
            f"{row['reason']},{row['window'].split()[0]},{row['expected contacts']}"
            for row in reasons
        ),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{row['code']},{row['reason']}" for row in reasons),
    )
    for name, text in files().items():
        company.write(name, *text.splitlines())
    for row in table("no"):
        add(company, row)
    for source in company.sources:
        company.complete(source, "2025-12-31")
    with company.build("--select", "+marts") as warehouse:
        yield warehouse


def add(company: Company, row: dict[str, str]) -> None:
    channel, way = row["event"].split()
    day, time = row["when"].split()
    at = dt.datetime.combine(
        DAY_0 + dt.timedelta(days=int(day[1:])), dt.time.fromisoformat(time), dt.UTC
    )
    case = row["thread"].split()
    thread = {}
    if case[0] == "case":
        thread = {"thread_id": f"desk:{case[1]}"}
    elif case[0] == "for":
        thread = {"related_thread_id": f"desk:{case[-1]}"}
    company.interaction(
        SOURCES[channel],
        row["no"],
        at,
        account=None if row["customer"] == "none" else row["customer"],
        channel=channel,
        direction=WAYS[way],
        outcome="unknown" if channel == "email" else "handled",
        source_reason_code=None if row["code"] == "–" else row["code"],
        handling_seconds=None if row["seconds"] == "–" else float(row["seconds"]),
        **{"partner_name" if row["by"] == "Atlas" else "team_name": row["by"]},
        **thread,
    )


def test_the_page_has_twelve_interactions_and_all_three_files():
    assert len(table("no")) == 12
    assert files().keys() == {
        "cost_rates.csv",
        "partner_tariffs.csv",
        "cost_ledger.csv",
    }


def test_each_interaction_costs_what_the_page_says(built):
    found = built.execute(
        "select source_interaction_id, contact_number, cost_basis, cost_amount "
        "from marts.interactions order by cast(source_interaction_id as integer)"
    ).fetchall()
    assert [
        (number, contact, basis, euros(str(cost)))
        for number, contact, basis, cost in found
    ] == [
        (
            row["no"],
            None if row["contact"] == "–" else int(row["contact"]),
            row["basis"],
            euros(row["cost"]),
        )
        for row in table("no")
    ]


def test_each_ticket_costs_what_the_page_says(built):
    for row in table("customer"):
        first = next(r["no"] for r in table("no") if r["customer"] == row["customer"])
        columns = ", ".join(f"tickets.{name}_amount" for name in AMOUNTS.values())
        found = built.execute(
            f"select {columns}, has_complete_cost from marts.tickets "
            "inner join marts.interactions using (ticket_id) "
            "where source_interaction_id = ?",
            [first],
        ).fetchall()
        assert found == [(*(euros(row[name]) for name in AMOUNTS), True)]


def test_the_sums_of_the_page_are_those_of_the_marts(built):
    def amount(query: str) -> Decimal:
        return euros(str(built.execute(query).fetchone()[0]))

    said = re.search(
        r"Tickets cost ([\d.]+), the call of nobody ([\d.]+), all twelve ([\d.]+): the "
        r"ledger's ([\d.]+) allocated, Atlas's ([\d.]+), and ([\d.]+) by rates",
        TEXT,
    ).groups()
    tickets, nobody, whole, ledger, atlas, rates = (euros(one) for one in said)
    assert amount("select sum(total_amount) from marts.costs_to_resolve") == tickets
    assert amount("select sum(cost_amount) from marts.unticketed_costs") == nobody
    assert amount("select sum(cost_amount) from marts.interactions") == whole
    assert (
        amount("select sum(allocated_amount) from marts.cost_reconciliation") == ledger
    )
    by_basis = "select sum(cost_amount) from marts.interactions where cost_basis = "
    assert amount(f"{by_basis}'tariff'") == atlas
    assert amount(f"{by_basis}'rate'") == rates
    assert amount(
        "select unallocated_amount from marts.cost_reconciliation "
        "where category = 'rent'"
    ) == euros(re.search(r"([\d.]+) stay unallocated", TEXT)[1])


def test_a_contact_costs_its_legs_and_its_answers(built):
    # Ben's mail: nothing for itself, 4.00 for its answer; not the visit.
    found = built.execute(
        "select channel, cost_amount from marts.contacts order by started_at, 2"
    ).fetchall()
    assert [cost for channel, cost in found if channel == "email"] == [euros("4")]
    assert sum(cost for _, cost in found) == euros("4.50") * 3 + euros("76")
