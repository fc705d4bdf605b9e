import pytest

from ingestion.workspace.hours import DAY_MINUTES, hours_tables, minutes_of

MONDAY_8, MONDAY_20 = 8 * 60, 20 * 60


def test_the_start_is_included_and_the_end_is_not():
    minutes = minutes_of("mon 08:00-20:00")
    assert (min(minutes), max(minutes)) == (MONDAY_8, MONDAY_20 - 1)
    assert len(minutes) == 12 * 60


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("08:00-20:00", 7 * 720),
        ("mon-fri 08:00-20:00", 5 * 720),
        ("sat-sun", 2 * 1440),
        ("00:00-24:00", 7 * 1440),
        ("sat-mon", 3 * 1440),
        ("mon 08:00-12:00+mon 14:00-18:00", 480),
        ("MON 08:00-12:00 + mon 11:00-13:00", 300),
    ],
)
def test_hours_hold_as_many_minutes_as_counted_by_hand(text, count):
    assert len(minutes_of(text)) == count


def test_a_night_goes_on_into_the_next_day_and_past_the_weeks_end():
    sunday = 6 * DAY_MINUTES
    late = {sunday + 22 * 60 + minute for minute in range(120)}
    assert minutes_of("sun 22:00-06:00") == late | set(range(6 * 60))


@pytest.mark.parametrize(
    "text",
    ["", "8-20", "08:00", "08:00-08:00", "25:00-26:00", "24:00-08:00", "24:30-01:00"]
    + ["lun-ven", "mon-fri 08:00", "08:00-20:00 mon", "+", "mon+"],
)
def test_what_is_no_hours_is_refused(text):
    with pytest.raises(ValueError):
        minutes_of(text)


def test_the_week_is_cut_where_hours_begin_and_end():
    week, segments = hours_tables({"mon 08:00-20:00", "mon 19:00-21:00"})
    number = dict(zip(*week.to_pydict().values(), strict=True))
    covered = {(row["hours"], row["hours_segment"]) for row in segments.to_pylist()}

    def names(minute):
        return {hours for hours, segment in covered if segment == number[minute]}

    assert len(number) == 7 * 1440
    assert names(MONDAY_8 - 1) == set()
    assert names(MONDAY_8) == {"mon 08:00-20:00"}
    assert names(19 * 60) == {"mon 08:00-20:00", "mon 19:00-21:00"}
    assert names(MONDAY_20) == {"mon 19:00-21:00"}
    assert names(21 * 60) == set()


def test_without_hours_the_week_is_one_piece():
    week, segments = hours_tables(set())
    assert set(week["hours_segment"].to_pylist()) == {0}
    assert segments.num_rows == 0
