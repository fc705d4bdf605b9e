"""How many interactions each local day has, once a load is added to what is known."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from quality.raw.history import History, Settings
from quality.raw.volume import DAY, own_days


def count_days(
    connection: duckdb.DuckDBPyConnection,
    raw: Path,
    files: list[str],
    deliveries: list[dict],
    history: History,
    settings: Settings,
) -> tuple[dict[dt.date, int], dict[dt.date, int]]:
    """Return the interactions of each local day that the load tells of whole.

    And those of the days it skips: after all that was told before and before its own
    last day, told by nobody. What they have are stragglers; usually it is none.

    `files` are the load's own of interactions. Ids are counted once over this load
    and the accepted ones: a day may come in parts, and come again.
    """
    zone = ZoneInfo(settings.timezone)
    day_of = f"cast(timezone('{settings.timezone}', started_at) as date)"
    of_delivery: dict[str, dict[dt.date, int]] = {}
    if files:
        for delivery_id, day, count in connection.execute(
            f"select delivery_id, {day_of} as day, count(*) from read_parquet(?) "
            "group by all",
            [_paths(raw, files)],
        ).fetchall():
            of_delivery.setdefault(delivery_id, {})[day] = count
    days = set()
    for delivery in deliveries:
        end = delivery.get("complete_until_at")
        end = end and end.astimezone(zone).date()
        told = of_delivery.get(delivery["delivery_id"], {})
        days.update(own_days(told, end, settings.cadence_days))
    if not days:
        return {}, {}
    skipped = set(_untold(history, days, zone))
    first, last = (
        dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC).isoformat()
        for day in (min(days | skipped), max(days) + DAY)
    )
    counts = dict.fromkeys(days | skipped, 0)
    together = files + history.files_between(first, last)
    if together:
        counts |= connection.execute(
            f"select {day_of} as day, count(distinct source_interaction_id) "
            "from read_parquet(?) "
            "where started_at >= ?::timestamptz and started_at < ?::timestamptz "
            "group by day",
            [_paths(raw, together), first, last],
        ).fetchall()
    return (
        {day: counts[day] for day in sorted(days)},
        {day: counts[day] for day in sorted(skipped)},
    )


def _untold(history: History, days: set[dt.date], zone: ZoneInfo) -> Iterator[dt.date]:
    """Yield the days between what was told before and the last of these, unless told.

    A file that never came shows only so: the source is complete up to its newest one.
    """
    day, before = min(days), history.complete_until_at
    if before:
        day = min(day, dt.datetime.fromisoformat(before).astimezone(zone).date())
    while day < max(days):
        if day not in days and day not in history.day_counts:
            yield day
        day += DAY


def _paths(raw: Path, files: list[str]) -> list[str]:
    return [str(raw / name) for name in files]
