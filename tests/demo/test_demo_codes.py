"""What tools call a reason, against what the company's mapping makes of it."""

import csv
from pathlib import Path

import pytest

from demo.exports import codes
from demo.world.reasons import REASONS
from tests.demo import exported
from tests.demo.conftest import WORKSPACE

CODE_HEADERS = {
    "helpdesk": "category",
    "chat": "intent",
    "messaging": "Topic",
    "selfcare": "code",
    "backoffice": "Code acte",
}


def read(name: str) -> list[dict[str, str]]:
    with (WORKSPACE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes_in(drops: Path, sources: dict, name: str) -> set[str]:
    rows = exported.all_rows(drops, sources[name])
    if name == "outsourcer_calls":
        pairs = {(row["Motif"], row["Sous-motif"]) for row in rows}
        return {" / ".join(filter(None, pair)) for pair in pairs} - {""}
    return {row[CODE_HEADERS[name]] for row in rows} - {"", None}


@pytest.mark.parametrize("name", ["outsourcer_calls", *CODE_HEADERS])
def test_every_code_is_mapped_or_left_alone_on_purpose(
    drops: Path, sources: dict, name: str
):
    mapped = {
        row["source_reason_code"]
        for row in read("contact_reason_mappings.csv")
        if row["source_name"] in (name, "*")
    }
    left_alone = set(codes.UNMAPPED[name])
    assert not mapped & left_alone
    assert codes_in(drops, sources, name) - mapped <= left_alone


@pytest.mark.parametrize("name", ["outsourcer_calls", *CODE_HEADERS])
def test_every_mapping_and_every_unmapped_code_occurs(
    drops: Path, sources: dict, name: str
):
    expected = {
        row["source_reason_code"]
        for row in read("contact_reason_mappings.csv")
        if row["source_name"] == name
    }
    missing = (expected | set(codes.UNMAPPED[name])) - codes_in(drops, sources, name)
    assert not missing


def test_the_code_for_every_source_is_in_several(drops: Path, sources: dict):
    tools = [
        name
        for name in ("outsourcer_calls", "chat")
        if codes.CAMPAIGN in codes_in(drops, sources, name)
    ]
    assert len(tools) == 2


def test_a_code_that_changed_its_meaning_is_used_before_and_after(
    drops: Path, sources: dict
):
    rows = exported.all_rows(drops, sources["outsourcer_calls"])
    months = {int(r["Date"][3:5]) for r in rows if r["Sous-motif"] == "Dossier"}
    assert min(months) < 7 <= max(months)
    dated = [
        row
        for row in read("contact_reason_mappings.csv")
        if row["source_reason_code"] == "Commercial / Dossier"
    ]
    assert [row["valid_to"] for row in dated] == ["2025-07-01", ""]
    assert [row["valid_from"] for row in dated] == ["", "2025-07-01"]


def test_the_worlds_reasons_are_the_companys_with_the_same_windows():
    ours = {reason.id: str(reason.window_days) for reason in REASONS}
    theirs = {
        row["contact_reason_id"]: row["reiteration_window_days"]
        for row in read("contact_reasons.csv")
    }
    assert ours == theirs


def test_the_ignored_number_is_one_that_many_call_from(drops: Path, sources: dict):
    (line,) = read("ignored_identifiers.csv")
    assert line["identifier"].replace(" ", "") == "+33639980000"
    accounts = {
        row["N° client"]
        for row in exported.all_rows(drops, sources["outsourcer_calls"])
        if row["Téléphone 1"].replace(" ", "").endswith("639980000")
    }
    assert len(accounts) > 10
