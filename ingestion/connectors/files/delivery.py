"""One delivery, read block by block: its tables, its counts, what it covers."""

import datetime as dt
import hashlib
import time
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ingestion.connectors.files.ahead import one_ahead
from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import Block, Reader
from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.checked_times import TimeChecker
from ingestion.connectors.files.entities import shape_activity, shape_customers
from ingestion.connectors.files.interactions import shape_interactions
from ingestion.connectors.files.link_records import LinkRecords
from ingestion.connectors.files.mapping import Mapping, resolve
from ingestion.connectors.files.naming import day_named, delivered_at
from ingestion.connectors.files.progress import Progress
from ingestion.connectors.files.rejections import Rejections
from ingestion.connectors.files.shaping import Shaping
from ingestion.connectors.files.source_run import SourceRun
from ingestion.connectors.files.table_files import TableFiles
from ingestion.connectors.files.verdicts import Verdicts
from ingestion.contract import DELIVERIES, REJECTED
from ingestion.workspace.local_days import local_midnight

SHAPES = {
    "interactions": shape_interactions,
    "customers": shape_customers,
    "activity": shape_activity,
}
SHOW_EVERY_SECONDS = 2


class DeliveryReading:
    """One delivery on its way: its rows go to files, its counts to its account."""

    def __init__(
        self, run: SourceRun, delivery: Delivery, delivery_id: str, files: TableFiles
    ) -> None:
        self.warnings: list[str] = []
        self.links = LinkRecords(run.source.links) if run.source.links else None
        self._run, self._delivery, self._files = run, delivery, files
        self._progress = Progress(run.source.options.decimal_separator)
        self.rejections = Rejections()
        self._row_count = self._skipped_count = 0
        self._shown_at = time.monotonic()
        modified_at = dt.datetime.fromtimestamp(int(delivery.file.modified_at), dt.UTC)
        pattern = run.source.delivery.complete_until
        self._constants = {
            "delivery_id": delivery_id,
            "delivered_at": delivered_at(delivery.name, pattern, modified_at, run.zone),
            "modified_at": modified_at,
            "loaded_at": run.loaded_at,
        }

    def read(self, reader: Reader) -> None:
        """Take in every row of one table of the file."""
        mapping = resolve(self._run.source, reader, self._delivery.label)
        self.warnings += reader.warnings
        for block in one_ahead(reader.blocks(mapping.wanted)):
            self._take(block, reader, mapping)
            if time.monotonic() - self._shown_at > SHOW_EVERY_SECONDS:
                self._shown_at = time.monotonic()
                said = f"{self._delivery.name}: {self._row_count:,} rows so far"
                self._run.say(said)

    def _take(self, block: Block, reader: Reader, mapping: Mapping) -> None:
        run, verdicts = self._run, Verdicts(len(block.rows))
        cells = Cells(block, mapping, run.source)
        checker = TimeChecker(
            cells,
            verdicts,
            self._progress,
            reader.native,
            run.zone,
            run.source.timestamp_format,
            run.latest,
        )
        provenance = self._provenance(block.rows + reader.row_offset)
        shape = SHAPES[run.source.entity]
        tables = shape(Shaping(cells, checker, run.pseudonyms, provenance, self.links))
        for name, table in tables.items():
            self._files.write(name, table)
        self._files.write("_rejected", self._rejected(block, verdicts, reader))
        self._skipped_count += verdicts.skipped_count + block.skipped_count
        self._row_count += len(block.rows) + len(block.ragged) + block.skipped_count

    def _provenance(self, rows: np.ndarray) -> dict[str, pa.Array]:
        columns = {
            name: pa.repeat(pa.scalar(value, REJECTED.field(name).type), len(rows))
            for name, value in self._constants.items()
        }
        return columns | {"source_row": pa.array(rows)}

    def _rejected(self, block: Block, verdicts: Verdicts, reader: Reader) -> pa.Table:
        rows, columns, reasons = self.rejections.take(block, verdicts)
        name = self._delivery.name + (f"[{reader.sheet}]" if reader.sheet else "")
        found = self._provenance(rows + reader.row_offset) | {
            "source_name": pa.repeat(self._run.source_name, len(rows)),
            "file_name": pa.repeat(name, len(rows)),
            "column_name": pa.array(columns, pa.string()),
            "reason": pa.array(reasons, pa.string()),
        }
        return pa.table([found[name] for name in REJECTED.names], schema=REJECTED)

    def finish(self, byte_count: int) -> dict[str, object]:
        """Write and return the line of account; raise FileError on too many bad rows.

        What else there is to say is in `warnings` then.
        """
        judged, rejections = self._row_count - self._skipped_count, self.rejections
        share = self._run.source.max_rejected_share
        rejections.refuse_if_too_many(judged, share, self._delivery.label)
        if not judged:
            self.warnings.append("has a header and no rows: taken as nothing to say")
        progress = self._progress
        account = self._constants | {
            "source_name": self._run.source_name,
            "entity": self._run.source.entity,
            "file_name": self._delivery.name,
            "byte_count": byte_count,
            "row_count": self._row_count,
            "accepted_count": judged - rejections.count,
            "rejected_count": rejections.count,
            "skipped_count": self._skipped_count,
            "ambiguous_time_count": progress.ambiguous_time_count,
            "missing_time_count": progress.missing_time_count,
            "rejected_identifier_count": progress.rejected_identifier_count,
            "first_started_at": _instant(progress.first_start),
            "last_started_at": _instant(progress.last_start),
            "complete_until_at": self._complete_until(),
        }
        if not judged:
            # Without rows only the name tells its day: the same bytes as those of
            # another silent day are no repetition.
            said = f"{account['delivery_id']}\x1f{self._delivery.name}"
            account["delivery_id"] = hashlib.sha256(said.encode()).hexdigest()
        line = pa.Table.from_pylist([account], schema=DELIVERIES)
        self._files.write("deliveries", line)
        return account

    def _complete_until(self) -> dt.datetime | None:
        """Return when the delivery stops saying something.

        That is the end of the day in its name; else the start of the last day that
        has rows, since that day may not have ended when the file was made.
        """
        zone = self._run.zone
        pattern = self._run.source.delivery.complete_until
        if pattern:
            if found := day_named(self._delivery.name, pattern):
                return local_midnight(found[1], zone)
            self.warnings.append(
                f"its name has no date like delivery.complete_until {pattern!r}: the "
                "source counts as complete until the last day with rows"
            )
        last = self._progress.last_start
        if last is None:
            return None
        local = dt.datetime.fromtimestamp(last, ZoneInfo(zone))
        return local_midnight(local.date(), zone)


def _instant(seconds: int | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
