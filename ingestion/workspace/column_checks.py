"""What a source of the `files` connector says of its columns, against the contract."""

from ingestion.workspace.casts import cast
from ingestion.workspace.columns import COLUMNS, ELSEWHERE, ContractColumn
from ingestion.workspace.located_yaml import LocatedYaml, Place
from ingestion.workspace.sources import Column, Source
from ingestion.workspace.time_formats import keeps_date, keeps_time
from ingestion.workspace.wording import did_you_mean, one_of

WAYS = ("from", "each", "one_of", "hash_of")
TIMES = ("time", "date", "month")
# Nothing that tells rows, customers or times apart can be the same for all rows.
CONSTANT_KINDS = ("word", "text", "integer", "number", "seconds", "boolean")


def check_columns(source: Source, located: LocatedYaml, place: Place) -> None:
    """Raise WorkspaceError at the first column, constant or value that cannot be.

    Constants and values are cast to their column's type in place.
    """
    known = COLUMNS[source.entity]
    for part in ("columns", "constants", "values"):
        for name in getattr(source, part):
            if name not in known:
                raise located.error(
                    (*place, part, name), _unknown(name, source), on_key=True
                )
    for name, column in source.columns.items():
        where = (*place, "columns", name)
        if name in source.constants:
            raise located.error(
                where,
                f"expected `{name}` in columns or in constants, not in both",
                on_key=True,
            )
        _check_column(name, column, known[name], located, where)
    _check_times(source, located, place)
    for name in source.constants:
        where = (*place, "constants", name)
        if known[name].kind not in CONSTANT_KINDS:
            raise located.error(
                where,
                f"expected `{name}` in columns: it cannot be the same for all rows",
                on_key=True,
            )
        source.constants[name] = cast(
            source.constants[name], known[name], located, where
        )
    for name, words in source.values.items():
        where = (*place, "values", name)
        if name not in source.columns or known[name].kind not in CONSTANT_KINDS:
            raise located.error(
                where,
                f"expected values only for words, texts and numbers among `columns`; "
                f"`{name}` is none of them",
                on_key=True,
            )
        for word, ours in words.items():
            if ours is not None or known[name].is_required:
                words[word] = cast(ours, known[name], located, (*where, word))
    for name, column in known.items():
        if column.is_required and name not in source.columns | source.constants:
            either = " or constants" if column.kind in CONSTANT_KINDS else ""
            raise located.error(
                (*place, "columns"),
                f"expected `{name}` in columns{either}: every row of {source.entity} "
                "needs it; add it",
                on_key=True,
            )


def _unknown(name: str, source: Source) -> str:
    if name in ELSEWHERE:
        return f"`{name}` is not for a source to fill: {ELSEWHERE[name]}"
    known = COLUMNS[source.entity]
    hint = did_you_mean(name, known)
    listed = "" if hint else f": {one_of(known)}"
    return f"{source.entity} have no column `{name}`{hint}{listed}"


def _check_column(
    name: str,
    column: str | list[str] | Column,
    contract: ContractColumn,
    located: LocatedYaml,
    place: Place,
) -> None:
    if not isinstance(column, Column):
        column = Column(**{"from": column})
        given = [("from", place, column.from_)]
    else:
        headers = (column.from_, column.each, column.one_of, column.hash_of)
        ways = zip(WAYS, headers, strict=True)
        given = [(way, (*place, way), headers) for way, headers in ways if headers]
    if len(given) != 1:
        raise located.error(
            place, f"expected exactly one of {', '.join(WAYS)}", on_key=True
        )
    way, where, headers = given[0]
    headers = [headers] if isinstance(headers, str) else headers
    if not headers or not all(header.strip() for header in headers):
        raise located.error(where, "expected the header of a column of the file")
    if way == "each" and contract.kind != "identifier":
        raise located.error(
            where,
            "expected `each` only for customer identifiers, of which a row may "
            "have several; use one_of or from",
            on_key=True,
        )
    if way == "hash_of" and contract.kind != "id":
        raise located.error(
            where, "expected `hash_of` only for ids that the file lacks", on_key=True
        )
    if way == "from" and len(headers) > 1 and contract.kind in ("integer", "number"):
        raise located.error(where, "expected one column: numbers cannot be joined")
    if column.format is not None and contract.kind not in TIMES:
        raise located.error(
            (*place, "format"),
            "expected `format` only for times and dates",
            on_key=True,
        )
    if column.unit is not None and contract.kind != "seconds":
        raise located.error(
            (*place, "unit"), "expected `unit` only for …_seconds columns", on_key=True
        )


def _check_times(source: Source, located: LocatedYaml, place: Place) -> None:
    formats: list[tuple[Place, str, str]] = []
    if source.timestamp_format is not None:
        kind = "month" if source.entity == "activity" else "time"
        formats.append(((*place, "timestamp_format"), source.timestamp_format, kind))
    for name, column in source.columns.items():
        if isinstance(column, Column) and column.format is not None:
            kind = COLUMNS[source.entity][name].kind
            formats.append(((*place, "columns", name, "format"), column.format, kind))
    for where, pattern, kind in formats:
        is_kept = (
            keeps_date(pattern, with_day=False)
            if kind == "month"
            else keeps_time(pattern)
        )
        if not is_kept:
            raise located.error(
                where,
                "expected a strptime pattern that reads year, month and day (and the "
                'time of day in 24 hours, or with %p), such as "%d/%m/%Y %H:%M"',
            )
