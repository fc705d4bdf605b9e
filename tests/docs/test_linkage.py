"""The figures of links in the documentation are those that the command kept."""

from demo.linkage.results import FIGURES, kept, markdown_table, missed
from tests.support.landed import ROOT

METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")


def test_the_table_is_the_one_that_the_command_prints():
    assert markdown_table(kept()) in METHOD


def test_ours_are_nowhere_below_the_tutorials():
    assert missed(kept()) == []
    assert len(kept()) == 3


def test_a_figure_below_a_tutorial_s_is_named():
    even = dict.fromkeys(FIGURES, 0.5)
    one = {"ours": even | {"recall": 0.4999}, "splink_tutorial": even}
    (line,) = missed({"a file": one})
    assert line.startswith("a file: recall is 0.4999")
