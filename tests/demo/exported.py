"""Reads an export back with the plainest tools, to check what was written."""

import csv
import gzip
import io
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

Rows = list[dict[str, object]]


def files(drops: Path, source: dict) -> list[Path]:
    """Return a source's files; its path is relative to the folder above drops."""
    return sorted(drops.parent.glob(source["path"]))


def rows(path: Path, source: dict) -> Rows:
    """Return the rows of one file under its header, as the source declares it."""
    header, lines = table(path, source)
    return [dict(zip(header, line, strict=True)) for line in lines]


def table(path: Path, source: dict) -> tuple[list[str], list[list[object]]]:
    """Return the header of one file and the lines under it."""
    if source["format"] == "parquet":
        read = pq.read_table(path)
        return read.column_names, [list(row.values()) for row in read.to_pylist()]
    if source["format"] == "xlsx":
        book = CalamineWorkbook.from_path(str(path))
        lines = book.get_sheet_by_name(source["sheet"]).to_python()
    else:
        options = source["options"]
        text = content(path).decode(options["encoding"])  # strict: wrong bytes raise
        lines = list(
            csv.reader(
                io.StringIO(text, newline=""),
                delimiter=options["delimiter"],
                strict=True,
            )
        )
    first = source.get("header_row", 1)
    return lines[first - 1], lines[first:]


def all_rows(drops: Path, source: dict) -> Rows:
    """Return the rows of all files of a source."""
    return [row for path in files(drops, source) for row in rows(path, source)]


def content(path: Path) -> bytes:
    """Return a file's bytes, unpacked."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            (name,) = archive.namelist()
            return archive.read(name)
    return path.read_bytes()
