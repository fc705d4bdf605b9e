"""A workspace, read whole or refused: nothing is built from a wrong file."""

from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from ingestion.errors import WorkspaceError
from ingestion.workspace.cost_checks import check_rates, check_tariffs
from ingestion.workspace.csv_file import read_csv
from ingestion.workspace.csv_keys import check_keys
from ingestion.workspace.csv_references import check_references
from ingestion.workspace.csv_values import Line, typed_rows
from ingestion.workspace.references import ANY, Context
from ingestion.workspace.sources import Workspace
from ingestion.workspace.sources_file import read_sources
from ingestion.workspace.tables import TABLES
from ingestion.workspace.wording import did_you_mean


class WorkspaceContent(NamedTuple):
    """All that a workspace says: sources.yml, and its CSV files by table name.

    Every table of TABLES is there, empty where the file is absent, and
    `line_numbers` says where each of its rows stands. Identifiers and interaction
    ids are in clear: they are hashed when landed. `workspace` holds the valid
    sources, `faults` what is wrong with each of the others.
    """

    workspace: Workspace
    tables: dict[str, pa.Table]
    faults: dict[str, WorkspaceError]
    line_numbers: dict[str, list[int]]


def read_workspace(folder: str | Path) -> WorkspaceContent:
    """Return what a workspace's files say, or raise WorkspaceError at the first fault.

    Each file is read as text first, then its types, keys and validity are checked,
    then what it says of other files. A fault inside one source does not raise: it
    concerns that source only.
    """
    folder = Path(folder)
    workspace, faults = read_sources(folder / "sources.yml")
    _refuse_near_names(folder)
    lines: dict[str, list[Line]] = {}
    for name, table in TABLES.items():
        file = folder / f"{name}.csv"
        if file.is_file():
            lines[name] = typed_rows(read_csv(file, table), table)
            check_keys(file, table, lines[name])
    reasons = lines.get("contact_reasons")
    # A list with only a header is no list, like no file.
    listed = frozenset(values["contact_reason_id"] for _, values in reasons or ())
    mapped, decided = (
        frozenset(values["contact_reason_id"] for _, values in lines.get(name, []))
        for name in ("contact_reason_mappings", "reason_overrides")
    )
    context = Context(
        workspace, listed or None, frozenset(faults), mapped - {ANY}, decided
    )
    for name, check in (
        ("cost_rates", check_rates),
        ("partner_tariffs", check_tariffs),
    ):
        check(folder / f"{name}.csv", lines.get(name, []))
    for name, found in lines.items():
        check_references(name, folder / f"{name}.csv", found, context)
    return WorkspaceContent(
        workspace,
        {
            name: pa.Table.from_pylist(
                [values for _, values in lines.get(name, [])], schema=table.schema
            )
            for name, table in TABLES.items()
        },
        faults,
        {name: [line for line, _ in lines.get(name, [])] for name in TABLES},
    )


def _refuse_near_names(folder: Path) -> None:
    """Refuse `Contact_reasons.csv`, which would be left unread without a word."""
    names = [f"{name}.csv" for name in TABLES]
    for file in sorted(folder.glob("*.[cC][sS][vV]")):
        if file.name not in names and file.name.casefold() in names:
            raise WorkspaceError(
                "expected a file name in small letters"
                f"{did_you_mean(file.name, names)}",
                file=file,
            )
