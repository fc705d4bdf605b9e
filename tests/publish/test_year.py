"""The report names the months of its yearly figures, and those it leaves out."""

import datetime as dt

import pytest

from publish.year import Year
from tests.publish.test_priorities import PRIORITY
from tests.publish.test_report import rerun


def months(first, last, year=2025):
    return tuple(dt.date(year, month, 1) for month in range(first, last + 1))


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (
            Year(months(2, 11), 303, months(1, 1)),
            "A year here: tickets begun February to November 2025 (303 days), "
            "× 365/303; January 2025 is left out, for what came before it is unknown.",
        ),
        (
            Year(months(3, 11), 275, months(1, 2)),
            "A year here: tickets begun March to November 2025 (275 days), × 365/275; "
            "January 2025, February 2025 are left out, for what came before them is "
            "unknown.",
        ),
        (
            Year(months(1, 12), 365, ()),
            "A year here: tickets begun January to December 2025 (365 days).",
        ),
    ],
)
def test_a_year_is_said_with_its_months_and_its_factor(year, sentence):
    assert year.sentence == sentence


def in_year(condition):
    return f"update marts.calendar set is_in_year = ({condition})"


def test_the_year_is_the_calendars_and_a_month_of_the_period_without_it_is_named(
    data_dir, company
):
    text = rerun(
        data_dir,
        company,
        PRIORITY,
        in_year("month_started_on between date '2025-02-01' and date '2025-05-01'"),
    )
    assert (
        "A year here: tickets begun February to May 2025 (120 days), × 365/120; "
        "January 2025 is left out, for what came before it is unknown."
    ) in text


def test_a_month_counts_whole_though_its_first_interaction_came_late(data_dir, company):
    text = rerun(
        data_dir,
        company,
        PRIORITY,
        "delete from marts.calendar where local_date < date '2025-02-20'",
        in_year("month_started_on between date '2025-02-01' and date '2025-05-01'"),
    )
    assert "February to May 2025 (120 days), × 365/120" in text


def test_a_provisional_period_leaves_no_month_out_for_what_came_before(
    data_dir, company
):
    """Its months are no final ones, so they are in no year whatever came before."""
    text = rerun(
        data_dir,
        company,
        PRIORITY,
        in_year("month_started_on = date '2025-02-01'"),
        "update marts.reiteration_rates set is_provisional = true",
    )
    assert (
        "A year here: tickets begun February 2025 (28 days), × 365/28. Ranked" in text
    )
