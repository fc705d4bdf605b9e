"""Late and doubled files, counted among the exports themselves."""

import datetime as dt
import re
from pathlib import Path

from demo.world import noise

_DAILY = re.compile(r"_(\d{8})( \(1\))?\.")  # corrections carry a word instead
DAILY_FOLDERS = ("outsourcer_calls", "helpdesk", "chat", "messaging", "selfcare")


def delivery_shares(drops: Path) -> dict[str, tuple[float, float]]:
    """Return the shares of daily files that came late and twice: planted, measured.

    A file is dated by its delivery: on time is the morning after the day in its name.
    """
    count = late = doubled = 0
    for folder in DAILY_FOLDERS:
        for path in (drops / folder).iterdir():
            if not (named := _DAILY.search(path.name)):
                continue
            if named[2]:
                doubled += 1
                continue
            day = dt.datetime.strptime(named[1], "%Y%m%d").date()
            came = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
            count += 1
            late += came > day + dt.timedelta(days=1)
    return {
        "late_files": (noise.LATE_FILES, late / count),
        "doubled_files": (noise.DOUBLED_FILES, doubled / count),
    }
