"""`python -m orchestration.build_due`: whether today's build is still to do.

Exit code 0: due; 99: not due, by which Airflow skips the rest; 2: it cannot be said.
The scheduler asks at a fixed time and when all sources have arrived, whichever comes
first; the second to ask finds the day's work done. What is done is read off what was
published, so there is no other book to keep.
"""

import datetime as dt
import os
import sys
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

from croniter import croniter

from ingestion.errors import IngestionError
from ingestion.workspace.schedules import Schedules, read_schedules

NOT_DUE = 99  # what Airflow's BashOperator takes for "skip"
AUTOMATIC = ("scheduled", "asset_triggered")
WANTED = (  # now, by a person
    *("manual", "backfill", "operator_triggered", "asset_materialization"),
    "cleared",  # this project's word: a run started again, whatever its own type
)


def main() -> int:
    """Say whether a build is due: RUN_TYPE asks, ARRIVED says when sources came."""
    workspace = Path(os.environ.get("WORKSPACE") or "demo")
    data_dir = Path(os.environ.get("DATA_DIR") or f"data/{workspace.resolve().name}")
    arrived = [
        dt.datetime.fromisoformat(text)
        for text in os.environ.get("ARRIVED", "").split()
    ]
    try:
        reason = why_not_due(
            os.environ.get("RUN_TYPE", "scheduled"),
            arrived,
            last_published(data_dir),
            dt.datetime.now(dt.UTC),
            read_schedules(workspace),
        )
    except (IngestionError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"not due: {reason}" if reason else "due")
    return NOT_DUE if reason else 0


def last_published(data_dir: Path) -> dt.datetime | None:
    """Return when publishing last found its snapshot current, new or not (UTC)."""
    try:
        seconds = (data_dir / "published" / "current.json").stat().st_mtime
    except FileNotFoundError:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def why_not_due(
    run_type: str,
    arrived: Sequence[dt.datetime],
    published_at: dt.datetime | None,
    now: dt.datetime,
    schedules: Schedules,
) -> str | None:
    """Return why a run has nothing to do today, or None: build.

    `run_type` is Airflow's, or cleared; `arrived` holds, of an asset-triggered run,
    the latest arrival of each source. All times carry their zone. Raises
    IngestionError on any other type: taken for a person's it would build all day long.
    """
    if run_type in WANTED:
        return None
    if run_type not in AUTOMATIC:
        known = ", ".join((*AUTOMATIC, *WANTED))
        raise IngestionError(f"RUN_TYPE={run_type}: expected one of {known}")
    zone = zoneinfo.ZoneInfo(schedules.timezone)
    today = now.astimezone(zone).date()
    midnight = dt.datetime.combine(today, dt.time(), zone).astimezone(dt.UTC)
    # Arrivals wait in a queue until the last one comes, if need be past midnight.
    if min(arrived, default=now) < midnight:
        return "a source has not been pulled today; the build does not wait for it"
    if published_at and published_at >= _opening(schedules, today, zone):
        when = published_at.astimezone(zone).strftime("%H:%M")
        return f"today's marts were published at {when}; once a day is enough"
    return None


def _opening(
    schedules: Schedules, today: dt.date, zone: zoneinfo.ZoneInfo
) -> dt.datetime:
    """Return from when on what is published counts as the build of the day.

    All sources can have arrived once each has been pulled today, and the build's own
    time comes in any case. What a person publishes before, at night say, is without
    the day's files, so it does not stand for the day's build.
    """
    yesterday = dt.datetime.combine(today, dt.time()) - dt.timedelta(minutes=1)

    def first(cron: str) -> dt.datetime:
        return croniter(cron, yesterday).get_next(dt.datetime)

    pulls = [first(source.cron) for source in schedules.awaited]
    of_today = [pull for pull in pulls if pull.date() == today]
    opening = min(max(of_today, default=dt.datetime.max), first(schedules.build_cron))
    return opening.replace(tzinfo=zone).astimezone(dt.UTC)


if __name__ == "__main__":
    sys.exit(main())
