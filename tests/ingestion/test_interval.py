import datetime as dt

import pytest

from ingestion.errors import IngestionError
from ingestion.interval import read_interval
from tests.ingestion.workspace.samples import SOURCES
from tests.support.commands import run_module

PARIS = "Europe/Paris"


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_dates_are_midnights_of_the_companys_zone():
    # The day of the spring change: 23 hours, from UTC+1 to UTC+2.
    assert read_interval("2026-03-29", "2026-03-30", PARIS) == (
        utc(2026, 3, 28, 23),
        utc(2026, 3, 29, 22),
    )


def test_an_offset_wins_over_the_zone_and_its_absence_is_local():
    found = read_interval("2026-11-02 05:00:00+00:00", "2026-11-02T07:00", PARIS)
    assert found == (utc(2026, 11, 2, 5), utc(2026, 11, 2, 6))


def test_without_from_and_to_there_is_no_interval():
    assert read_interval("", "", PARIS) is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-03-29", "2026-03-29", "the interval is empty"),
        ("2026-03-29T05:00+02:00", "2026-03-29T03:00Z", "the interval is empty"),
        ("2026-03-30", "2026-03-29", "the interval is reversed"),
        ("2026-03-29", "", "expected both or neither"),
        ("", "2026-03-29", "expected both or neither"),
        ("29/03/2026", "2026-03-30", "FROM=29/03/2026: expected an ISO date"),
        ("2026-03-29", "2026-02-30", "TO=2026-02-30: expected an ISO date"),
    ],
)
def test_what_is_no_interval_is_refused(start, end, said):
    with pytest.raises(IngestionError) as caught:
        read_interval(start, end, PARIS)
    assert said in str(caught.value)


def test_a_pull_of_an_empty_interval_is_refused_and_lands_nothing(tmp_path):
    (tmp_path / "sources.yml").write_text(SOURCES)
    (tmp_path / "calls.csv").write_text("Id;Start\n1;2025-03-03T10:00:00\n")
    moment = "2026-03-29 05:00:00+00:00"
    ran = run_module("ingestion", tmp_path, tmp_path / "data", FROM=moment, TO=moment)
    assert ran.returncode == 2
    assert "the interval is empty" in ran.stderr
    assert not (tmp_path / "data" / "raw").exists()


def test_a_file_source_pulls_what_is_new_whatever_the_interval(tmp_path):
    (tmp_path / "sources.yml").write_text(SOURCES)
    (tmp_path / "calls.csv").write_text("Id;Start\n1;2025-03-03T10:00:00\n")
    arguments = ("--from", "2026-03-29", "--to", "2026-03-30")
    ran = run_module("ingestion", tmp_path, tmp_path / "data", *arguments)
    assert ran.returncode == 0, ran.stderr
    assert "1 rows landed" in ran.stderr
