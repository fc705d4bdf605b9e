"""Which reader a delivery is for, by `format` or by its name."""

from collections.abc import Iterator

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import Reader
from ingestion.connectors.files.csv_reader import CsvReader
from ingestion.connectors.files.parquet_reader import ParquetReader
from ingestion.connectors.files.workbook_reader import workbook_readers
from ingestion.errors import FileError
from ingestion.workspace.sources import Source

FORMATS = {
    "csv": "csv", "txt": "csv", "tsv": "csv", "parquet": "parquet", "pq": "parquet",
    "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "xls": "xlsx", "ods": "xlsx",
}  # fmt: skip


def readers(delivery: Delivery, source: Source) -> Iterator[Reader]:
    """Yield a reader for each table of a delivery; a workbook may hold several.

    Raises FileError where neither `format` nor the name tells the format.
    """
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
