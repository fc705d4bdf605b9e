"""Whether a run of the build has anything to do today."""

import datetime as dt
import zoneinfo

import pytest

from ingestion.errors import IngestionError
from ingestion.workspace.schedules import Schedules, SourceSchedule
from orchestration.build_due import last_published, why_not_due

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def at(hour, minute=0, day=25, month=11):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def schedules(*crons, build="30 6 * * *"):
    sources = tuple(
        SourceSchedule(f"s{n}", cron, entity="interactions", cadence="daily")
        for n, cron in enumerate(crons)
    )
    return Schedules("Europe/Paris", build, sources)


AT_FIVE = schedules("0 5 * * *", "*/15 * * * *")


def test_all_sources_arriving_first_start_the_days_build():
    arrived = [at(5, 2), at(5, 1)]
    published = at(5, 4, day=24)
    assert why_not_due("asset_triggered", arrived, published, at(5, 2), AT_FIVE) is None


def test_the_fixed_time_does_not_build_again():
    said = why_not_due("scheduled", [], at(5, 4), at(6, 30), AT_FIVE)
    assert said == "today's marts were published at 05:04; once a day is enough"


def test_the_fixed_time_builds_though_a_source_is_missing():
    assert why_not_due("scheduled", [], at(5, 4, day=24), at(6, 30), AT_FIVE) is None


def test_a_source_that_comes_after_the_build_starts_no_second_one():
    arrived = [at(5, 1), at(9, 0)]
    said = why_not_due("asset_triggered", arrived, at(6, 31), at(9, 0), AT_FIVE)
    assert "published at 06:31" in said


def test_arrivals_left_over_from_yesterday_are_not_todays():
    # All but one came yesterday; the last one comes shortly after midnight.
    arrived = [at(5, 1, day=24), at(0, 10)]
    said = why_not_due(
        "asset_triggered", arrived, at(6, 31, day=24), at(0, 10), AT_FIVE
    )
    assert "a source has not been pulled today" in said


def test_what_a_person_published_at_night_is_not_the_days_build():
    assert why_not_due("scheduled", [], at(0, 30), at(6, 30), AT_FIVE) is None


def test_a_source_pulled_after_the_build_does_not_make_it_happen_twice():
    late = schedules("0 5 * * *", "0 8 * * *")
    said = why_not_due("asset_triggered", [at(8, 1)], at(6, 31), at(8, 1), late)
    assert "published at 06:31" in said


def test_a_build_that_failed_is_tried_at_the_next_occasion():
    arrived = [at(5, 1), at(9, 0)]
    yesterday = at(6, 31, day=24)
    assert why_not_due("asset_triggered", arrived, yesterday, at(9), AT_FIVE) is None
    assert why_not_due("scheduled", [], None, at(6, 30), AT_FIVE) is None


@pytest.mark.parametrize("run_type", ["manual", "backfill", "cleared"])
def test_a_person_always_builds(run_type):
    assert why_not_due(run_type, [], at(6, 31), at(9, 0), AT_FIVE) is None


def test_days_are_local_days():
    # 23:30 UTC on the 24th is half past midnight on the 25th in Paris.
    arrived = [dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)]
    all_day = schedules("*/15 * * * *")
    assert why_not_due("asset_triggered", arrived, None, at(0, 31), all_day) is None


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_the_days_of_the_clock_changes_are_built_once(month, day):
    now = at(6, 30, day, month)
    before, after = at(5, 4, day - 1, month), at(5, 4, day, month)
    assert why_not_due("scheduled", [], before, now, AT_FIVE) is None
    assert "05:04" in why_not_due("scheduled", [], after, now, AT_FIVE)


def test_nothing_published_yet_has_no_time(tmp_path):
    assert last_published(tmp_path) is None


def test_a_type_of_run_that_nobody_knows_is_refused():
    # What an enumeration prints: it once stood for "a person wants it", every time.
    with pytest.raises(IngestionError, match="RUN_TYPE=DagRunType.SCHEDULED: expected"):
        why_not_due("DagRunType.SCHEDULED", [], None, at(6, 30), AT_FIVE)
