"""Parquet as blocks of text; typed columns keep their exact value."""

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import Block
from ingestion.connectors.files.numbers import MAX_EXACT, number_text
from ingestion.errors import FileError

BLOCK_ROWS = 65_536


class ParquetReader:
    """One Parquet file; `rows` count from 1."""

    native = "parquet"
    sheet = None
    row_offset = 0
    header_line = 1

    def __init__(self, delivery: Delivery) -> None:
        self.warnings: list[str] = []
        self._label = delivery.label
        source = delivery.file.path
        if delivery.is_packed:
            with delivery.open() as stream:
                source = io.BytesIO(stream.read())
        try:
            self._file = pq.ParquetFile(source)
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from None
        self.header = self._file.schema_arrow.names

    def _unreadable(self, error: Exception) -> FileError:
        return FileError(
            f"cannot be read as Parquet ({type(error).__name__}): expected a whole "
            "Parquet file; deliver it again",
            file=self._label,
        )

    def blocks(self, wanted: list[str]) -> Iterator[Block]:
        """Yield the rows, only the columns wanted."""
        first = 1
        batches = self._file.iter_batches(BLOCK_ROWS, columns=wanted)
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError) as error:
                raise self._unreadable(error) from None
            if batch is None:
                return
            columns = [self._text(batch.column(name), name) for name in wanted]
            rows = np.arange(first, first + batch.num_rows, dtype=np.int64)
            first += batch.num_rows
            yield Block(pa.table(columns, names=wanted), rows)

    def _text(self, column: pa.Array, name: str) -> pa.Array:
        kind = column.type
        if pa.types.is_dictionary(kind):
            column = column.dictionary_decode()
            kind = column.type
        if pa.types.is_timestamp(kind):
            seconds = column.cast(pa.timestamp("s", kind.tz and "UTC"), safe=False)
            text = pc.strftime(seconds, format="%Y-%m-%d %H:%M:%S")
            return pc.binary_join_element_wise(text, "Z", "") if kind.tz else text
        if pa.types.is_duration(kind):
            seconds = column.cast(pa.duration("us"), safe=False).cast(pa.int64())
            return _float_text(pc.divide(seconds.cast(pa.float64()), 1e6))
        if pa.types.is_time(kind):
            return pc.utf8_slice_codeunits(column.cast(pa.string()), 0, 8)
        if pa.types.is_floating(kind):
            return _float_text(column.cast(pa.float64()))
        if pa.types.is_binary(kind) or pa.types.is_nested(kind):
            raise FileError(
                f"holds {kind} values: expected text, numbers or times; leave it out "
                "of `columns`",
                file=self._label,
                column=name,
            )
        return column.cast(pa.string())


def _float_text(column: pa.Array) -> pa.Array:
    """Write whole floats without `.0`, NaN as null, lost digits as such."""
    column = pc.if_else(pc.is_finite(column), column, None)
    is_whole = pc.and_(
        pc.equal(column, pc.floor(column)), pc.less(pc.abs(column), MAX_EXACT)
    )
    whole = pc.if_else(is_whole, column, None).cast(pa.int64()).cast(pa.string())
    others = [
        None if value is None else number_text(value)
        for value in pc.if_else(is_whole, None, column).to_pylist()
    ]
    return pc.coalesce(whole, pa.array(others, pa.string()))
