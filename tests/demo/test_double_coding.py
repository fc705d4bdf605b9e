"""The demo's double coding: two independent codings, and what truly repeats."""

import csv
import datetime as dt
from dataclasses import replace

import pytest

from demo import double_coding, generate
from demo.accuracy.coding import true_repeats
from demo.accuracy.results import kept_summary
from demo.truth.events import Event
from demo.world import noise
from demo.world.events import Tool
from demo.world.history import live_through
from demo.world.reasons import IDS
from tests.demo.conftest import WORKSPACE, within

DAY = 86_400
ONE = Event(
    counts="contact",
    person=1,
    reason="billing",
    reason_group=None,
    channel="phone",
    case=None,
    phone_number=None,
    start=0,
    end=0,
    day=dt.date(1970, 1, 1),
    end_day=dt.date(1970, 1, 1),
    is_abandoned=False,
    is_solved=False,
    window=None,
    is_reported=True,
)


@pytest.fixture(scope="module")
def demo_world():
    asked = generate.parser().parse_args([])
    return live_through(asked.interactions, asked.months, asked.seed)


@pytest.fixture(scope="module")
def lines() -> list[dict]:
    with (WORKSPACE / "double_coded.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_file_is_what_its_generator_writes(demo_world):
    written = double_coding.double_coded(demo_world, 1)
    assert (WORKSPACE / "double_coded.csv").read_text(encoding="utf-8") == written
    assert double_coding.double_coded(demo_world, 2) != written


def test_each_coder_errs_as_often_as_agents_and_apart_from_the_other(demo_world, lines):
    true = []
    for line in lines:
        source, _, name = line["interaction_id"].partition(":")
        tool = {"outsourcer_calls": Tool.CALLS, "helpdesk": Tool.HELPDESK}[source]
        reasons = demo_world.events["reason"][demo_world.events["tool"] == tool]
        true.append(IDS[reasons[int(name[1:]) - 1]])
    assert (
        len(lines)
        == double_coding.SAMPLE
        == len({line["interaction_id"] for line in lines})
    )
    wrong = {
        coder: [line[f"{coder}_contact_reason_id"] != reason
                for line, reason in zip(lines, true, strict=True)]
        for coder in ("first", "second")
    }  # fmt: skip
    for errs in wrong.values():
        assert sum(errs) / len(lines) == within(noise.MISCODED, len(lines))
    both = sum(one and other for one, other in zip(*wrong.values(), strict=True))
    assert both / len(lines) == within(noise.MISCODED**2, len(lines))


def contact(day, seconds=0, **fields):
    at = day * DAY + seconds
    return replace(ONE, start=at, end=at, **fields)


@pytest.mark.parametrize(
    ("events", "repeated", "quiet"),
    [
        ([contact(0), contact(7)], 1, 1),  # equal is within
        ([contact(0), contact(7, 1)], 0, 2),  # a second later it is quiet again
        ([contact(0), contact(1, reason="moving")], 0, 1),
        ([contact(0), contact(1, person=2)], 0, 2),
        ([contact(0, case=1), contact(1, case=1)], 0, 0),
        ([contact(0, case=1), contact(1)], 1, 1),
        ([contact(0, case=1), contact(1, case=2)], 1, 1),
        ([contact(0), contact(1, counts="opening")], 0, 1),
        ([contact(93)], 0, 1),
        ([contact(93, 1)], 0, 0),  # its window is over a second after the horizon
    ],
)
def test_true_repeats_are_counted_as_the_method_counts_pairs(events, repeated, quiet):
    expected = repeated / quiet if quiet else None
    assert true_repeats(events, 100 * DAY) == expected


def test_the_corrected_interval_holds_the_truth_that_the_coded_share_misses():
    kept = kept_summary()["coding"]
    assert kept["conclusion"] == "concluded"
    assert kept["item_count"] == double_coding.SAMPLE
    low, high = (kept[f"corrected_repeated_rate_{end}"] for end in ("low", "high"))
    assert kept["repeated_rate"] < low < kept["true_repeated_rate"] < high
