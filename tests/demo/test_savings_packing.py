"""Packed exports land the same rows as the daily files they are made of."""

import datetime as dt
import gzip
import os
import shutil
from pathlib import Path

import duckdb
import pytest

from demo import generate
from demo.accuracy.pipeline import DECISIONS, DEMO, IDENTITY_KEY
from demo.exports.deliveries import Drop
from demo.output import write
from demo.savings.packing import packed
from demo.world.history import live_through
from ingestion import __main__ as ingestion

# What a row says and whose it is; which delivery brought it may differ.
LANDED = """
    select columns(lambda name: name not in (
        'delivery_id', 'delivered_at', 'modified_at', 'loaded_at', 'source_row'
    ))
    from read_parquet('{}/raw/{}/{}/*.parquet', union_by_name = true)
    order by all
"""


def dropped(day: int, rows: str, mark: str = "", came: int = 0) -> Drop:
    """Return a day's file of visits; it came on that day, or on `came`."""
    content = gzip.compress(f"ts,code\r\n{rows}".encode())
    path = f"selfcare/visits_202501{day:02}{mark}.csv.gz"
    return Drop(path, content, dt.date(2025, 1, came or day))


def test_rows_come_in_the_order_of_days_and_corrections_and_once():
    drops = [
        dropped(3, "c\r\n"),
        dropped(1, "a\r\n", came=9),  # late
        dropped(2, "B\r\n", "_corrected", came=8),
        dropped(2, "b\r\n"),
        dropped(2, "b\r\n", " (1)", came=4),
        Drop("crm/accounts_20250131.csv", b"x\r\n1\r\n", dt.date(2025, 2, 1)),
    ]
    visits, accounts = sorted(packed(drops), key=lambda drop: drop.path, reverse=True)
    assert gzip.decompress(visits.content) == b"ts,code\r\na\r\nb\r\nB\r\nc\r\n"
    assert visits.path == "selfcare/visits_20250103.csv.gz"
    assert accounts == drops[-1]


def test_files_of_another_header_stay_apart():
    before = Drop("helpdesk/m_20250101.csv", b"a,b\r\n1,2\r\n", dt.date(2025, 1, 2))
    after = Drop("helpdesk/m_20250102.csv", b"b,a\r\n2,1\r\n", dt.date(2025, 1, 3))
    assert list(packed([after, before])) == [before, after]


def landed(folder: Path, drops: list[Drop]) -> Path:
    """Pull the files; return the data folder."""
    workspace, data_dir = folder / "workspace", folder / "data"
    workspace.mkdir(parents=True)
    for pattern in DECISIONS:
        for path in DEMO.glob(pattern):
            shutil.copy(path, workspace)
    for drop in drops:
        write(workspace / "drops", drop)
    given = ["--workspace", str(workspace), "--data-dir", str(data_dir)]
    assert ingestion.main(given) == 0
    return data_dir


def test_a_month_packed_lands_as_it_does_by_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(os.environ, "IDENTITY_KEY", IDENTITY_KEY)
    world = live_through(1200, months=1, seed=4)
    daily = list(generate.generate(world, 4, list(generate.FORMATS)))
    few = list(packed(daily))
    assert len(few) < len(daily) / 5
    by_day, at_once = landed(tmp_path / "a", daily), landed(tmp_path / "b", few)
    sources = [path.name for path in (by_day / "raw").glob("[a-z]*")]
    assert len(sources) == 8
    for source in sources:
        for table in ("interactions", "identifiers"):
            if (by_day / "raw" / source / table).exists():
                one, other = (
                    duckdb.sql(LANDED.format(folder, source, table)).fetchall()
                    for folder in (by_day, at_once)
                )
                assert one == other, f"{source} {table}"
