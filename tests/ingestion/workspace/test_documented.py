"""docs/sources.md names every option, contract column and CSV column, in its place."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ingestion.workspace.columns import COLUMNS
from ingestion.workspace.links import BLOCKING_RULES, LinkColumn, Links
from ingestion.workspace.schedules import CRON_BY_CADENCE
from ingestion.workspace.sources import (
    Build,
    Column,
    Defaults,
    Delivery,
    Emails,
    Options,
    Schedule,
    Source,
    Workspace,
)
from ingestion.workspace.tables import TABLES

TEXT = (Path(__file__).parents[3] / "docs" / "sources.md").read_text(encoding="utf-8")
SECTIONS = {
    Workspace: ["The company"],
    Emails: ["`emails`"],
    Defaults: ["`defaults`"],
    Source: [
        "A source: which files",
        "A source: what its rows say",
        "A source: what its ids mean",
    ],
    Options: ["`options`"],
    Delivery: ["`delivery`"],
    Column: ["`columns`"],
    Build: ["`build`"],
    Schedule: ["`schedule`"],
    Links: ["`links`"],
    LinkColumn: ["A column of `links`"],
}


def section(title: str) -> str:
    """Return what stands under a heading, up to the next one."""
    found = re.search(rf"^###? {re.escape(title)}\n(.*?)(?=^##|\Z)", TEXT, re.M | re.S)
    assert found, f"docs/sources.md has no heading {title!r}"
    return found[1]


def documented(model: type[BaseModel]) -> dict[str, str]:
    """Return the options in a model's tables, with their defaults."""
    rows = "".join(section(title) for title in SECTIONS[model])
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", rows, re.M))


def options(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def code(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize("model", SECTIONS, ids=lambda model: model.__name__)
def test_every_option_has_its_line_and_no_line_is_without_option(model):
    assert documented(model).keys() == options(model).keys()


@pytest.mark.parametrize("model", SECTIONS, ids=lambda model: model.__name__)
def test_every_plain_default_is_the_one_in_use(model):
    said = documented(model)
    for name, field in options(model).items():
        if isinstance(field.default, str | int | float):
            default = str(field.default)
            if isinstance(field.default, bool):
                default = default.lower()
            assert said[name] == f"`{default}`", name
        if field.is_required():
            assert said[name] == "needed", name


def test_the_number_of_default_blocking_rules_is_told():
    assert documented(Links)["blocking_rules"] == f"{len(BLOCKING_RULES)} lists"


def test_the_default_schedule_of_every_cadence_is_told():
    told = dict(re.findall(r"(\w+) `([^`]*\* \*[^`]*)`", section("`schedule`")))
    assert told == CRON_BY_CADENCE


@pytest.mark.parametrize("entity", COLUMNS)
def test_every_contract_column_is_listed_and_bold_where_needed(entity):
    found = re.search(
        rf"^- `{entity}`: (.*?)(?=^- |^$)", section("Contract columns"), re.M | re.S
    )
    bold = set(re.findall(r"\*\*`(\w+)`\*\*", found[1]))
    assert bold == {name for name, one in COLUMNS[entity].items() if one.is_required}
    assert COLUMNS[entity].keys() <= code(found[1])


@pytest.mark.parametrize("entity", COLUMNS)
def test_every_word_of_a_contract_column_is_listed(entity):
    said = set(re.findall(r"\w+", section("Contract columns")))
    for name, column in COLUMNS[entity].items():
        assert set(column.words) <= said, name


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_workspace_file_is_listed_as_needed_or_optional(name):
    text = section(f"`{name}.csv`")
    needed, optional = re.search(
        r"^- Needed: (.*?)^- Optional: (.*?)(?=\n\n|\Z)", text, re.M | re.S
    ).groups()
    columns = TABLES[name].columns
    assert {column.name for column in columns} == code(needed) | code(optional)
    assert {column.name for column in columns if column.is_needed} <= code(needed)
    must = {column.name for column in columns if not column.is_needed}
    # A cost rate needs one of two amounts, which no single column can say.
    assert must - code(optional) == (
        {"amount_per_hour", "amount_per_interaction"} if name == "cost_rates" else set()
    )
    for column in columns:
        assert set(column.words) <= set(re.findall(r"[\w+]+", TEXT)), column.name
