"""A delivery becomes Parquet files in a folder of its own, or nothing at all."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.delivery import DeliveryReading
from ingestion.connectors.files.discovery import look
from ingestion.connectors.files.link_records import LinkRecords
from ingestion.connectors.files.readers import readers
from ingestion.connectors.files.rejections import Rejections
from ingestion.connectors.files.source_run import SourceRun
from ingestion.connectors.files.table_files import Part, TableFiles
from ingestion.errors import FileError


@dataclass
class Staged:
    """A delivery that holds: its rows, its line of account, what was odd.

    Tables of many rows are in Parquet `files`, those of few in `tables`.
    """

    files: list[Part]
    tables: dict[str, list[pa.Table]]
    account: dict[str, object]
    rejections: Rejections
    warnings: list[str]
    links: LinkRecords | None = None


def stage(
    run: SourceRun,
    delivery: Delivery,
    delivery_id: str,
    byte_count: int,
    folder: Path,
) -> Staged:
    """Return a delivery's rows, or raise FileError leaving nothing in `folder`."""
    files = TableFiles(folder)
    try:
        reading = DeliveryReading(run, delivery, delivery_id, files)
        for reader in readers(delivery, run.source):
            reading.read(reader)
        if look(delivery.file.path) != delivery.file:
            raise FileError(
                "changed while it was read: expected a finished file; write it "
                "under a name that ends in .part, then rename it",
                file=delivery.label,
            )
        account = reading.finish(byte_count)
        return Staged(
            *files.finished(),
            account,
            reading.rejections,
            reading.warnings,
            reading.links,
        )
    except BaseException:
        files.discard()
        raise
