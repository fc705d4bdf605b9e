"""The report draws how soon customers come back, with the advised window."""

import duckdb

from publish.curves import advised
from tests.publish.publishing import change, current, run
from tests.publish.test_report import text_of

REASON = {
    "window_days": 7,
    "conclusion": "advised",
    "advised_days": 9,
    "advised_low": 5,
    "advised_high": 12,
}


def test_the_curve_of_each_reason_says_what_is_advised(published):
    text = text_of(published / "report.html")
    with duckdb.connect(published / "marts.duckdb", read_only=True) as reader:
        conclusion, days, low, high = reader.execute(
            "select conclusion, advised_window_days, advised_window_days_low, "
            "advised_window_days_high from window_advice "
            "where contact_reason_id = 'billing'"
        ).fetchone()
    row = REASON | {"conclusion": conclusion, "advised_days": days}
    assert "How soon customers come back" in text
    assert advised(row | {"advised_low": low, "advised_high": high}) in text


def test_a_reason_too_small_to_read_has_no_curve(published):
    """Eight tickets of network outages: in the bars as too few, not among curves."""
    page = (published / "report.html").read_text()
    bars = page.split("The ten reasons")[1].split("</svg>")[0]
    curves = page.split("How soon customers come back")[1].split("</svg>")[0]
    assert "Panne du r" in bars
    assert "outage" not in curves


def test_under_70_percent_identified_no_curve_is_drawn(data_dir, company):
    change(
        data_dir,
        "update marts.contacts set customer_id = null "
        "where hash(contact_id) % 100 < 40",
    )
    assert run(data_dir, company) == 0
    text = text_of(current(data_dir) / "report.html")
    assert "How soon customers come back" not in text


def test_advice_is_spoken_with_its_range_or_why_there_is_none():
    assert advised(REASON) == "window 7 d · advised 9 d (5–12)"
    words = advised(REASON | {"conclusion": "still_falling"})
    assert words == "window 7 d · still falling after 45 days: no advice"


def test_a_small_cell_still_says_which_day_it_is(published):
    with duckdb.connect(published / "aggregates.duckdb", read_only=True) as reader:
        small, with_day, with_rate = reader.execute(
            "select count(*), count(day_number), count(recontact_rate) "
            "from recontact_curves where is_small_cell"
        ).fetchone()
    assert small == with_day > 0 and with_rate == 0
