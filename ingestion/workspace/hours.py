"""Hours of the week that a price holds in, such as `mon-fri 08:00-20:00`.

Local wall-clock time: the start is included, the end is not. Parts are joined by
`+`; hours alone hold every day, days alone all day. 22:00-06:00 goes past midnight
into the next day. Bank holidays are days like any other.
"""

import re

import pyarrow as pa

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
EXPECTED = (
    "expected hours such as 08:00-20:00, mon-fri 08:00-20:00 or sat-sun, joined by +"
)
PART = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?)?"
    r"(?:(?:^| )(?P<start>[0-2][0-9]:[0-5][0-9])-(?P<end>[0-2][0-9]:[0-5][0-9]))?"
)

WEEK = pa.schema([("week_minute", pa.int64()), ("hours_segment", pa.int64())])
SEGMENTS = pa.schema([("hours", pa.string()), ("hours_segment", pa.int64())])


def minutes_of(text: str) -> frozenset[int]:
    """Return the minutes of the week, 0 to 10,079 from Monday 00:00, that it names.

    Raises ValueError where it is no such text.
    """
    minutes: set[int] = set()
    for part in text.split("+"):
        found = PART.fullmatch(part.strip().lower())
        if not found or not (found["first"] or found["start"]):
            raise ValueError
        days = _days(found["first"], found["last"])
        start, end = (
            _minute(found["start"] or "00:00"),
            _minute(found["end"] or "24:00"),
        )
        if start == end or start == DAY_MINUTES:
            raise ValueError
        length = (end - start) % DAY_MINUTES or DAY_MINUTES
        for day in days:
            first = day * DAY_MINUTES + start
            minutes |= {at % WEEK_MINUTES for at in range(first, first + length)}
    return frozenset(minutes)


def hours_tables(texts: set[str]) -> tuple[pa.Table, pa.Table]:
    """Return the week cut where any of these hours begins or ends.

    The first table has the segment of each minute of the week, the second the
    segments that each text covers, so that an engine finds hours by equality.
    """
    covered = {text: minutes_of(text) for text in sorted(texts)}
    numbers: dict[frozenset[str], int] = {}
    week = []
    for minute in range(WEEK_MINUTES):
        held = frozenset(text for text, minutes in covered.items() if minute in minutes)
        week.append(numbers.setdefault(held, len(numbers)))
    listed = [
        {"hours": text, "hours_segment": number}
        for held, number in numbers.items()
        for text in sorted(held)
    ]
    return (
        pa.table([pa.array(range(WEEK_MINUTES), pa.int64()), week], schema=WEEK),
        pa.Table.from_pylist(listed, schema=SEGMENTS),
    )


def _days(first: str | None, last: str | None) -> list[int]:
    if first is None:
        return list(range(7))
    start = DAYS.index(first)
    end = DAYS.index(last or first)
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _minute(text: str) -> int:
    hour, minute = int(text[:2]), int(text[3:])
    if hour * 60 + minute > DAY_MINUTES:
        raise ValueError
    return hour * 60 + minute
