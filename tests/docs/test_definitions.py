"""The log of docs/method.md, lived through: every rule gives what the page says."""

import datetime as dt
import re

import pytest

from ingestion.workspace.definition_checks import DEMANDS
from ingestion.workspace.definitions import shipped_ids
from tests.support.landed import ROOT, Company

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
DAY_0 = dt.datetime(2025, 6, 2, 8, tzinfo=dt.UTC)  # 10:00 in Paris
OURS_AGAIN = (
    "definition_id,group_by,counts,population,window_unit,clock,abandoned,"
    "self_service,chaser,requested,maturity,rate",
    "ours_again,customer+reason,contact,all,reason,end,in,in,in,in,eligible,"
    "groups_with_repeat",
)


def rows_of_the_table():
    """Return counted, out of, rate and sign by definition."""
    rows = re.findall(
        r"^\| `(\w+)` \| (\d+) \| (\d+) \| ([\d.]+)( %)? \| ([+−]?) ?\| .+ \|$",
        PAGE,
        re.M,
    )
    return {
        name: (int(counted), int(out_of), float(rate), bool(percent), sign)
        for name, counted, out_of, rate, percent, sign in rows
    }


def live(company):
    """Write the rows of the log, customer by customer, as the page tells them."""
    number = 0

    def happen(source, name, day, hours=0.0, seconds=0, **fields):
        nonlocal number
        number += 1
        at = DAY_0 + dt.timedelta(days=day, hours=hours)
        end = at + dt.timedelta(seconds=seconds)
        company.interaction(source, f"{number:03}", at, end=end, account=name, **fields)

    def call(name, day, reason, hours=0.0, **fields):
        happen(
            "calls", name, day, hours, phone=name, source_reason_code=reason, **fields
        )

    def mail(name, day, reason):
        happen("mails", name, day, channel="email", source_reason_code=reason)

    def write(name, day, reason, hours=0.0, **fields):
        happen(
            "desk",
            name,
            day,
            hours,
            channel="email",
            thread_id=f"desk:{name}",
            source_reason_code=reason,
            **{"outcome": "unknown"} | fields,
        )

    def reply(name, day, agent, hours=0.0, status="open"):
        happen(
            "desk",
            name,
            day,
            hours,
            channel="email",
            direction="outbound",
            thread_id=f"desk:{name}",
            agent_key=agent,
            source_status=status,
        )

    call("Ana", 0, "bill")
    call("Ben", 0, "bill")
    call("Ben", 0, "bill", hours=8)
    call("Cleo", 0, "bill")
    mail("Cleo", 2, "bill")
    call("Dan", 0, "bill")
    mail("Dan", 3, "payment")
    mail("Dan", 6, "move")
    call("Dan", 9, "bill")
    call("Eve", 0, "move")
    call("Eve", 20, "move")
    call("Fay", 0, "bill")
    call("Fay", 10, "bill")
    call("Gus", 0, "bill")
    call("Gus", 12, "bill")
    happen(
        "site",
        "Hal",
        0,
        channel="web_selfcare",
        outcome="self_served",
        source_reason_code="bill",
    )
    call("Hal", 1, "bill")
    write("Ivy", 0, "bill")
    reply("Ivy", 1, "Ada")
    reply("Ivy", 1, "Bob", hours=1, status="solved")
    write("Jon", 0, "move")
    write("Jon", 0, "move", hours=2)
    reply("Jon", 1, "Ada", status="solved")
    call("Kim", 0, "bill", seconds=60, outcome="abandoned")
    call("Kim", 0, "bill", hours=0.5)
    write("Lea", 0, "bill")
    reply("Lea", 1, "Ada")
    write("Lea", 3, "bill")
    reply("Lea", 4, "Ada", status="solved")
    write("Max", 0, "move", source_status="solved")
    write("Noa", 0, "move")
    reply("Noa", 1, "Ada")
    write("Noa", 2, "move")
    reply("Noa", 3, "Bob", status="solved")
    call("Otto", 0, "bill")
    for day in (2, 4):
        mail("Otto", day, "bill")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    company = Company(
        tmp_path_factory.mktemp("worked"),
        {
            name: {"delivery": {"complete_from": "2025-01-01"}}
            for name in ("calls", "mails", "desk", "site")
        },
    )
    company.sources["desk"]["threads"] = "case"
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reason_group,reiteration_window_days",
        "billing,money,7",
        "payment,money,7",
        "moving,life,30",
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,bill,billing",
        "*,payment,payment",
        "*,move,moving",
    )
    company.write("definitions.csv", *OURS_AGAIN)
    live(company)
    for source in company.sources:
        company.complete(source, "2026-01-01")
    with company.build() as warehouse:
        rows = warehouse.sql("""
            select definition_id, rate, contact_count
            from marts.reiteration_rates
            where period_grain = 'year' and slice = 'all'
        """).fetchall()
    return {name: (rate, count) for name, rate, count in rows}


def test_every_shipped_definition_stands_on_the_page():
    assert rows_of_the_table().keys() == shipped_ids()


@pytest.mark.parametrize("name", sorted(shipped_ids()))
def test_the_page_says_what_the_code_counts(built, name):
    counted, out_of, said, is_percent, sign = rows_of_the_table()[name]
    rate = built[name][0]
    assert rate == pytest.approx(counted / out_of, abs=1e-12)
    assert said == pytest.approx(100 * rate if is_percent else rate, abs=0.051)
    if is_percent and name != "once_and_done":
        ours = built["once_and_done"][0]
        assert sign == ("+" if rate > ours else "−")
    else:
        assert sign == ""


def test_our_axes_read_as_any_others_give_our_rate_where_no_answer_is_slow(built):
    assert built["ours_again"] == built["once_and_done"]
    assert built["once_and_done"][1] == 28


def test_every_demand_between_axes_stands_on_the_page():
    for axis, words, other, allowed, why in DEMANDS:
        line = (
            f"| `{axis}` {', '.join(words)} | `{other}` {', '.join(allowed)} | {why} |"
        )
        assert line in PAGE
    table = PAGE.split("### Which words go together")[1].split("###")[0]
    assert table.count("\n|") - 2 == len(DEMANDS)
