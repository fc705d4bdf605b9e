"""One delivery, read whole into Parquet files of its own, or refused whole."""

import datetime as dt
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.connectors.files.ahead import one_ahead
from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import RAGGED, Block, Reader
from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.checked import Checker, Progress
from ingestion.connectors.files.csv_reader import CsvReader
from ingestion.connectors.files.discovery import look
from ingestion.connectors.files.entities import shape_activity, shape_customers
from ingestion.connectors.files.identifiers import Pseudonyms
from ingestion.connectors.files.interactions import shape_interactions
from ingestion.connectors.files.mapping import Mapping, resolve
from ingestion.connectors.files.naming import day_named, delivered_at
from ingestion.connectors.files.parquet_reader import ParquetReader
from ingestion.connectors.files.times import DAY, midnight, to_wall
from ingestion.connectors.files.verdicts import Tally, Verdicts
from ingestion.connectors.files.workbook_reader import workbook_readers
from ingestion.contract import DELIVERIES, RAW_TABLES, REJECTED
from ingestion.errors import FileError
from ingestion.workspace.sources import Source, Workspace

FORMATS = {
    "csv": "csv", "txt": "csv", "tsv": "csv", "parquet": "parquet", "pq": "parquet",
    "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "xls": "xlsx", "ods": "xlsx",
}  # fmt: skip
SHOW_EVERY_SECONDS = 2


@dataclass
class Staged:
    """A delivery that holds: its Parquet files by table, and its line of account."""

    files: list[tuple[str, Path, int]]  # table, file, rows
    account: dict[str, object]
    warnings: list[str]


@dataclass
class Stager:
    """Reads the deliveries of one source into a working folder."""

    source_name: str
    workspace: Workspace
    key: bytes
    folder: Path
    loaded_at: dt.datetime
    say: Callable[[str], None]
    _count: int = field(default=0, init=False)

    @property
    def source(self) -> Source:
        """The settings of the source."""
        return self.workspace.sources[self.source_name]

    @property
    def zone(self) -> str:
        """The zone of the source's local times."""
        return self.source.timezone or self.workspace.timezone

    def stage(self, delivery: Delivery, delivery_id: str, byte_count: int) -> Staged:
        """Return a delivery's rows on disk, or raise FileError leaving nothing."""
        self._count += 1
        work = _Work(self, delivery, delivery_id, self.folder / str(self._count))
        try:
            for reader in _readers(delivery, self.source):
                work.read(reader)
            if look(delivery.file.path) != delivery.file:
                raise FileError(
                    "changed while it was read: expected a finished file; write it "
                    "under a name that ends in .part, then rename it",
                    file=delivery.label,
                )
            work.refuse_if_rejected()
            return work.finished(byte_count)
        except BaseException:
            work.discard()
            raise


def _readers(delivery: Delivery, source: Source) -> Iterator[Reader]:
    suffix = delivery.inner_name.rpartition(".")[2].lower()
    kind = source.format or FORMATS.get(suffix)
    if kind is None:
        raise FileError(
            f"has a name that tells no format: expected one of "
            f"{', '.join('.' + name for name in FORMATS)}; set `format`",
            file=delivery.label,
        )
    if kind == "csv":
        yield CsvReader(delivery, source)
    elif kind == "parquet":
        yield ParquetReader(delivery)
    else:
        yield from workbook_readers(delivery, source)


class _Work:
    """One delivery on its way."""

    def __init__(
        self, stager: Stager, delivery: Delivery, delivery_id: str, folder: Path
    ) -> None:
        self._stager, self._delivery, self._folder = stager, delivery, folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {}
        self._thread = ThreadPoolExecutor(1)
        self._writes: deque[Future] = deque()
        self._tally, self._warnings = Tally(), []
        self._skipped = self._rejected = self._read_rows = 0
        self._shown_at = time.monotonic()
        source = stager.source
        self._progress = Progress(source.options.decimal_separator)
        modified_at = dt.datetime.fromtimestamp(int(delivery.file.modified_at), dt.UTC)
        self._constants = {
            "delivery_id": delivery_id,
            "delivered_at": delivered_at(
                delivery.name, source.delivery.complete_until, modified_at, stager.zone
            ),
            "modified_at": modified_at,
            "loaded_at": stager.loaded_at,
        }
        self._folder.mkdir(parents=True)

    def read(self, reader: Reader) -> None:
        """Take in every row of one table of the file."""
        mapping = resolve(self._stager.source, reader, self._delivery.label)
        self._warnings += reader.warnings
        for block in one_ahead(reader.blocks(mapping.wanted)):
            self._take(block, reader, mapping)

    def _take(self, block: Block, reader: Reader, mapping: Mapping) -> None:
        stager, source = self._stager, self._stager.source
        verdicts = Verdicts(len(block.rows))
        cells = Cells(block, mapping, source)
        latest = stager.loaded_at + dt.timedelta(days=1)
        checker = Checker(
            cells,
            verdicts,
            self._progress,
            reader.native,
            stager.zone,
            source.timestamp_format,
            int(latest.timestamp()),
        )
        pseudonyms = Pseudonyms(
            stager.key, stager.source_name, source, stager.workspace.country
        )
        provenance = self._provenance(block.rows + reader.row_offset)
        if source.entity == "interactions":
            tables = shape_interactions(
                cells, checker, pseudonyms, stager.workspace.sources, provenance
            )
        elif source.entity == "customers":
            tables = shape_customers(cells, checker, pseudonyms, provenance)
        else:
            tables = shape_activity(cells, checker, pseudonyms, provenance)
        for name, table in tables.items():
            self._write(name, table)
        self._reject(block, verdicts, reader)
        self._skipped += verdicts.skipped_count + block.skipped_count
        self._read_rows += len(block.rows) + len(block.ragged) + block.skipped_count
        if time.monotonic() - self._shown_at > SHOW_EVERY_SECONDS:
            self._shown_at = time.monotonic()
            stager.say(f"{self._delivery.name}: {self._read_rows:,} rows so far")

    def _provenance(self, rows: np.ndarray) -> dict[str, pa.Array]:
        columns = {
            name: pa.repeat(pa.scalar(value, REJECTED.field(name).type), len(rows))
            for name, value in self._constants.items()
        }
        return columns | {"source_row": pa.array(rows)}

    def _reject(self, block: Block, verdicts: Verdicts, reader: Reader) -> None:
        at, columns, reasons = verdicts.rejections()
        rows = np.concatenate([block.rows[at], np.array(block.ragged, np.int64)])
        columns = columns + [None] * len(block.ragged)
        reasons = reasons + [RAGGED] * len(block.ragged)
        if not len(rows):
            return
        for row, column, reason in zip(rows, columns, reasons, strict=True):
            self._tally.add(int(row), column, reason)
        name = self._delivery.name + (f"[{reader.sheet}]" if reader.sheet else "")
        found = self._provenance(rows + reader.row_offset) | {
            "source_name": pa.repeat(self._stager.source_name, len(rows)),
            "file_name": pa.repeat(name, len(rows)),
            "column_name": pa.array(columns, pa.string()),
            "reason": pa.array(reasons, pa.string()),
        }
        self._rejected += len(rows)
        table = pa.table([found[n] for n in REJECTED.names], schema=REJECTED)
        self._write("_rejected", table)

    def _write(self, name: str, table: pa.Table) -> None:
        if not table.num_rows:
            return
        if name not in self._writers:
            path = self._folder / f"{name}.parquet"
            self._writers[name] = pq.ParquetWriter(
                path, RAW_TABLES[name], compression="zstd", compression_level=1
            )
            self._rows[name] = 0
        self._rows[name] += table.num_rows
        # Arrow compresses on the other core; two blocks may wait, no more.
        if len(self._writes) > 2:
            self._writes.popleft().result()
        write = self._writers[name].write_table
        self._writes.append(self._thread.submit(write, table))

    def refuse_if_rejected(self) -> None:
        """Raise FileError when more rows are rejected than the source allows."""
        limit = self._stager.source.max_rejected_share
        judged = self._read_rows - self._skipped
        if not self._rejected or self._rejected <= limit * judged:
            return
        raise FileError(
            f"{self._rejected} of {judged} rows are rejected, more than "
            f"max_rejected_share {limit:g} allows; nothing of it is landed. Correct "
            "the file or sources.yml:\n  " + "\n  ".join(self._tally.lines()),
            file=self._delivery.label,
        )

    def finished(self, byte_count: int) -> Staged:
        """Close the files and return them with the delivery's line of account."""
        accepted = self._read_rows - self._skipped - self._rejected
        progress = self._progress
        if not accepted + self._rejected:
            self._warnings.append("has a header and no rows: taken as nothing to say")
        account = self._constants | {
            "source_name": self._stager.source_name,
            "entity": self._stager.source.entity,
            "file_name": self._delivery.name,
            "byte_count": byte_count,
            "row_count": self._read_rows,
            "accepted_count": accepted,
            "rejected_count": self._rejected,
            "skipped_count": self._skipped,
            "ambiguous_time_count": progress.ambiguous_time_count,
            "missing_time_count": progress.missing_time_count,
            "rejected_identifier_count": progress.rejected_identifier_count,
            "time_precision": progress.time_precision,
            "first_started_at": _instant(progress.first_start),
            "last_started_at": _instant(progress.last_start),
            "complete_until_at": self._complete_until(),
        }
        self._write("deliveries", pa.Table.from_pylist([account], schema=DELIVERIES))
        while self._writes:
            self._writes.popleft().result()
        self._close()
        files = [
            (name, self._folder / f"{name}.parquet", count)
            for name, count in self._rows.items()
        ]
        warnings = self._warnings
        if self._rejected:
            warnings = warnings + [f"rejected {line}" for line in self._tally.lines()]
        return Staged(files, account, warnings)

    def _complete_until(self) -> dt.datetime | None:
        """Return when the delivery stops saying something.

        That is the end of the day in its name; else the start of the last day that
        has rows, since that day may not have ended when the file was made.
        """
        zone = self._stager.zone
        pattern = self._stager.source.delivery.complete_until
        if pattern:
            if found := day_named(self._delivery.name, pattern):
                return midnight(zone, found[1])
            self._warnings.append(
                f"its name has no date like delivery.complete_until {pattern!r}: the "
                "source counts as complete until the last day with rows"
            )
        last = self._progress.last_start
        if last is None:
            return None
        days = int(to_wall(zone, np.array([last]))[0]) // DAY
        return midnight(zone, dt.date(1970, 1, 1) + dt.timedelta(days=days))

    def _close(self) -> None:
        self._thread.shutdown()
        for writer in self._writers.values():
            writer.close()
        self._writers = {}

    def discard(self) -> None:
        """Leave nothing of a refused delivery."""
        self._close()
        for path in self._folder.glob("*"):
            path.unlink()
        self._folder.rmdir()


def _instant(seconds: int | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
