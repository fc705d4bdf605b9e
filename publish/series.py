"""Figures over time: the months of the headline, and where the series break."""

import calendar
import datetime as dt

from publish.charts_over_time import months_chart
from publish.findings import Findings

LEAST_MONTHS = 2  # one point is no series
LABELS = {
    "source_starts": "{source} begins",
    "source_ends": "{source} ends",
    "late_source_accepted": "{source} is missing",
    "mapping_changes": "codes of {source} change",
}
CHANGED = {  # what counts otherwise from that day on
    "source_starts": "its contacts are counted from here on",
    "source_ends": "its contacts come in no more",
    "late_source_accepted": "its contacts are not here yet",
    "mapping_changes": "{codes} to another reason",
}


def drawn_months(findings: Findings) -> str:
    """Return the headline by month as SVG, or nothing with fewer than two months."""
    months = findings.months[::-1]
    if len(months) < LEAST_MONTHS:
        return ""
    return months_chart(months, marks(findings))


def marks(findings: Findings) -> list[dict]:
    """Return the breaks that the chart by month marks: day, number, and in words."""
    months = findings.months[::-1]
    if len(months) < LEAST_MONTHS:
        return []
    last = months[-1]["month"] + dt.timedelta(days=31)
    inside = [
        row for row in findings.breaks if months[0]["month"] < row["broken_on"] < last
    ]
    return [
        {
            "day": row["broken_on"],
            "number": number,
            "text": f"{spoken_day(row['broken_on'])}: {_label(row)}; {_changed(row)}",
        }
        for number, row in enumerate(inside, 1)
    ]


def breaks(findings: Findings) -> list[str]:
    """Return, in words, the breaks inside the period, and which sources are late."""
    if not findings.period:
        return []
    first_day, found = findings.period.months[0], []
    for row in findings.breaks:
        day, kind = row["broken_on"], row["kind"]
        if day < first_day:
            continue
        if kind == "source_ends":
            found.append(f"{_label(row)} on {spoken_day(day - dt.timedelta(days=1))}")
        elif kind == "late_source_accepted":
            found.append(f"{_label(row)} from {spoken_day(day)}")
        else:
            found.append(f"{_label(row)} on {spoken_day(day)}")
    for row in findings.sources:
        if row["is_late"]:
            until = last_day(row["complete_until_at"], findings.company.zone)
            found.append(
                f"{row['source_name']} is late, complete only to {spoken_day(until)}"
            )
    return found


def _label(row: dict) -> str:
    source = "any source" if row["source_name"] == "*" else row["source_name"]
    return LABELS[row["kind"]].format(source=source)


def _changed(row: dict) -> str:
    count = row["changed_code_count"]
    codes = "one code leads" if count == 1 else f"{count or 'some'} codes lead"
    return CHANGED[row["kind"]].format(codes=codes)


def last_day(moment: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Return the last whole local day before a UTC time."""
    local = moment.replace(tzinfo=dt.UTC).astimezone(zone)
    return local.date() - dt.timedelta(days=1)


def spoken_day(day: dt.date) -> str:
    """Return a day in words."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
