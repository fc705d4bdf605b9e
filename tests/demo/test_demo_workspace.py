"""The demo's decisions are a valid workspace that shows every option."""

import re

from ingestion.workspace.reader import read_workspace
from ingestion.workspace.sources import Column, Delivery, Options, Schedule, Source
from tests.demo.conftest import WORKSPACE


def test_the_workspace_reads():
    content = read_workspace(WORKSPACE)
    assert content.workspace.company == "Demo Telecom"
    assert content.tables["contact_reasons"].num_rows == 14
    assert content.tables["contact_reason_mappings"].num_rows > 70


def test_every_option_of_a_source_is_shown():
    text = (WORKSPACE / "sources.yml").read_text(encoding="utf-8")
    for model in (Source, Options, Column, Delivery, Schedule):
        for name, field in model.model_fields.items():
            assert re.search(rf"\b{field.alias or name}:", text), name


def test_a_back_office_code_follows_the_open_ticket():
    mappings = read_workspace(WORKSPACE).tables["contact_reason_mappings"].to_pylist()
    stars = [row for row in mappings if row["contact_reason_id"] == "*"]
    assert [row["source_name"] for row in stars] == ["backoffice"]
