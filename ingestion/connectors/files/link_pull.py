"""The links of a customer source, worked out anew whenever a delivery landed.

Names are not kept, so the deliveries that landed earlier are read once more, as long as
they lie in the folder.
"""

from pathlib import Path

import pyarrow as pa

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.delivery import DeliveryReading
from ingestion.connectors.files.link_records import LinkRecords
from ingestion.connectors.files.readers import readers
from ingestion.connectors.files.source_run import SourceRun
from ingestion.connectors.files.staging import Staged
from ingestion.connectors.files.table_files import Part, parquet_writer
from ingestion.contract import CUSTOMER_LINKS
from ingestion.errors import FileError, IngestionError

TABLE = "customer_links"


class _Nowhere:
    """Takes rows that have landed already, and writes nothing."""

    def write(self, name: str, table: pa.Table) -> None:
        pass


def link_parts(
    run: SourceRun,
    staged: list[Staged],
    earlier: dict[str, Delivery],
    missing_count: int,
    work: Path,
) -> list[Part]:
    """Return the file of probable pairs to land, none where there are no pairs.

    `earlier` are the deliveries, by id, that landed before and lie there still;
    `missing_count` are those that do not. Raises IngestionError as probable_pairs.
    """
    if run.source.links is None:
        return []
    records = LinkRecords(run.source.links)
    for one in staged:
        records.take_over(one.links)
    for delivery_id, delivery in earlier.items():
        reading = DeliveryReading(run, delivery, delivery_id, _Nowhere())
        try:
            for reader in readers(delivery, run.source):
                reading.read(reader)
        except FileError as error:
            run.say(f"warning: left out of links, though it landed before: {error}")
            continue
        records.take_over(reading.links)
    if missing_count:
        run.say(
            f"warning: {missing_count} earlier deliveries are no longer in the folder: "
            "customers of theirs alone are linked to nobody any more; put them back"
        )
    try:
        pairs = records.pairs(run)
    except IngestionError as error:
        raise IngestionError(f"{run.source_name}: {error}") from None
    run.say(f"{pairs.num_rows:,} pairs of accounts are probably one person")
    if not pairs.num_rows:
        return []
    path = work / f"{TABLE}.parquet"
    with parquet_writer(path, CUSTOMER_LINKS) as writer:
        writer.write_table(pairs)
    return [(TABLE, path, pairs.num_rows)]
