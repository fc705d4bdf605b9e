"""The CSV files of a workspace: their columns, what each holds, and their keys.

Every file is optional. A *needed* column must be in the header and filled in every
row; any other may be empty or missing, which is null. Beyond what the design asks
(a reason has an id), needed is what a line means nothing without:

- a mapping: source, code and reason; an override: what it is about and the decision
- an ignored identifier: type and value (and the account space, where there is one)
- a definition: every axis; there is no default to a way of counting
- a tariff: partner, price and mode; a ledger line: month, category, amount, driver
- FTE parameters: the three figures; a scenario: its name and the reason it is for
"""

from typing import NamedTuple

import pyarrow as pa

from ingestion.contract import AMOUNT, CHANNELS, IDENTIFIER_TYPES

TYPES = {
    "text": pa.string(),
    "word": pa.string(),
    "date": pa.date32(),
    "month": pa.date32(),
    "hours": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "amount": AMOUNT,
}


class Column(NamedTuple):
    """A column of a file: its kind (a key of TYPES) and what it keeps to."""

    name: str
    kind: str = "text"
    is_needed: bool = False
    words: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


class WorkspaceTable(NamedTuple):
    """A CSV file: its columns, and those that no two lines may share.

    With valid_from and valid_to among the columns two lines may share the key when
    their days do not overlap. Without a key lines may repeat.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def has_validity(self) -> bool:
        """Say whether lines hold for some days only."""
        return any(column.name == "valid_from" for column in self.columns)

    @property
    def schema(self) -> pa.Schema:
        """Return the Arrow schema that the file lands in."""
        return pa.schema([(column.name, TYPES[column.kind]) for column in self.columns])


def _needed(name: str, kind: str = "text", *words: str) -> Column:
    return Column(name, kind, is_needed=True, words=words)


def _levers() -> list[Column]:
    shares = (
        "problems_avoided_share",
        "excess_avoided_share",
        "first_contacts_to_self_care_share",
    )
    levers = [Column(name, "number", minimum=0, maximum=1) for name in shares]
    levers += [
        Column("handling_time_factor", "number", minimum=0),
        Column("expected_contacts", "integer", minimum=0),
        Column("unit_cost_factor", "number", minimum=0),
        Column("departures_avoided_count", "number", minimum=0),
    ]
    return [
        lever._replace(name=f"{lever.name}_{end}")
        for lever in levers
        for end in ("low", "high")
    ]


TREATMENTS = ("eliminate", "automate", "simplify", "keep")
IN_OR_OUT = ("in", "prior_only", "out")
VALIDITY = (Column("valid_from", "date"), Column("valid_to", "date"))
# Who or what a price is for; empty is any.
SCOPE = (
    Column("partner_name"),
    Column("site_name"),
    Column("team_name"),
    Column("channel", "word", words=CHANNELS),
    Column("support_level", "integer", minimum=1, maximum=3),
    Column("language"),
    Column("hours", "hours"),
)
# Prices say their currency only to be held against that of sources.yml.
CURRENCY = Column("currency")
SCOPE_NAMES = tuple(column.name for column in SCOPE)

TABLES: dict[str, WorkspaceTable] = {
    "contact_reasons": WorkspaceTable(
        (
            _needed("contact_reason_id"),
            Column("contact_reason_name_en"),
            Column("contact_reason_name_fr"),
            Column("reason_group"),
            Column("journey_step"),
            Column("owner"),
            Column("treatment", "word", words=TREATMENTS),
            Column("expected_contacts", "integer", minimum=0),
            Column("reiteration_window_days", "integer", minimum=0, maximum=366),
        ),
        key=("contact_reason_id",),
    ),
    "contact_reason_mappings": WorkspaceTable(
        (
            _needed("source_name"),
            _needed("source_reason_code"),
            _needed("contact_reason_id"),
            *VALIDITY,
        ),
        key=("source_name", "source_reason_code"),
    ),
    "reason_overrides": WorkspaceTable(
        (
            _needed("interaction_id"),
            _needed("contact_reason_id"),
            Column("decided_on", "date"),
            Column("note"),
        ),
        key=("interaction_id",),
    ),
    "ticket_overrides": WorkspaceTable(
        (
            _needed("action", "word", "join", "split"),
            _needed("interaction_id"),
            Column("other_interaction_id"),
            Column("decided_on", "date"),
            Column("note"),
        ),
        key=("action", "interaction_id", "other_interaction_id"),
    ),
    "double_coded": WorkspaceTable(
        (
            _needed("interaction_id"),
            _needed("first_contact_reason_id"),
            _needed("second_contact_reason_id"),
        ),
        key=("interaction_id",),
    ),
    "ignored_identifiers": WorkspaceTable(
        (
            _needed("identifier_type", "word", *IDENTIFIER_TYPES),
            _needed("identifier"),
            Column("account_space"),
            Column("note"),
        ),
        key=("identifier_type", "identifier", "account_space"),
    ),
    "definitions": WorkspaceTable(
        (
            _needed("definition_id"),
            Column("definition_name_en"),
            Column("definition_name_fr"),
            _needed(
                "group_by",
                "word",
                "customer+reason",
                "customer+reason_group",
                "customer",
                "customer+reason+channel",
                "case",
                "phone_number",
            ),
            _needed(
                "counts",
                "word",
                "contact",
                "customer_message",
                "company_reply",
                "agent",
                "interaction",
            ),
            _needed("population"),  # all, handled, solved, assisted, or phone+email
            _needed("window_unit", "word", "seconds", "local_days", "reason", "none"),
            Column("window_length", "integer", minimum=0),
            _needed("clock", "word", "end", "start"),
            _needed("abandoned", "word", *IN_OR_OUT),
            _needed("self_service", "word", *IN_OR_OUT),
            _needed("chaser", "word", *IN_OR_OUT),
            _needed("requested", "word", *IN_OR_OUT),
            _needed("maturity", "word", "eligible", "all"),
            _needed(
                "rate",
                "word",
                "groups_with_repeat",
                "groups_not_of_one",
                "repeats",
                "followed",
                "mean_per_group",
            ),
            Column("definition_text_en"),
            Column("definition_text_fr"),
            Column("definition_source"),
            Column("limits_en"),  # what the data cannot express of it
            Column("limits_fr"),
            Column("difference_en"),  # to ours
            Column("difference_fr"),
        ),
        key=("definition_id",),
    ),
    "cost_rates": WorkspaceTable(
        (
            *SCOPE,
            *VALIDITY,
            Column("amount_per_hour", "amount", minimum=0),
            Column("amount_per_interaction", "amount", minimum=0),
            Column("default_handling_seconds", "number", minimum=0),
            Column("concurrency", "number", minimum=1),
            CURRENCY,
        ),
        key=SCOPE_NAMES,
    ),
    "partner_tariffs": WorkspaceTable(
        (
            SCOPE[0]._replace(is_needed=True),
            *SCOPE[1:],
            *VALIDITY,
            Column("from_volume", "integer", minimum=0),
            Column("price_amount", "amount", is_needed=True, minimum=0),
            _needed("mode", "word", "marginal", "whole"),
            Column("minimum_amount", "amount", minimum=0),
            CURRENCY,
        ),
        key=(*SCOPE_NAMES, "from_volume"),
    ),
    "cost_ledger": WorkspaceTable(
        (
            _needed("month_started_on", "month"),
            _needed("category"),
            _needed("amount", "amount"),  # a credit note is negative
            _needed("driver", "word", "handling_time", "interactions", "standard_cost"),
            *SCOPE,
            CURRENCY,
        ),
        key=("month_started_on", "category", *SCOPE_NAMES),
    ),
    "fte_parameters": WorkspaceTable(
        (
            Column("site_name"),
            Column("team_name"),
            *VALIDITY,
            Column("annual_hours", "number", is_needed=True, minimum=1, maximum=8784),
            Column(
                "shrinkage_without_leave",
                "number",
                is_needed=True,
                minimum=0,
                maximum=0.99,
            ),
            Column("occupancy", "number", is_needed=True, minimum=0.01, maximum=1),
        ),
        key=("site_name", "team_name"),
    ),
    "what_if_scenarios": WorkspaceTable(
        (
            _needed("scenario"),
            _needed("contact_reason_id"),
            *_levers(),
            Column("one_off_amount", "amount", minimum=0),
            Column("yearly_amount", "amount", minimum=0),
        ),
        key=("scenario", "contact_reason_id"),
    ),
}
