"""A source that stops delivering: the others go on, the horizon waits, nothing moves.

Three daily sources; on 20 March all have delivered. Five days later one has not:
it is late (more than twice its day), so it holds the horizon.
"""

import datetime as dt
import random

import pytest

from tests.support.landed import Company

SOURCES = ("calls", "desk", "site")
CHANNELS = {"calls": "phone", "desk": "email", "site": "web_selfcare"}
BEFORE, AFTER = (dt.datetime(2025, 3, day, tzinfo=dt.UTC) for day in (20, 25))
RATES = """
    select * from marts.reiteration_rates where not is_provisional order by all
"""


def history():
    """Return contacts of 300 customers from January on: source, id, start, fields."""
    rng = random.Random(3)
    for customer in range(300):
        at = dt.datetime(2025, 1, 6, 8, tzinfo=dt.UTC)
        at += dt.timedelta(seconds=rng.randrange(60 * 86400))
        for number in range(1 + int(rng.expovariate(0.4))):
            source = rng.choice(SOURCES)
            fields = {
                "account": f"customer {customer}",
                "channel": CHANNELS[source],
                "outcome": rng.choice(["handled", "handled", "abandoned"]),
                "handling_seconds": 60.0,
                "source_reason_code": rng.choice(["bill", "move"]),
            }
            yield source, f"{customer}-{number}", at, fields
            at += dt.timedelta(seconds=int(rng.expovariate(1 / (8 * 86400))))


def built(folder, known_until):
    """Build what each source had delivered by its own time."""
    sources = {
        name: {"delivery": {"cadence": "daily", "complete_from": "2025-01-01"}}
        for name in SOURCES
    }
    company = Company(folder, sources, timezone="UTC")
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        "*,bill,bill",
        "*,move,move",
    )
    for source, name, start, fields in history():
        if start < known_until[source]:
            company.interaction(source, name, start, **fields)
    for source, until in known_until.items():
        company.complete(source, until.strftime("%Y-%m-%d"))
    return company.build()


@pytest.fixture(scope="module")
def on_time(tmp_path_factory):
    folder = tmp_path_factory.mktemp("on_time")
    return built(folder, dict.fromkeys(SOURCES, BEFORE))


@pytest.fixture(scope="module")
def withheld(tmp_path_factory):
    folder = tmp_path_factory.mktemp("withheld")
    return built(folder, {"calls": AFTER, "desk": AFTER, "site": BEFORE})


def test_the_others_are_built_on(on_time, withheld):
    def count(warehouse, source):
        return warehouse.execute(
            "select count(*) from marts.interactions where source_name = ?", [source]
        ).fetchone()[0]

    assert count(withheld, "calls") > count(on_time, "calls")
    assert count(withheld, "site") == count(on_time, "site")


def test_the_horizon_stops_where_the_late_source_did(withheld):
    rows = withheld.execute(
        "select source_name, is_late, data_horizon_at from marts.sources order by 1"
    ).fetchall()
    stop = BEFORE.replace(tzinfo=None)
    assert rows == [
        ("calls", False, stop),
        ("desk", False, stop),
        ("site", True, stop),
    ]


def test_no_rate_of_a_final_period_moves(on_time, withheld):
    before, after = (one.execute(RATES).fetchall() for one in (on_time, withheld))
    assert len(before) > 100
    assert after == before
