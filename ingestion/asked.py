"""Identifiers that somebody asks about: lines of text in, their keyed hashes out.

They stay in memory: nothing here writes, and no message holds what was asked.
"""

import csv
from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa

from ingestion.contract import IDENTIFIER_TYPES
from ingestion.errors import LocatedError
from ingestion.identity import identifier_space, keyed_hashes, normalised
from ingestion.workspace.sources import Workspace

FILE = "standard input"
SPACELESS = ("email", "phone")
FORM = "expected type,value such as phone,0612345678 or account,0042,crm"


class Asked(NamedTuple):
    """One line: its number, its identifier's type, its hash in each space it may be."""

    line: int
    type: str
    keys: tuple[str, ...]


def read_asked(lines: Iterable[str], workspace: Workspace, key: bytes) -> list[Asked]:
    """Return what lines `type,value` or `type,value,space` ask about, blank ones apart.

    Without its space an account, order, handle or device is looked for in all that
    sources.yml knows. Raises LocatedError, never with a value, at a line that is none
    or holds no usable identifier, and where there is no line at all.
    """
    asked = [
        _one(line, [field.strip() for field in fields], workspace, key)
        for line, fields in _rows(lines)
    ]
    if not asked:
        raise LocatedError(f"it is empty: {FORM}", file=FILE)
    return asked


def _rows(lines: Iterable[str]) -> Iterable[tuple[int, list[str]]]:
    for line, text in enumerate(lines, 1):
        if not text.strip("\ufeff \t\r\n"):
            continue
        try:
            (fields,) = csv.reader([text.lstrip("\ufeff")], strict=True)
        except (csv.Error, ValueError):
            raise LocatedError(
                f"cannot be read: {FORM}", file=FILE, line=line
            ) from None
        yield line, fields


def _one(line: int, fields: list[str], workspace: Workspace, key: bytes) -> Asked:
    if not 2 <= len(fields) <= 3:
        raise LocatedError(
            f"holds {len(fields)} values: {FORM}; put a value with a comma in quotes",
            file=FILE,
            line=line,
        )
    type, value = fields[0].lower(), fields[1]
    if type not in IDENTIFIER_TYPES:  # it may be the value: it is not shown
        raise LocatedError(
            f"expected one of {', '.join(IDENTIFIER_TYPES)}",
            file=FILE,
            line=line,
            column=1,
        )
    spaces = _spaces(type, workspace)
    if len(fields) == 3 and fields[2]:
        if fields[2] not in spaces or type in SPACELESS:
            said = ", ".join(spaces) if type not in SPACELESS else "nothing"
            raise LocatedError(
                f"expected a space of sources.yml for {type}: {said}",
                file=FILE,
                line=line,
                column=3,
            )
        spaces = [fields[2]]
    text = pa.array([value], pa.string())
    usable = normalised(type, text, workspace.country, workspace.emails)
    if usable[0].as_py() is None:
        raise LocatedError(
            f"expected a whole {type}: this one is too short, masked, a word for "
            "none, or cut by a spreadsheet",
            file=FILE,
            line=line,
            column=2,
        )
    hashes = (keyed_hashes(key, type, space, usable) for space in spaces)
    return Asked(line, type, tuple(found[0].as_py() for found in hashes))


def _spaces(type: str, workspace: Workspace) -> list[str]:
    """Return the spaces in which identifiers of a type are comparable."""
    return sorted(
        {
            identifier_space(type, name, source.account_space, source.social_space)
            for name, source in workspace.sources.items()
            if source.entity != "activity"
        }
        or {""}
    )
