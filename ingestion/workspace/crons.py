"""Whether a cron expression is one, by the very reader that Airflow uses."""

import datetime as dt

from croniter import CroniterError, croniter


def is_cron(text: str) -> bool:
    """Say whether a text is five fields of cron whose time ever comes."""
    if len(text.split()) != 5:
        return False
    try:
        croniter(text, dt.datetime(2026, 1, 1)).get_next()
    except CroniterError:  # 30 February too
        return False
    return True
