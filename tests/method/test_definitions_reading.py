"""Random histories, random definitions: the SQL says what a plain reading says."""

import datetime as dt
import os
import random

import pytest

from ingestion.workspace.definition_checks import check_definition
from ingestion.workspace.definitions import shipped_definitions
from ingestion.workspace.tables import TABLES
from tests.method.definitions_reading import Log
from tests.method.reading import DAY, History
from tests.method.test_rates import interval
from tests.method.test_reading import (
    EPOCH,
    MAPPING,
    SOURCES,
    SURE_ENOUGH,
    WINDOWS,
    random_history,
)
from tests.support.landed import Company

CUSTOMERS = int(os.environ.get("RANDOM_HISTORIES", "1500")) // 3
SEED = int(os.environ.get("RANDOM_SEED", "7"))
DEFINITIONS = 120
GROUPS = {"billing": "money", "moving": "life", "router": "life"}
AXES = {
    column.name: column.words
    for column in TABLES["definitions"].columns
    if column.words
} | {
    "population": ("all", "handled", "solved", "assisted", "phone+chat", "email+ivr"),
    "window_length": (None, 0, 1, 3, 7, 3600, 3 * DAY, 7 * DAY, 14 * DAY, 90 * DAY),
}
# Local days at which sources begin and one ends, and the one all are complete to.
COMPLETE_FROM = {
    "calls": dt.date(2025, 2, 3),
    "desk": dt.date(2025, 2, 3),
    "whatsapp": dt.date(2025, 2, 20),
    "site": dt.date(2025, 2, 3),
}
SITE_ENDS = dt.date(2025, 4, 1)
COMPLETE_UNTIL = dt.date(2025, 6, 1)


class Refused(Exception):
    pass


def refuse(column, expected):
    raise Refused(column, expected)


def random_definition(rng, number):
    """Return axes that go together, each word as likely as the rules allow."""
    while True:
        line = {axis: rng.choice(words) for axis, words in AXES.items()}
        line |= {"definition_id": f"random_{number}"}
        if line["window_unit"] == "local_days" and (line["window_length"] or 0) > 7:
            continue
        try:
            check_definition(line, (), refuse)
        except Refused:
            continue
        return line


def with_more(rng, rows, customer):
    """Give rows what histories lack: solved cases, agents, shared telephones."""
    for row in rows:
        row["customer"] = customer
        row["agent"] = rng.choice(["ada", "bob", "cyd", None])
        row["phone"] = []
        if row["source"] == "desk" and rng.random() < 0.4:
            row["status"] = rng.choice(["solved", "closed"])
        if row["source"] == "calls" and rng.random() < 0.8:
            # One number of a household of three, and now and then a second one.
            row["phone"] = [f"phone {customer // 3}-{rng.randrange(2)}"]
            if rng.random() < 0.2:
                row["phone"].append(f"phone {customer // 3}-2")


def seconds_to(day):
    """Return the second after EPOCH at which a local day begins in Paris."""
    offset = 1 if day < dt.date(2025, 3, 31) else 2
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(hours=offset)
    return int((midnight - EPOCH).total_seconds())


@pytest.fixture(scope="module")
def read_and_built(tmp_path_factory):
    rng = random.Random(SEED)
    lines = [random_definition(rng, number) for number in range(DEFINITIONS)]
    company = Company(tmp_path_factory.mktemp("definitions"), SOURCES)
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reason_group,reiteration_window_days",
        *(f"{reason},{GROUPS[reason]},{WINDOWS[reason] // DAY}" for reason in WINDOWS),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{code},{reason}" for code, reason in MAPPING.items()),
    )
    names = list(lines[0])
    company.write(
        "definitions.csv",
        ",".join(names),
        *(
            ",".join("" if line[name] is None else str(line[name]) for name in names)
            for line in lines
        ),
    )
    histories = []
    for customer in range(CUSTOMERS):
        rows = random_history(rng, customer)
        with_more(rng, rows, customer)
        histories.append(
            History(rows, MAPPING, WINDOWS, 7 * DAY, sure_enough=SURE_ENOUGH)
        )
        for row in rows:
            is_known = row["is_duration_known"]
            company.interaction(
                row["source"],
                row["name"],
                EPOCH + dt.timedelta(seconds=row["start"]),
                end=EPOCH + dt.timedelta(seconds=row["end"]) if is_known else None,
                account=f"customer {customer}",
                phone=row["phone"],
                thread_id=row["thread"],
                thread_kind=row["thread_kind"],
                related_thread_id=row["related"],
                source_reason_code=row["code"],
                predicted_reason_code=row["predicted"],
                predicted_reason_confidence=row["confidence"],
                source_status=row["status"],
                source_row=row["number"],
                agent_key=row["agent"],
                channel=row["channel"],
                direction=row["direction"],
                outcome=row["outcome"],
                is_automatic=row["is_automatic"],
            )
    horizon = seconds_to(COMPLETE_UNTIL)
    until = (EPOCH + dt.timedelta(seconds=horizon)).replace(tzinfo=None)
    for name, day in COMPLETE_FROM.items():
        company.sources[name]["delivery"] = {"complete_from": day.isoformat()}
        company.complete(name, until.isoformat())
    last_day = SITE_ENDS - dt.timedelta(days=1)
    company.sources["site"]["delivery"]["active_until"] = last_day.isoformat()
    sources = [
        (seconds_to(day), seconds_to(SITE_ENDS) if name == "site" else None)
        for name, day in COMPLETE_FROM.items()
    ]
    log = Log(histories, GROUPS, sources, horizon, EPOCH)
    shipped = [
        line
        for line in shipped_definitions()
        if line["definition_id"] != "once_and_done"
    ]
    with company.build() as warehouse:
        yield log, lines + shipped, warehouse


def built_cells(warehouse, name):
    rows = warehouse.execute(
        """
        select period_grain, period_started_on, slice, slice_value,
            ticket_count, eligible_ticket_count, reiterated_ticket_count,
            contact_count, reiteration_count, rate, rate_low, rate_high
        from marts.reiteration_rates
        where definition_id = ? and period_grain in ('week', 'month', 'year')
        """,
        [name],
    ).fetchall()
    return {row[:4]: row[4:] for row in rows}


def test_each_definition_counts_what_a_plain_reading_counts(read_and_built):
    log, lines, warehouse = read_and_built
    told_apart = 0
    for line in lines:
        read = log.read(line)
        built = built_cells(warehouse, line["definition_id"])
        assert built.keys() == read.keys(), line
        for name, cell in read.items():
            counted = (
                cell.groups,
                cell.eligible_groups,
                cell.repeated_groups,
                cell.events,
                cell.repeats,
            )
            assert built[name][:5] == counted, (line, name)
            if not cell.figures:
                assert built[name][5:] == (None, None, None), (line, name)
                continue
            rate = sum(figure for figure, _ in cell.figures) / len(cell.figures)
            assert built[name][5] == pytest.approx(rate, abs=1e-12), (line, name)
            told_apart += 0 < rate != 1
    # Most cells say something that a wrong rule would say otherwise.
    assert told_apart > len(lines)


def test_each_interval_of_a_definition_is_that_of_statsmodels(read_and_built):
    log, lines, warehouse = read_and_built
    compared = 0
    for line in lines[:20] + lines[-6:]:
        built = built_cells(warehouse, line["definition_id"])
        for name, cell in log.read(line).items():
            if not cell.figures or name[0] != "month":
                continue
            expected = interval(cell.figures, line["rate"] == "mean_per_group")
            for found, wanted in zip(built[name][5:], expected, strict=True):
                assert (found is None) == (wanted is None), (line, name)
                if wanted is not None:
                    assert found == pytest.approx(wanted, abs=1e-9), (line, name)
            compared += 1
    assert compared > 100
