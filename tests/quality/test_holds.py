"""What a held load holds back, and who lets it go."""

import datetime as dt
import json

import pytest

from tests.quality.landing import DELIVERY, INTERACTION

DAY = dt.timedelta(days=1)
TUESDAY = dt.date(2025, 2, 25)
WEEKS = [{TUESDAY - week * 7 * DAY: 100} for week in range(8, 0, -1)]


@pytest.fixture
def history(raw):
    """Eight Tuesdays of a hundred calls, and the Monday before the ninth."""
    raw.land_days("1.1", *WEEKS, {TUESDAY - DAY: 100})
    raw.audit()
    return raw


def test_a_held_day_holds_its_source_from_its_midnight_on(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.audit()
    assert history.said("2.1")["status"] == "held"
    # Midnight in Paris is eleven in the evening, UTC.
    assert history.said("2.1")["holds_from_at"] == "2025-02-24T23:00:00+00:00"


def test_an_empty_file_of_an_ordinary_day_is_held(history, capsys):
    history.land_days("2.1", {TUESDAY: 0})
    history.audit()
    assert history.said("2.1")["holds_from_at"] == "2025-02-24T23:00:00+00:00"
    assert "found least count 25 against interaction count 0" in capsys.readouterr().out


def test_a_day_that_no_file_told_of_is_noted_with_the_next(history, capsys):
    history.land_days("2.1", {TUESDAY: 2, TUESDAY + DAY: 100})
    history.audit()
    said = history.said("2.1")
    assert (said["status"], list(said["notes"])) == ("accepted", ["days.low"])
    note = "found low count 50 against interaction count 2 (2025-02-25)"
    assert note in capsys.readouterr().out
    # It stays unknown: no later Tuesday is held against it, and its file may come.
    assert "2025-02-25" not in said["day_counts"]
    history.land_days("3.1", {TUESDAY: 100})
    history.audit()
    assert history.said("3.1")["notes"] == {}


def test_a_day_on_which_nothing_ever_came_is_not_missed(history):
    # No Wednesday before: the file of Thursday skips nothing that anybody expects.
    history.land_days("2.1", {TUESDAY: 100})
    history.audit()
    history.land_days("3.1", {TUESDAY + 2 * DAY: 100})
    history.audit()
    assert history.said("3.1")["notes"] == {}


def test_stragglers_do_not_draw_what_is_held_back_in_time(history):
    history.land_days("2.1", {TUESDAY - DAY: 1, TUESDAY: 5})
    history.audit()
    assert history.said("2.1")["holds_from_at"] == "2025-02-24T23:00:00+00:00"


def test_a_held_redelivery_holds_nothing_back(history):
    history.land_days("2.1", {TUESDAY: 100})
    history.audit()
    # The same hundred calls again; their file says a hundred and one.
    again = [
        INTERACTION
        | {
            "source_interaction_id": f"{TUESDAY} {n}",
            "started_at": dt.datetime.combine(TUESDAY, dt.time(9), dt.UTC),
            "source_row": n + 1,
        }
        for n in range(100)
    ]
    end = dt.datetime(2025, 2, 25, 23, tzinfo=dt.UTC)
    delivery = {"row_count": 101, "accepted_count": 101, "complete_until_at": end}
    history.land("3.1", interactions=again, deliveries=[DELIVERY | delivery])
    history.audit()
    said = history.said("3.1")
    assert (said["status"], said["holds_from_at"]) == ("held", None)


def test_an_unreadable_load_holds_all_that_was_not_complete_before(history, capsys):
    history.land_days("2.1", {TUESDAY: 100})
    path = history.raw / "crm" / "interactions" / "2.1.abc.parquet"
    path.write_bytes(b"cut")
    history.audit()
    assert history.said("2.1")["holds_from_at"] == "2025-02-24T23:00:00+00:00"
    assert "make accept" not in capsys.readouterr().out
    assert history.audit("--accept", "2.1", "--reason", "x") == 2
    error = capsys.readouterr().err
    assert "cannot be accepted, since nothing could read it" in error
    assert "crm/*/2.1.*.parquet and pull it again" in error


def test_a_corrected_delivery_is_accepted_and_takes_the_hold_away(history, capsys):
    history.land_days("2.1", {TUESDAY: 5})
    history.audit()
    capsys.readouterr()
    history.land_days("3.1", {TUESDAY: 100})
    history.audit()
    assert history.said("3.1")["status"] == "accepted"
    held = history.said("2.1")
    assert (held["status"], held["holds_from_at"]) == ("replaced", None)
    assert capsys.readouterr().out.splitlines() == [
        "crm: load 3.1 accepted",
        "crm: load 2.1 replaced by load 3.1: it holds nothing any more",
    ]


def test_the_next_day_is_accepted_and_lets_the_held_one_stay(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.land_days("3.1", {TUESDAY: 1, TUESDAY + DAY: 100})
    history.audit()
    assert history.said("2.1")["status"] == "held"
    assert history.said("3.1")["status"] == "accepted"


def test_a_file_of_all_days_so_far_replaces_a_held_day(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.land_days("3.1", {TUESDAY: 100, TUESDAY + DAY: 100})
    history.audit()
    assert history.said("2.1")["status"] == "replaced"


def test_an_accepted_load_holds_nothing_and_becomes_history(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.audit()
    assert history.audit("--accept", "2.1", "--reason", "a strike") == 0
    assert history.said("2.1")["holds_from_at"] is None
    assert history.said("2.1")["day_counts"] == {"2025-02-25": 5}


def test_the_audit_of_a_held_load_whose_files_were_removed_goes(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.audit()
    for path in (history.raw / "crm").glob("*/2.1.*.parquet"):
        path.unlink()
    history.audit()
    assert not history.path_of("2.1").exists()


def test_only_the_source_that_was_asked_for_is_audited(raw):
    raw.land_days("1.5", {TUESDAY: 3})
    raw.land_days("1.5", {TUESDAY: 3}, source="other")
    raw.audit("--source", "other")
    assert raw.said("1.5", "other")["status"] == "accepted"
    assert not raw.path_of("1.5").exists()


def test_parts_of_a_day_add_up_over_loads_and_repeats_do_not(history):
    history.land_days("2.1", {TUESDAY: 100})
    history.land_days("3.1", {TUESDAY: 120})  # the same hundred and twenty more
    history.audit()
    assert history.said("2.1")["day_counts"] == {"2025-02-25": 100}
    assert history.said("3.1")["day_counts"] == {"2025-02-25": 120}


def test_audits_name_files_and_hold_no_value(history):
    history.land_days("2.1", {TUESDAY: 5})
    history.audit()
    said = json.loads(history.path_of("2.1").read_text())
    assert [one["file_name"] for one in said["deliveries"]] == ["calls_20250225.csv"]
    assert f"{TUESDAY} 3" not in history.path_of("2.1").read_text()
