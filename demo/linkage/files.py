"""The labelled files, how ours reads them, and who is who by a list of pairs."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from demo.linkage import tutorials
from ingestion.links.pairs import probable_pairs
from ingestion.links.records import comparable
from ingestion.workspace.links import Links


class Labelled(NamedTuple):
    """A file with the true person of each row in `cluster`."""

    name: str
    path: str
    links: Links  # as a company would write them in sources.yml, all else default
    tutorial: Callable[[duckdb.DuckDBPyConnection, pa.Table], pa.Table]


FILES = (
    Labelled(
        "fake_1000",
        "fake_1000.csv",
        Links(
            columns={
                "first_name": "first_name",
                "last_name": "surname",
                "birth_date": "dob",
                "city": "city",
                "email": "email",
            }
        ),
        tutorials.fake_1000,
    ),
    Labelled(
        "historical_50k",
        "historical_figures_with_errors_50k.parquet",
        Links(
            columns={
                "first_name": "first_name",
                "last_name": "surname",
                "birth_date": "dob",
                "postcode": "postcode_fake",
                "birth_place": "birth_place",
                "occupation": "occupation",
            }
        ),
        tutorials.historical_50k,
    ),
)
LABELS = "fake_1000_labels.csv"


def read(path: Path) -> pa.Table:
    """Return a file's rows, every column as text."""
    with duckdb.connect() as memory:
        reader = "read_csv($1, all_varchar = true)"
        if path.suffix == ".parquet":
            reader = "read_parquet($1)"
        query = f"select columns(*)::varchar from {reader}"
        return memory.sql(query, params=[str(path)]).to_arrow_table()


def our_pairs(records: pa.Table, links: Links) -> pa.Table:
    """Return the pairs (l, r) that ours would land."""
    clear = {
        name: records[str(links.column(name).from_)].combine_chunks()
        for name in links.columns
    }
    keys = records["unique_id"].combine_chunks()
    pairs = probable_pairs(comparable(keys, clear, links), links)
    return pairs.select([0, 1]).rename_columns(["l", "r"])


def groups(ids: list[str], pairs: pa.Table) -> np.ndarray:
    """Return the number of each id's group, pairs being joined in chains."""
    at = {name: number for number, name in enumerate(ids)}
    parent = list(range(len(ids)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    left, right = (pairs[name].to_pylist() for name in ("l", "r"))
    for one, other in zip(left, right, strict=True):
        parent[root(at[one])] = root(at[other])
    return np.array([root(number) for number in range(len(ids))])
