"""Ways to count: which are shipped, and which combinations mean nothing."""

import pytest

from ingestion.workspace.csv_file import read_csv
from ingestion.workspace.definition_checks import DEMANDS, check_definition
from ingestion.workspace.definitions import (
    SHIPPED,
    all_definitions,
    shipped_definitions,
    shipped_ids,
)
from ingestion.workspace.reader import read_workspace
from ingestion.workspace.tables import TABLES

GOOD = {
    "definition_id": "mine",
    "group_by": "customer",
    "counts": "contact",
    "population": "all",
    "window_unit": "seconds",
    "window_length": "3600",
    "clock": "end",
    "abandoned": "in",
    "self_service": "in",
    "chaser": "in",
    "requested": "in",
    "maturity": "eligible",
    "rate": "repeats",
}
CASE = {"group_by": "case", "counts": "interaction"}
NONE = {"window_unit": "none", "window_length": ""}
# What differs from GOOD, and the error.
REFUSED = {
    "replies outside a case": (
        {"counts": "company_reply"},
        "group_by: expected case with counts company_reply: only a case ties the "
        "company's side to a problem",
    ),
    "solved customers": (
        {"population": "solved"},
        "group_by: expected case with population solved: only a case is solved",
    ),
    "handled messages": (
        {"population": "handled", "counts": "customer_message", "abandoned": "out"},
        "counts: expected contact with population handled: only of a contact is it "
        "known whether it was served",
    ),
    "handled and abandoned": (
        {"population": "handled"},
        "abandoned: expected out with population handled: what was abandoned was not "
        "handled",
    ),
    "assisted self-service": (
        {"population": "assisted", "self_service": "prior_only"},
        "self_service: expected out with population assisted: what a customer does "
        "alone is not assisted",
    ),
    "agents who abandon": (
        CASE | {"counts": "agent", "abandoned": "out"},
        "abandoned: expected in with counts agent: only a customer abandons",
    ),
    "interactions that chase": (
        CASE | {"chaser": "out"},
        "chaser: expected in with counts interaction: only a contact is a chaser",
    ),
    "messages that were asked for": (
        {"counts": "customer_message", "requested": "prior_only"},
        "requested: expected in with counts customer_message: only a contact is known "
        "to have been asked for",
    ),
    "a reason's window for messages": (
        {"counts": "customer_message", "window_unit": "reason", "window_length": ""},
        "window_unit: expected seconds or local_days or none with counts "
        "customer_message: only a contact has the window of its reason",
    ),
    "a clock without a window": (
        NONE | {"clock": "start", "maturity": "all"},
        "clock: expected end with window_unit none: without a window no time is "
        "measured",
    ),
    "a follow-up that never ends": (
        NONE,
        "maturity: expected all with window_unit none: without a window the follow-up "
        "is never over",
    ),
    "customers without a contact": (
        {"rate": "groups_not_of_one"},
        "group_by: expected case with rate groups_not_of_one: only a case is there "
        "before anything is counted in it",
    ),
    "a case in parts": (
        CASE | {"rate": "groups_not_of_one"},
        "window_unit: expected none with rate groups_not_of_one: a case is cut by no "
        "window",
    ),
    "an id that is shipped": (
        {"definition_id": "zendesk_one_touch"},
        "definition_id: expected an id of your own: this one is shipped",
    ),
    "a length for a reason's window": (
        {"window_unit": "reason"},
        "window_length: expected a whole number with window_unit seconds or "
        "local_days, and nothing with reason or none",
    ),
    "no length for seconds": (
        {"window_length": ""},
        "window_length: expected a whole number with window_unit seconds or "
        "local_days, and nothing with reason or none",
    ),
}


def text(line):
    return f"{','.join(line)}\n{','.join(line.values())}\n"


@pytest.mark.parametrize("name", REFUSED)
def test_a_combination_that_means_nothing_is_refused_with_what_is_allowed(
    refusal, name
):
    changes, expected = REFUSED[name]
    found = refusal(definitions=text(GOOD | changes))
    assert found == f"definitions.csv, line 2, column {expected}"


def test_every_demand_has_a_refusal():
    said = " ".join(expected for _, expected in REFUSED.values())
    assert len(DEMANDS) == 13
    for demand in DEMANDS:
        assert f"with {demand.axis} " in said and demand.why in said


@pytest.mark.parametrize(
    "line", shipped_definitions(), ids=lambda x: x["definition_id"]
)
def test_every_shipped_line_means_something_and_says_so_in_both_languages(line):
    def refuse(column, expected):
        raise AssertionError(column, expected)

    check_definition(line, (), refuse)
    for column in ("definition_name", "definition_text", "difference"):
        assert line[f"{column}_en"] and line[f"{column}_fr"]
        assert line[f"{column}_en"] != line[f"{column}_fr"]
    assert line["definition_source"]
    # Ours and its variations are expressed whole; what others publish hardly ever is.
    is_ours = line["definition_source"] == "Once & Done"
    assert bool(line["limits_en"]) == bool(line["limits_fr"])
    assert is_ours <= (line["limits_en"] is None)


def test_the_shipped_file_is_read_as_a_workspaces_file_is():
    assert len(read_csv(SHIPPED, TABLES["definitions"]).rows) == len(shipped_ids())


def test_a_workspaces_definitions_come_after_the_shipped_ones(write):
    content = read_workspace(write(definitions=text(GOOD)))
    landed = all_definitions(content.tables["definitions"]).to_pylist()
    assert landed[0]["definition_id"] == "once_and_done"
    assert [line["is_shipped"] for line in landed] == [True] * (len(landed) - 1) + [
        False
    ]
    assert landed[-1]["definition_id"] == "mine"
    assert [line["position_number"] for line in landed] == list(
        range(1, len(landed) + 1)
    )
