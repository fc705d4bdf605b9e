"""From `columns` of sources.yml to the columns that a file really has."""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field

from ingestion.connectors.files.blocks import Reader
from ingestion.errors import FileError
from ingestion.workspace.sources import Column, Source

LINK = "links."


@dataclass
class Mapped:
    """How one contract column is made of the file's columns."""

    parts: list[str]
    kind: str = "join"  # join | each | hash
    format: str | None = None
    unit: str = "seconds"
    null_values: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The file's columns as messages name them."""
        return " + ".join(self.parts)


@dataclass
class Mapping:
    """A source's settings, resolved against one header."""

    columns: dict[str, Mapped]
    keep: dict[str, list[str]]
    skip: dict[str, list[str]]
    extra: dict[str, str]  # key in the JSON object: the file's column
    version: str | None

    @property
    def wanted(self) -> list[str]:
        """Every column of the file that is read; no other leaves it."""
        names = [part for column in self.columns.values() for part in column.parts]
        names += [*self.keep, *self.skip, *self.extra.values()]
        return list(dict.fromkeys(names + ([self.version] if self.version else [])))


def clean(name: str) -> str:
    """Return a column name as it is compared: trimmed, accents composed."""
    return unicodedata.normalize("NFC", name.replace("\ufeff", "")).strip()


def key_of(name: str) -> str:
    """Return a column's name in snake_case, for `extra`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or "column"


def resolve(source: Source, reader: Reader, label: str) -> Mapping:
    """Return the mapping for a file, or raise FileError: it lacks a column.

    Every name must stand in the header once. The file's columns are listed, unless
    the line looks like data: then a value would be shown.
    """
    raw = _header(reader, label)
    missing: list[str] = []

    def known(names: list[str]) -> list[str]:
        missing.extend(name for name in names if clean(name) not in raw)
        return [raw.get(clean(name), name) for name in names]

    columns = {}
    for target, spec in (source.columns | link_columns(source)).items():
        column = spec if isinstance(spec, Column) else Column(**{"from": spec})
        settings = {
            "format": column.format,
            "unit": column.unit or "seconds",
            "null_values": [*source.null_values, *(column.null_values or [])],
        }
        if column.one_of:
            present = [name for name in column.one_of if clean(name) in raw]
            columns[target] = Mapped(known(present[:1] or column.one_of), **settings)
        elif column.each:
            columns[target] = Mapped(known(column.each), "each", **settings)
        elif column.hash_of:
            columns[target] = Mapped(known(column.hash_of), "hash", **settings)
        else:
            names = column.from_ or []
            names = [names] if isinstance(names, str) else names
            columns[target] = Mapped(known(names), **settings)
    by_column = source.version_by != "row_order"
    mapping = Mapping(
        columns,
        {known([name])[0]: words for name, words in source.keep_rows_where.items()},
        {known([name])[0]: words for name, words in source.skip_rows_where.items()},
        {key_of(name): known([name])[0] for name in source.extra},
        known([source.version_by])[0] if by_column else None,
    )
    if missing:
        raise _lacking(list(dict.fromkeys(missing)), list(raw), reader, label)
    return mapping


def link_columns(source: Source) -> dict[str, Column]:
    """Return the columns that only links look at, under names no contract has."""
    if not source.links:
        return {}
    return {
        LINK + name: Column(**{"from": source.links.column(name).from_})
        for name in source.links.columns
    }


def _header(reader: Reader, label: str) -> dict[str, str]:
    """Return the header's names, cleaned: raw; refuse doubled or missing ones."""
    names = list(reader.header)
    while names and not clean(names[-1]):  # a delimiter or formatted cells at the end
        names.pop()
    found: dict[str, str] = {}
    for at, name in enumerate(names, 1):
        shown = "" if _is_data(names) else f" {clean(name)!r}"
        if not clean(name):
            problem = "has no name"
        elif clean(name) in found:
            problem = f"has the name{shown} of another column"
        else:
            found[clean(name)] = name
            continue
        raise FileError(
            f"the header's column {at} {problem}: expected every name once; correct "
            "the file's header, or header_row",
            file=label,
            line=reader.header_line,
            column=at,
        )
    return found


def _is_data(names: list[str]) -> bool:
    return any("@" in name or re.search(r"\d{4}", name) for name in names)


def _lacking(missing, present, reader, label) -> FileError:
    if _is_data(present):
        listing = "this line looks like data, not like a header: correct header_row"
        present = []
    else:
        listing = f"its columns are {', '.join(map(repr, present))}"
    lower = {name.lower(): name for name in present}
    asked = []
    for name in missing:
        near = difflib.get_close_matches(clean(name).lower(), lower, 1)
        asked.append(repr(name) + (f" (is it {lower[near[0]]!r}?)" if near else ""))
    sheet = f" of sheet {reader.sheet!r}" if reader.sheet else ""
    return FileError(
        f"the header{sheet} lacks {', '.join(asked)}, which sources.yml names; "
        f"{listing}; correct `columns` (one_of takes several names) or the file",
        file=label,
        line=reader.header_line,
    )
