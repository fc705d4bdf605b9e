"""What lines of one file say of other files: sources, reasons, account spaces.

One small function a file; files without one stand alone.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from ingestion.errors import WorkspaceError
from ingestion.identity import identifier_space, normalised
from ingestion.workspace.csv_values import Line
from ingestion.workspace.definition_checks import check_definition
from ingestion.workspace.definitions import shipped_ids
from ingestion.workspace.sources import Workspace
from ingestion.workspace.wording import did_you_mean

ANY = "*"
WHOLE = "all"
SCENARIO_KEY = {"scenario", "contact_reason_id"}
LEAST_ANNUAL_HOURS = 200  # a week has 168
UNQUALIFIED = "unqualified"  # a reason like any other, whether listed or not


class Context(NamedTuple):
    """What a line may refer to: the sources, and the reasons where they are listed.

    Of a source that is invalid only the name is known: lines about it are let be.
    `mapped_ids` and `decided_ids` are the reasons that mappings and decisions name.
    """

    workspace: Workspace
    reason_ids: frozenset[str] | None  # None without contact_reasons.csv
    invalid: frozenset[str] = frozenset()
    mapped_ids: frozenset[str] = frozenset()
    decided_ids: frozenset[str] = frozenset()

    @property
    def source_names(self) -> list[str]:
        """All sources of sources.yml."""
        return [*self.workspace.sources, *sorted(self.invalid)]


Refuse = Callable[[str, str], None]  # column and what was expected; raises


def check_references(
    name: str, file: Path, lines: list[Line], context: Context
) -> None:
    """Raise WorkspaceError at the first line that refers to what is not there."""
    check = CHECKS.get(name)
    for line, values in lines if check else ():

        def refuse(column: str, expected: str, line: int = line) -> None:
            raise WorkspaceError(expected, file=file, line=line, column=column)

        check(values, context, refuse)


def _reason(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    if values["contact_reason_id"] == ANY:
        refuse("contact_reason_id", "expected a reason's own id; `*` means any reason")
    _own_reason(values["contact_reason_id"], refuse)


def _mapping(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    source = values["source_name"]
    known = context.source_names
    if source != ANY and source not in known:
        refuse(
            "source_name",
            f"there is no source `{source}`: expected one of sources.yml, or `*` for "
            f"any{did_you_mean(source, known)}",
        )
    _known_reason(values["contact_reason_id"], context, refuse, or_any=True)


def _reason_override(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    _known_interaction("interaction_id", values, context, refuse)
    _known_reason(values["contact_reason_id"], context, refuse, or_any=False)


def _ticket_override(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    _known_interaction("interaction_id", values, context, refuse)
    other = values["other_interaction_id"]
    if values["action"] == "split":
        if other is not None:
            refuse("other_interaction_id", "expected nothing: a split has one contact")
    elif other is None or other == values["interaction_id"]:
        refuse("other_interaction_id", "expected another interaction to join with")
    else:
        _known_interaction("other_interaction_id", values, context, refuse)


def _double_coded(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    for column in ("first_contact_reason_id", "second_contact_reason_id"):
        _known_reason(values[column], context, refuse, or_any=False, column=column)


def _ignored(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    type, space = values["identifier_type"], values["account_space"]
    spaces = {
        identifier_space(type, name, source.account_space, source.social_space)
        for name, source in context.workspace.sources.items()
    }
    if type in ("email", "phone"):
        if space is not None:
            refuse("account_space", f"expected nothing: {type} has one space for all")
    elif space is None:
        refuse(
            "account_space",
            f"expected the space of this {type}: account_space or social_space of its "
            "source, or the source's name",
        )
    elif space not in spaces and not context.invalid:
        refuse(
            "account_space",
            f"there is no space `{space}` in sources.yml{did_you_mean(space, spaces)}",
        )
    workspace = context.workspace
    text = pa.array([values["identifier"]], pa.string())
    if normalised(type, text, workspace.country, workspace.emails)[0].as_py() is None:
        refuse(
            "identifier",
            f"expected a usable {type}; it is masked, a word for none, or a "
            "spreadsheet cut it",
        )


def _definition(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    check_definition(values, shipped_ids(), refuse)


def _currency(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    ours = context.workspace.currency
    if values["currency"] not in (None, ours):
        refuse(
            "currency",
            f"expected {ours}, the currency of sources.yml: one workspace has one; "
            "convert the amounts",
        )


def _cost_rate(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    _currency(values, context, refuse)
    if values["amount_per_hour"] is None and values["amount_per_interaction"] is None:
        refuse("amount_per_hour", "expected this or amount_per_interaction")


def _fte(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    if values["annual_hours"] < LEAST_ANNUAL_HOURS:
        refuse(
            "annual_hours",
            f"expected a year's hours, not a week's or a month's: at least "
            f"{LEAST_ANNUAL_HOURS}, such as 1607",
        )


def _scenario(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    reason = values["contact_reason_id"]
    if reason in (UNQUALIFIED, WHOLE):
        refuse(
            "contact_reason_id",
            f"expected a reason's own id, or `*`: `{reason}` "
            + (
                "are contacts without a reason, which no scenario can change; "
                "map their codes first"
                if reason == UNQUALIFIED
                else "is the scenario whole, the sum of its lines"
            ),
        )
    _known_reason(reason, context, refuse, or_any=True)
    _named_reason(reason, context, refuse)
    if all(values[name] is None for name in values.keys() - SCENARIO_KEY):
        refuse(
            "contact_reason_id",
            "expected a lever or a cost beside it: this line changes nothing and "
            "costs nothing; fill one in, or remove the line",
        )
    for column, low in values.items():
        if not column.endswith("_low"):
            continue
        high_column = column.removesuffix("_low") + "_high"
        high = values[high_column]
        if (low is None) != (high is None) or (low is not None and low > high):
            refuse(high_column, f"expected a number no lower than {column}, or neither")
    if (
        values["expected_contacts_low"] is not None
        and not (values["excess_avoided_share_high"])
    ):
        refuse(
            "expected_contacts_low",
            "expected excess_avoided_share beside it, above 0: alone it says which "
            "contacts are in excess, and changes none; give the share or leave it out",
        )


def _own_reason(reason: str, refuse: Refuse, column: str = "contact_reason_id") -> None:
    if reason == WHOLE:
        refuse(
            column,
            "expected a reason's own id; `all` stands for every reason together in "
            "published tables",
        )


def _known_reason(
    reason: str,
    context: Context,
    refuse: Refuse,
    *,
    or_any: bool,
    column: str = "contact_reason_id",
) -> None:
    if reason == ANY and or_any:
        return
    _own_reason(reason, refuse, column)
    known = context.reason_ids
    if reason == ANY or (known is not None and reason not in known | {UNQUALIFIED}):
        refuse(
            column,
            f"there is no reason `{reason}`: expected one of contact_reasons.csv"
            f"{', or `*`' if or_any else ''}{did_you_mean(reason, known or ())}",
        )


def _named_reason(reason: str, context: Context, refuse: Refuse) -> None:
    """Refuse a reason that nothing names, where none are listed."""
    if reason in context.decided_ids | {ANY} or context.reason_ids is not None:
        return
    mapped = context.mapped_ids
    if mapped and reason not in mapped:
        refuse(
            "contact_reason_id",
            f"there is no reason `{reason}`: expected one that "
            f"contact_reason_mappings.csv names, or `*`{did_you_mean(reason, mapped)}",
        )
    if not mapped and reason.partition(":")[0] not in context.source_names:
        refuse(
            "contact_reason_id",
            f"there is no reason `{reason}`: without a mapping file a reason is "
            "<source_name>:<code>; expected one of a source of sources.yml, or `*`",
        )


def _known_interaction(
    column: str, values: dict[str, Any], context: Context, refuse: Refuse
) -> None:
    source_name, _, own_id = values[column].partition(":")
    if source_name not in context.source_names or not own_id.strip():
        refuse(
            column,
            "expected <source_name>:<id>, a source of sources.yml and the id that "
            "the interaction has there (or in the mart interactions)",
        )


CHECKS = {
    "contact_reasons": _reason,
    "contact_reason_mappings": _mapping,
    "reason_overrides": _reason_override,
    "ticket_overrides": _ticket_override,
    "double_coded": _double_coded,
    "ignored_identifiers": _ignored,
    "definitions": _definition,
    "cost_rates": _cost_rate,
    "partner_tariffs": _currency,
    "cost_ledger": _currency,
    "fte_parameters": _fte,
    "what_if_scenarios": _scenario,
}
