"""What lines of one file say of other files: sources, reasons, account spaces.

One small function a file; files without one stand alone.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa

from ingestion.errors import WorkspaceError
from ingestion.identity import identifier_space, normalised
from ingestion.workspace.csv_values import Line
from ingestion.workspace.definition_checks import check_definition
from ingestion.workspace.definitions import shipped_ids
from ingestion.workspace.money_checks import (
    check_cost_rate,
    check_currency,
    check_fte_parameter,
    check_scenario,
)
from ingestion.workspace.references import (
    ANY,
    Context,
    Refuse,
    known_interaction,
    known_reason,
    own_reason,
)
from ingestion.workspace.wording import did_you_mean


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
    own_reason(values["contact_reason_id"], refuse)


def _mapping(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    source = values["source_name"]
    known = context.source_names
    if source != ANY and source not in known:
        refuse(
            "source_name",
            f"there is no source `{source}`: expected one of sources.yml, or `*` for "
            f"any{did_you_mean(source, known)}",
        )
    known_reason(values["contact_reason_id"], context, refuse, or_any=True)


def _reason_override(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    known_interaction("interaction_id", values, context, refuse)
    known_reason(values["contact_reason_id"], context, refuse, or_any=False)


def _ticket_override(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    known_interaction("interaction_id", values, context, refuse)
    other = values["other_interaction_id"]
    if values["action"] == "split":
        if other is not None:
            refuse("other_interaction_id", "expected nothing: a split has one contact")
    elif other is None or other == values["interaction_id"]:
        refuse("other_interaction_id", "expected another interaction to join with")
    else:
        known_interaction("other_interaction_id", values, context, refuse)


def _double_coded(values: dict[str, Any], context: Context, refuse: Refuse) -> None:
    for column in ("first_contact_reason_id", "second_contact_reason_id"):
        known_reason(values[column], context, refuse, or_any=False, column=column)


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


CHECKS = {
    "contact_reasons": _reason,
    "contact_reason_mappings": _mapping,
    "reason_overrides": _reason_override,
    "ticket_overrides": _ticket_override,
    "double_coded": _double_coded,
    "ignored_identifiers": _ignored,
    "definitions": _definition,
    "cost_rates": check_cost_rate,
    "partner_tariffs": check_currency,
    "cost_ledger": check_currency,
    "fte_parameters": check_fte_parameter,
    "what_if_scenarios": check_scenario,
}
