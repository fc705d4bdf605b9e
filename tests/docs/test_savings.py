"""The figures of savings in the documentation are those that a hundred seeds gave."""

import json

import pytest

from demo.savings import counting
from demo.savings.__main__ import BY_SEED, SEEDS, SEEDS_AS_EXPORTED, SUMMARY, told
from demo.savings.levers import read_lines
from demo.savings.lines import read
from demo.savings.page import METHOD, table
from tests.support.landed import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = METHOD.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures() -> list[dict]:
    return json.loads(SUMMARY.read_text(encoding="utf-8"))


def test_the_figures_kept_are_those_of_the_seeds_kept_and_reach_the_target(figures):
    assert figures == counting.judged(read(BY_SEED))
    assert counting.missed(figures) == []
    scenarios = {one.scenario for one in read_lines(ROOT / "demo")}
    assert {one["scenario"] for one in figures} == scenarios
    for one in figures:
        assert one["ceiling"]["seed_count"] == SEEDS == 100
        for kind in ("persons_known", "as_exported"):
            assert one[kind]["seed_count"] == SEEDS_AS_EXPORTED == 30
        assert any(one["scenario"] in text for text in told(figures))


def ends(values) -> str:
    """Return the least and the greatest share as the page says them, in percent."""
    found = sorted(round(100 * value) for value in values)
    return f"{found[0]} to {found[-1]} %"


def test_the_page_and_the_readme_say_these_figures(figures):
    assert table(figures) in PAGE
    held = [one["ceiling"]["held_count"] for one in figures]
    assert f"in {min(held)} to {max(held)} of 100 seeds" in PAGE
    assert f"in at least {min(held)} of 100 seeds" in README
    assert all(one["as_exported"]["held_count"] == 0 for one in figures)
    gains = [one for one in figures if one["planted_saving"] > 0]
    seen = ends(one["as_exported"]["saving_share"] for one in gains)
    assert f"{seen} of the true one" in PAGE and f"{seen} of it" in README
    known = ends(one["persons_known"]["saving_share"] for one in gains)
    assert f"{known} with persons known" in PAGE
    (loss,) = [one for one in figures if one["planted_saving"] < 0]
    assert loss["as_exported"]["saving"] < loss["planted_saving"]
    counted = round(100 * loss["as_exported"]["contacts_share"])
    assert f"{counted} % of contacts are in the tickets counted" in PAGE
    more = [one["problem_saving"] / one["planted_saving"] - 1 for one in gains]
    assert f"{ends(more)} higher" in PAGE
    worst = max(
        abs(one["ceiling"]["saving"] / one["planted_saving"] - 1) for one in figures
    )
    assert worst < 0.003 and "less than 0.3 %" in PAGE
