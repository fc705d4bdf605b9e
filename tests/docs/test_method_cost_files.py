"""Four months of a desk and a partner cost what docs/method.md says, to the cent."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from tests.support.landed import ROOT, Company

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
TEXT = PAGE.split("### Four months of a desk and a partner")[1].split("\n## ")[0]
FILES = re.findall(r"\n```\n([^`]*)```", TEXT)
HEADER, _, *ROWS = (
    [cell.strip() for cell in line[1:-1].split("|")]
    for line in re.findall(r"^\|.*\|$", TEXT, re.M)
)
MONTHS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
YES = {"yes": True, "no": False}
BEGINS = dt.date(2025, 3, 20)


def euros(text) -> Decimal:
    return Decimal(str(text)).quantize(Decimal("0.01"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    company = Company(
        tmp_path_factory.mktemp("files"),
        {"calls": {"ids": "plain", "delivery": {"complete_from": BEGINS}}},
        timezone="UTC",
    )
    for name, text in zip(("cost_ledger", "partner_tariffs"), FILES, strict=True):
        company.write(f"{name}.csv", *text.splitlines())
    for row in MONTHS:
        month = row["month"]
        timed = int(row["with their 300 s"])
        for number in range(int(row["desk's calls"])):
            call(company, month, f"desk {number}", 300.0 if number < timed else None)
        for number in range(int(row["Atlas's calls"])):
            call(company, month, f"atlas {number}", 300.0)
    company.complete("calls", "2025-06-05")
    with company.build("--select", "+marts") as warehouse:
        yield warehouse


def call(company: Company, month: str, name: str, seconds: float | None) -> None:
    day = "20" if month == "2025-03" else "03"
    by = {"team_name": "Desk"} if name.startswith("desk") else {"partner_name": "Atlas"}
    company.interaction(
        "calls",
        f"{month} {name}",
        f"{month}-{day}T10:00",
        account=f"{month} {name}",
        handling_seconds=seconds,
        **by,
    )


def test_the_page_has_four_months_and_two_files():
    months = ["2025-03", "2025-04", "2025-05", "2025-06"]
    assert [row["month"] for row in MONTHS] == months
    assert len(FILES) == 2


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: row["month"])
def test_the_ledger_is_carried_as_the_page_says(built, row):
    first = f"{row['month']}-01"
    found = built.execute(
        "select covered_interaction_count, carrying_interaction_count, "
        "is_carried_by_few, is_provisional, unallocated_amount, unseen_amount "
        "from marts.cost_reconciliation where month_started_on = ?",
        [first],
    ).fetchall()
    calls, timed = int(row["desk's calls"]), int(row["with their 300 s"])
    few, part = YES[row["carried by few"]], YES[row["provisional"]]
    unseen = euros(row["not seen"])
    assert found == [(calls, timed, few, part, unseen, unseen)]
    costs = built.execute(
        "select cost_amount from marts.interactions where team_name = 'Desk' "
        "and date_trunc('month', local_date) = ?::date order by 1 nulls last",
        [first],
    ).fetchall()
    carries = euros(row["a call carries"])
    assert costs == [(carries,)] * timed + [(None,)] * (calls - timed)


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: row["month"])
def test_the_partners_invoice_is_what_the_page_says(built, row):
    found = built.execute(
        "select billable_interaction_count, priced_amount, charged_amount, "
        "allocated_amount, unallocated_amount, is_minimum_charged, is_provisional "
        "from marts.tariff_reconciliation where month_started_on = ?",
        [f"{row['month']}-01"],
    ).fetchall()
    priced, charged, borne, nobody = (
        euros(row[name]) for name in ("priced", "charged", "borne", "nobody's")
    )
    assert found == [
        (
            int(row["Atlas's calls"]),
            *(priced, charged, borne, nobody),
            charged > priced,
            YES[row["provisional"]],
        )
    ]


def test_a_month_bears_what_the_page_reckons_by_its_days(built):
    sums = re.findall(r"([\d.]+) · (\d+)/(\d+) = ([\d.]+)", TEXT)
    assert len(sums) == 4
    for whole, seen, days, part in sums:
        assert euros(euros(whole) * int(seen) / int(days)) == euros(part)
    found = built.execute(
        "select strftime(month_started_on, '%Y-%m'), allocated_amount "
        "from marts.cost_reconciliation where is_provisional order by 1"
    ).fetchall()
    assert found == [("2025-03", euros(sums[0][3])), ("2025-06", euros(sums[2][3]))]


def test_a_month_seen_in_part_has_no_mean(built):
    found = built.execute(
        "select strftime(month_started_on, '%Y-%m'), is_provisional, "
        "mean_amount is null from marts.costs_to_resolve order by 1"
    ).fetchall()
    assert found == [
        (row["month"], YES[row["provisional"]], YES[row["provisional"]])
        for row in MONTHS
    ]


def test_the_words_beside_the_table_say_its_numbers(built):
    share, six = re.search(
        r"two calls of ten \((\d+) %\).*six calls of April cost "
        r"([\d.]+) each",
        TEXT,
        re.S,
    ).groups()
    found = built.execute(
        "select 100 * least_carrying_share, (select max(cost_amount) from "
        "marts.interactions where partner_name = 'Atlas' and local_date = "
        "date '2025-04-03') from marts.cost_reconciliation where is_carried_by_few"
    ).fetchall()
    assert [(round(part), euros(cost)) for part, cost in found] == [
        (int(share), euros(six))
    ]


def test_the_step_that_no_month_reached_prices_nothing(built):
    step, most = re.search(
        r"step from (\d+) a month was never reached, with at most (\d+)", TEXT
    ).groups()
    found = built.execute(
        "select from_volume, greatest_volume, pricing_interaction_count, verdict "
        "from marts.cost_lines where file_name = 'partner_tariffs.csv' order by 1"
    ).fetchall()
    calls = [int(row["Atlas's calls"]) for row in MONTHS]
    assert int(most) == max(calls) < int(step)
    assert found == [
        (0, int(most), sum(calls), "used"),
        (int(step), int(most), 0, "not_reached"),
    ]
