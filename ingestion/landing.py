"""Raw Parquet: loads that are whole or not there at all.

dlt's filesystem destination copies the files of a load, then lists the load under
`_dlt_loads`. Files of a load that is not listed do not count, and go at the next run.
All of dlt's own state is worked out anew each time: what landed is the only state.
"""

import contextlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from ingestion.errors import IngestionError


def completed_loads(data_dir: str | Path, source_name: str) -> set[str]:
    """Return the ids of the loads that dlt lists as completed."""
    found = set()
    for path in (Path(data_dir) / "raw" / source_name / "_dlt_loads").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                load = json.loads(line)
            except ValueError:  # cut short by a crash: not completed
                continue
            if load.get("status") == 0:
                found.add(load["load_id"])
    return found


def completed_files(data_dir: str | Path, source_name: str, table: str) -> list[Path]:
    """Return the Parquet files of a raw table that belong to completed loads."""
    loads = completed_loads(data_dir, source_name)
    folder = Path(data_dir) / "raw" / source_name / table
    return sorted(path for path in folder.glob("*.parquet") if _load_of(path) in loads)


def _load_of(path: Path) -> str:
    return path.name.removesuffix(".parquet").rpartition(".")[0]


def sweep(data_dir: str | Path, source_name: str) -> None:
    """Remove what a killed run left; call it under the source's lock only."""
    shutil.rmtree(_work(data_dir, source_name), ignore_errors=True)
    loads = completed_loads(data_dir, source_name)
    for path in (Path(data_dir) / "raw" / source_name).glob("*/*.parquet"):
        if _load_of(path) not in loads:
            path.unlink()


def _work(data_dir: str | Path, source_name: str) -> Path:
    return Path(data_dir) / ".work" / source_name


@contextlib.contextmanager
def working_folder(data_dir: str | Path, source_name: str) -> Iterator[Path]:
    """Give a folder for one run, on the disk of the data, and remove it afterwards."""
    folder = _work(data_dir, source_name)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def land(
    data_dir: str | Path,
    source_name: str,
    files: list[tuple[str, Path, int]],
    work: Path,
) -> str:
    """Land Parquet files, given as (table, file, rows), in one load; return its id.

    `work` is a folder on the same disk, removed by the caller.
    """
    dlt = _quiet_dlt(work)
    from dlt.common.libs.pyarrow import py_arrow_to_table_schema_columns

    pipeline = dlt.pipeline(
        pipeline_name="ingestion",
        pipelines_dir=str(work / "dlt"),
        destination=dlt.destinations.filesystem(
            bucket_url=str((Path(data_dir) / "raw").absolute())
        ),
        dataset_name=source_name,
    )

    def resource(table: str):
        paths = [(path, rows) for name, path, rows in files if name == table]

        def imports():
            for path, rows in paths:
                yield dlt.mark.with_file_import(str(path), "parquet", rows)

        # Told every column, dlt lands the file itself; else it writes it anew.
        # A resource per table: hints given with an item would spread to the next.
        columns = py_arrow_to_table_schema_columns(pq.read_schema(paths[0][0]))
        return dlt.resource(
            imports, name=table, columns=columns, write_disposition="append"
        )

    tables = sorted({table for table, _, _ in files})
    try:
        info = pipeline.run(
            [resource(table) for table in tables], loader_file_format="parquet"
        )
        info.raise_on_failed_jobs()
    except (dlt.pipeline.exceptions.PipelineStepFailed, OSError) as error:
        cause = error.__cause__ or error
        raise IngestionError(
            f"the load of {source_name} failed ({type(cause).__name__}: {cause}): "
            "nothing of it counts; free the disk or mend its rights, and run again"
        ) from error
    load_id = info.loads_ids[0]
    if load_id not in completed_loads(data_dir, source_name):
        raise IngestionError(
            f"load {load_id} of {source_name} did not complete: nothing of it counts; "
            "run again, and look at the disk if it happens twice"
        )
    return load_id


def _quiet_dlt(work: Path):
    """Import dlt so that it calls nobody and writes nothing outside `work`."""
    os.environ |= {
        "DLT_DATA_DIR": str(work / "dlt"),
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        "RUNTIME__LOG_LEVEL": "CRITICAL",
        "RESTORE_FROM_DESTINATION": "false",
        # Else dlt asks an installed Airflow, which then makes itself a home.
        "PROVIDERS__ENABLE_AIRFLOW_SECRETS": "false",
        "SCHEMA__NAMING": "direct",  # a source's name is its folder, letter for letter
    }
    import dlt  # here, since it takes a second and most runs have nothing new

    logging.getLogger("dlt").setLevel(logging.CRITICAL)
    return dlt
