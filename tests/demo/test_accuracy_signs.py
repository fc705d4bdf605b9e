"""Signs of definitions: as true, and an exception only where its cause is measured."""

import copy

import pytest

from demo.accuracy.pages import METHOD, renewed, tables
from demo.accuracy.results import kept_summary
from demo.accuracy.signs import EXCEPTIONS, OURS, sign, signs, unexplained
from ingestion.workspace.definitions import shipped_ids

EXCEPTION = "genesys_mcp_repeats"


@pytest.fixture
def kept() -> dict:
    return copy.deepcopy(kept_summary())


def rates_of(figures: dict, name: str) -> dict:
    (one,) = [o for o in figures["definitions"] if o["definition_id"] == name]
    return one


def test_every_shipped_definition_has_its_true_sign_but_the_one_named(kept: dict):
    true, published = (
        signs(kept["definitions"], f"{name}_rate") for name in ("true", "published")
    )
    assert true.keys() == published.keys() == shipped_ids() - {OURS}
    differing = {name for name in true if true[name] != published[name]}
    assert differing <= set(EXCEPTIONS) == {EXCEPTION}
    assert unexplained(kept) == []


# The cause: with the true reasons, as at the ceiling, the sign is the true one.
def test_miscoding_alone_turns_the_sign_of_the_exception(kept: dict):
    true = signs(kept["definitions"], "true_rate")[EXCEPTION]
    published = signs(kept["definitions"], "published_rate")[EXCEPTION]
    assert true != published
    assert signs(kept["definitions"], "ceiling_rate")[EXCEPTION] == true
    found = {
        (one["person"], one["reason"]): sign(one[EXCEPTION], one[OURS])
        for one in kept["definitions_by_what_is_known"]
    }
    assert found == {
        ("true", "true"): true,
        ("true", "published"): published,
        ("published", "true"): true,
        ("published", "published"): published,
    }


def test_both_ways_to_count_the_truth_agree(kept: dict):
    (whole,) = [
        one
        for one in kept["definitions_by_what_is_known"]
        if one["person"] == one["reason"] == "true"
    ]
    for name in (OURS, EXCEPTION):
        assert whole[name] == rates_of(kept, name)["true_rate"]


def test_another_sign_that_turns_is_a_missed_target(kept: dict):
    rates_of(kept, "any_reason")["published_rate"] = 0.1
    assert unexplained(kept) == [
        "any_reason: its published rate less ours is −, expected + as in the answer key"
    ]


@pytest.mark.parametrize(
    ("person", "reason"), [("true", "published"), ("published", "true")]
)
def test_an_exception_that_identity_explains_as_well_is_none(kept, person, reason):
    for one in kept["definitions_by_what_is_known"]:
        if (one["person"], one["reason"]) == (person, reason):
            one[EXCEPTION], one[OURS] = one[OURS], one[EXCEPTION]
    assert [line.split(":")[0] for line in unexplained(kept)] == [EXCEPTION]


def test_an_exception_that_stays_at_the_ceiling_is_none(kept: dict):
    rates_of(kept, EXCEPTION)["ceiling_rate"] = 0.9
    assert [line.split(":")[0] for line in unexplained(kept)] == [EXCEPTION]


def test_the_page_shows_the_figures_kept(kept: dict):
    page = METHOD.read_text(encoding="utf-8")
    assert renewed(page, kept) == page
    for one in kept["definitions"]:
        assert page.count(f"\n| `{one['definition_id']}` |") == 2
    rates_of(kept, "any_reason")["true_rate"] = 0.5
    assert renewed(page, kept) != page


def test_a_page_without_the_table_is_refused(kept: dict):
    with pytest.raises(ValueError, match="0 tables that begin with"):
        renewed("nothing", kept)


def test_a_mean_has_no_sign(kept: dict):
    lines = tables(kept)["definitions"].splitlines()
    (mean,) = [line for line in lines if "ni14_mean_contacts" in line]
    assert mean.endswith("|  |  |")
