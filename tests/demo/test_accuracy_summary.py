"""The kept figures: as the README says, on target, and told apart from new ones."""

import copy
import json

import pytest

from demo import generate
from demo.accuracy import __main__ as accuracy
from demo.accuracy.results import (
    MIN_TICKETS,
    SUMMARY,
    differences,
    kept_summary,
    missed_targets,
)
from demo.accuracy.telling import markdown_table, tell
from demo.world.reasons import IDS, REASONS
from tests.support.landed import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def kept() -> dict:
    return copy.deepcopy(kept_summary())


def test_the_summary_is_of_the_demo_as_make_run_writes_it(kept: dict):
    demo = generate.parser().parse_args([])
    assert (kept["interactions"], kept["seed"]) == (demo.interactions, demo.seed)
    asked = accuracy._parser().parse_args([])
    assert (asked.interactions, asked.seed) == (demo.interactions, demo.seed)
    assert {one["contact_reason_id"] for one in kept["reasons"]} == set(IDS)


def test_the_readme_shows_the_figures_kept(kept: dict):
    assert markdown_table(kept) in README
    assert f"{kept['share_of_ceiling']:.1%} of the ceiling's F1" in README


def test_the_figures_kept_reach_every_target(kept: dict):
    assert missed_targets(kept) == []
    assert all(one["ticket_count"] > MIN_TICKETS for one in kept["reasons"])


def test_each_target_missed_is_one_line(kept: dict):
    kept["same_customer_identified"]["f1"] = 0.9799
    kept["share_of_ceiling"] = 0.9699
    one, other, *_ = kept["reasons"]
    one["planted_rate"] = one["upper_bound"] + 0.0001
    other["planted_rate"] = other["lower_bound"] - 0.0001
    kept["first_reasons"]["published"][2] = "password_reset"
    lines = missed_targets(kept)
    assert [line.split(":")[0] for line in lines] == [
        "same customer",
        "same ticket",
        one["contact_reason_id"],
        other["contact_reason_id"],
        "reasons to fix first",
    ]


def test_targets_include_their_limits_and_leave_small_reasons_out(kept: dict):
    kept["same_customer_identified"]["f1"] = 0.98
    kept["share_of_ceiling"] = 0.97
    one, other, *_ = kept["reasons"]
    one["planted_rate"] = one["upper_bound"]
    other |= {"planted_rate": 1.0, "upper_bound": 0.5, "ticket_count": 300}
    assert missed_targets(kept) == []
    other["ticket_count"] = 301
    assert len(missed_targets(kept)) == 1


def test_a_figure_that_moved_is_named_with_both_values(kept: dict):
    assert differences(kept, kept_summary()) == []
    kept["same_ticket"]["recall"] = 0.5
    kept["reasons"][1]["planted_rate"] = 0.25
    before = json.loads(SUMMARY.read_text(encoding="utf-8"))
    assert differences(kept, before) == [
        f"reasons.2.planted_rate: 0.25, {before['reasons'][1]['planted_rate']} is kept",
        f"same_ticket.recall: 0.5, {before['same_ticket']['recall']} is kept",
    ]


def test_everything_is_told(kept: dict, capsys: pytest.CaptureFixture):
    tell(kept)
    said = capsys.readouterr().out
    for one in kept["reasons"]:
        assert one["contact_reason_id"] in said and f"{one['planted_rate']:.1%}" in said
    for name in kept["noise"]:
        assert name.replace("_", " ") in said
    for name in ("same_customer_all", "same_ticket_ceiling"):
        assert f"{kept[name]['f1']:.4f}" in said


def test_three_reasons_are_planted_far_ahead_of_the_others(kept: dict):
    """By the world's own constants: comebacks that the chance of solving leaves."""
    comebacks = {one.id: one.share * (1 - one.solved) / one.solved for one in REASONS}
    first, second, third, fourth, *_ = sorted(comebacks, key=comebacks.get)[::-1]
    assert comebacks[third] > 2 * comebacks[fourth]
    assert set(kept["first_reasons"]["planted"]) == {first, second, third}
    assert set(kept["first_reasons"]["published"]) == {first, second, third}
