"""docs/quality.md lists every expectation, as the suites have it."""

import re

import pytest

from quality.marts.suite import MART_CHECKS
from quality.raw.suite import RAW_CHECKS
from tests.support.landed import ROOT

TEXT = (ROOT / "docs/quality.md").read_text()


@pytest.mark.parametrize(
    ("border", "checks"), [("Raw", RAW_CHECKS), ("Published", MART_CHECKS)]
)
def test_every_expectation_is_documented_and_no_other(border, checks):
    section = TEXT.split(f"## {border} border")[1].split("\n## ")[0]
    assert re.findall(r"^\| (`.*) \|$", section, re.M) == [
        f"`{check.name}` | {check.severity} | {check.expects} | {check.remedy}"
        for check in checks
    ]


def test_where_to_look_is_there():
    for check in MART_CHECKS:
        for path in re.findall(r"dbt_project/\S+(?=,|$)", check.remedy):
            assert (ROOT / path).exists(), check.name
