"""A year pulled day by day, as its DAGs do, gives the marts of one pull.

DAY_BY_DAY=365 plays the whole year (a quarter of an hour or so); the default plays
the days around the clock change of March, after one pull of what came before.
"""

import contextlib
import datetime as dt
import io
import os

import pytest

from demo.generate import main as generate
from tests.support.site import SOURCES, Site

DAYS = int(os.environ.get("DAY_BY_DAY", "12"))
WHOLE_YEAR = DAYS > 300
FIRST = dt.date(2025, 1, 2) if WHOLE_YEAR else dt.date(2025, 3, 24)
SIZE = ["--interactions", "60000"] if WHOLE_YEAR else ["--interactions", "6000"]
MONTHS = ["--months", "12" if WHOLE_YEAR else "4"]


@pytest.fixture(scope="module", autouse=True)
def a_key():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IDENTITY_KEY", "a key for tests only")
        yield


def test_day_by_day_gives_the_marts_of_one_pull(tmp_path):
    exports = tmp_path / "exports"
    with contextlib.redirect_stdout(io.StringIO()):
        assert generate([*SIZE, *MONTHS, "--out", str(exports)]) == 0
    once = Site(tmp_path / "once", exports)
    once.deliver(None)
    once.pull(SOURCES)

    daily = Site(tmp_path / "daily", exports)
    pulls = 0
    for day in range(DAYS):
        morning = dt.datetime.combine(FIRST, dt.time(7), dt.UTC)
        touched = daily.deliver(morning + dt.timedelta(days=day))
        pulls += bool(touched)
        daily.pull(touched)
    assert pulls > DAYS * 0.9  # files do come every day
    daily.pull(daily.deliver(None))

    expected, found = once.marts(), daily.marts()
    assert expected.keys() == found.keys()
    assert len(found["tickets"]) > 1000
    assert len(found["customer_merges"]) > 3
    assert [mart for mart, rows in expected.items() if found[mart] != rows] == []
