"""Columns of text to the bytes of a file; the same columns give the same bytes."""

import gzip
import io
import zipfile
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BLOCK_ROWS = 100_000  # joined lines of one block stay far below Arrow's 2 GB
ZIP_TIME = (2025, 1, 1, 0, 0, 0)

Columns = dict[str, pa.Array]


def csv_file(
    columns: Columns,
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
    quoted: bool = False,
    footer: list[str] | None = None,
) -> bytes:
    """Return a CSV with header and CRLF; null is an empty field.

    Without `quoted` no value may hold a delimiter, a quote or a line end.
    """
    names = [_quoted(name) if quoted else name for name in columns]
    parts = [(delimiter.join(names) + "\r\n").encode(encoding)]
    values = [_quote(column) if quoted else column for column in columns.values()]
    codec = encoding.removesuffix("-sig")  # the mark belongs to the first bytes only
    for block in _lines(values, delimiter):
        if codec == "utf-8":
            parts.append(block)
        else:
            parts.append(block.decode("utf-8").encode(codec))
    if footer:
        padding = delimiter * (len(columns) - len(footer))
        parts.append((delimiter.join(footer) + padding + "\r\n").encode(codec))
    return b"".join(parts)


def gzipped(content: bytes) -> bytes:
    """Return the content as gzip, without a time stamp."""
    return gzip.compress(content, compresslevel=4, mtime=0)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of the members, with a fixed time stamp."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def parquet_file(columns: Columns, metadata: dict[str, str] | None = None) -> bytes:
    """Return the columns as Parquet; `metadata` is what the file says of itself."""
    buffer = io.BytesIO()
    table = pa.table(columns, metadata=metadata)
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _lines(columns: list[pa.Array], delimiter: str) -> Iterator[bytes]:
    """Yield the rows as lines, in blocks of bytes.

    Arrow keeps the text of a column in one piece, so the joined lines of a block
    are the file's bytes already.
    """
    for first in range(0, len(columns[0]), BLOCK_ROWS):
        block = [column.slice(first, BLOCK_ROWS) for column in columns]
        rows = pc.binary_join_element_wise(
            *block, delimiter, null_handling="replace", null_replacement=""
        )
        lines = pc.binary_join_element_wise(rows, "\r\n", "")
        yield lines.buffers()[2].to_pybytes()


def _quote(column: pa.Array) -> pa.Array:
    doubled = pc.replace_substring(column, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    return pc.if_else(pc.is_null(column), "", quoted)


def _quoted(name: str) -> str:
    return f'"{name}"'
