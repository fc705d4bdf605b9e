"""What pydantic finds wrong in sources.yml, said with line and column."""

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ingestion.errors import WorkspaceError
from ingestion.workspace.links import LinkColumn, Links
from ingestion.workspace.located_yaml import LocatedYaml, Place
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
from ingestion.workspace.wording import did_you_mean, one_of

# How pydantic names the forms a value may take, and the YAML each is written in.
FORMS = {
    "str": yaml.ScalarNode,
    "int": yaml.ScalarNode,
    "list[str]": yaml.SequenceNode,
    "Column": yaml.MappingNode,
    "LinkColumn": yaml.MappingNode,
}
PARTS = {
    "build": Build,
    "defaults": Defaults,
    "delivery": Delivery,
    "emails": Emails,
    "links": Links,
    "options": Options,
    "schedule": Schedule,
}
PATTERNS = {
    "at": "expected a local time of day such as 06:30",
    "country": "expected two capital letters (ISO 3166), such as FR",
    "memory": "expected a size such as 4GB or 800MB",
    "currency": "expected three capital letters (ISO 4217), such as EUR",
}
SOURCE_NAME = (
    "expected a source name of small letters, digits and _, beginning with a letter, "
    "such as outsourcer_calls"
)
EXPECTED = {
    "missing": "expected the key `{key}`; add it",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number, with a decimal point",
    "float_parsing": "expected a number, with a decimal point",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "string_type": "expected text",
    "list_type": "expected a list, such as [first, second]",
    "dict_type": "expected keys and values, indented below `{key}`",
    "model_type": "expected keys and values, indented below `{key}`",
    "greater_than": "expected a number greater than {gt}",
    "greater_than_equal": "expected a number of at least {ge}",
    "less_than": "expected a number less than {lt}",
    "less_than_equal": "expected a number of at most {le}",
    "string_too_short": "expected one character",
    "string_too_long": "expected one character",
    "too_short": "expected at least one, indented below `{key}`",
    "too_long": "expected at most {max_length}",
    "literal_error": "expected one of: {words}",
    "value_error": "{error}",
}


def first_error(located: LocatedYaml, errors: list[ErrorDetails]) -> WorkspaceError:
    """Return the error that stands first in the file.

    Where several forms are allowed pydantic complains of each; only the form in
    which the value was written is worth a word.
    """
    found = []
    for position, error in enumerate(errors):
        place, fits = _place(located, error["loc"])
        said = _said(located, place, error)
        found.append((not fits, said.line, said.column, position, said))
    return min(found, key=lambda one: one[:4])[-1]


def _place(located: LocatedYaml, loc: tuple[str | int, ...]) -> tuple[Place, bool]:
    place: Place = ()
    fits = True
    for part in loc:
        if (*place, part) in located:
            place = (*place, part)
        elif part in FORMS and place in located:
            fits = fits and isinstance(located.node(place), FORMS[part])
        else:
            place = (*place, part)
    return place, fits


def _said(located: LocatedYaml, place: Place, error: ErrorDetails) -> WorkspaceError:
    kind, key = error["type"], place[-1] if place else "sources.yml"
    if key == "[key]":
        return located.error(place[:-1], SOURCE_NAME, on_key=True)
    if kind == "extra_forbidden":
        allowed = _allowed(place[:-1])
        hint = did_you_mean(str(key), allowed)
        listed = f" Expected{one_of(allowed)[8:]}" if hint else f": {one_of(allowed)}"
        return located.error(place, f"unknown key `{key}`{hint}{listed}", on_key=True)
    if kind == "string_pattern_mismatch":
        return located.error(place, PATTERNS.get(str(key), SOURCE_NAME))
    context = dict(error.get("ctx", {}))
    if kind == "literal_error":
        words = [word.strip(" '") for word in _words(context["expected"])]
        context["words"] = ", ".join(words) + did_you_mean(str(error["input"]), words)
    template = EXPECTED.get(kind)
    said = template.format(key=key, **context) if template else error["msg"]
    if kind == "missing":
        return located.error(place[:-1], said, on_key=True)
    return located.error(place, said)


def _words(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def _allowed(place: Place) -> list[str]:
    """Return the keys that may stand below a place of sources.yml."""
    model: type[BaseModel] = Workspace
    if len(place) == 2:
        model = Source
    elif len(place) == 4:
        model = Column
    elif len(place) == 5:
        model = LinkColumn
    elif place:
        model = PARTS[str(place[-1])]
    return [field.alias or name for name, field in model.model_fields.items()]
