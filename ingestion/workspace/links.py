"""The models of `links` in sources.yml: what makes two accounts probably one person."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# How a column is compared; ingestion/links/model.py has the levels of each.
Way = Literal[
    "first_name",
    "last_name",
    "date",
    "postcode",
    "place",
    "address",
    "email",
    "exact",
]
# Columns with these names need no `compare`; any other is compared whole.
WAYS: dict[str, Way] = {
    "first_name": "first_name",
    "last_name": "last_name",
    "birth_date": "date",
    "birth_place": "place",
    "city": "place",
    "postcode": "postcode",
    "address": "address",
    "email": "email",
}
# Two accounts are compared when they agree on one of these lists; `:3` is the first
# three characters. Lists with a column that a source lacks are left out.
BLOCKING_RULES = (
    ("first_name:3", "last_name:4"),
    ("first_name", "last_name:3"),
    ("last_name", "first_name:1"),
    ("last_name", "birth_date"),
    ("first_name", "birth_date"),
    ("first_name", "birth_date:7"),
    ("last_name:3", "birth_date:7"),
    ("first_name:2", "last_name:2", "birth_date:4"),
    ("postcode", "first_name"),
    ("postcode", "last_name"),
    ("postcode:3", "birth_date"),
    ("birth_place", "birth_date"),
    ("city", "birth_date"),
    ("city", "birth_date:7"),
    ("city", "last_name:4"),
    ("address", "last_name:3"),
    ("email",),
    ("email:6", "birth_date:4"),
)
# Accounts that agree on one of these are compared to learn how one person differs in
# the other columns; two rules are needed, so that each column is once an other one.
TRAINING_RULES = (
    ("first_name", "last_name"),
    ("birth_date",),
    ("postcode",),
    ("email",),
    ("address",),
)
TERM = re.compile(r"([a-z][a-z0-9_]*)(?::([1-9][0-9]?))?")


class LinkColumn(BaseModel):
    """Where a compared column stands in the file, and how it is compared."""

    model_config = ConfigDict(extra="forbid")

    from_: str | list[str] = Field(alias="from")
    compare: Way | None = None  # default: by its name
    format: str | None = None  # of a date, strptime words


class Links(BaseModel):
    """Which columns tell whether two accounts are one person, and how sure to be."""

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str | list[str] | LinkColumn]
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.9
    blocking_rules: list[list[str]] | None = None  # default: BLOCKING_RULES
    memory: Annotated[str, Field(pattern=r"^[1-9][0-9]*(MB|GB)$")] = "4GB"

    def column(self, name: str) -> LinkColumn:
        """Return what is said of a column, headers alone written out."""
        given = self.columns[name]
        if isinstance(given, LinkColumn):
            return given
        return LinkColumn(**{"from": given})

    def way(self, name: str) -> Way:
        """Return how a column is compared."""
        return self.column(name).compare or WAYS.get(name, "exact")

    def training_rules(self) -> list[tuple[str, ...]]:
        """Return the rules to learn by, of those whose columns there are."""
        return [rule for rule in TRAINING_RULES if set(rule) <= self.columns.keys()]

    def rules(self) -> list[tuple[tuple[str, int | None], ...]]:
        """Return the blocking rules in use: columns, each with a length or None."""
        found = []
        for rule in self.blocking_rules or BLOCKING_RULES:
            terms = [TERM.fullmatch(term) for term in rule]
            if all(term and term[1] in self.columns for term in terms):
                found.append(tuple((t[1], t[2] and int(t[2])) for t in terms))
        return found
