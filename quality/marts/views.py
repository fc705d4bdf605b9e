"""The views of the published border: `sql/*.sql`, over the candidate warehouse.

Row marts are counted by month, aggregate marts are read whole; what is a source's
own text is hashed in the SQL already.
"""

import json
from pathlib import Path
from string import Template

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from ingestion.contract import CHANNELS, DIRECTIONS, OUTCOMES
from quality.audits import read_audits
from quality.raw.history import ACCEPTED

FOLDER = Path(__file__).parent / "sql"
NEARLY = "1e-9"  # doubles are not compared to their last digit
LEAST_SHARE = "0.7"  # under it a part says little of the whole


def mart_view(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """Return a view of the candidate, which the connection has open."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(Template(text).substitute(_words(connection))).df()


def _words(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what the views leave open: the contract's words, the marts' rates."""
    columns = [
        name
        for (name,) in connection.execute(
            "select column_name from duckdb_columns() where schema_name = 'marts' "
            "and table_name = 'reiteration_rates' "
            "and database_name = current_database()"
        ).fetchall()
    ]
    rates = [name for name in columns if f"{name}_low" in columns]
    shares = [name for name in rates if name.endswith("_rate")]
    means = [name for name in rates if name not in shares]
    bounded = [name for name in rates if f"{name}_lower_bound" in columns]
    return {
        "channels": _listed(CHANNELS),
        "directions": _listed(DIRECTIONS),
        "outcomes": _listed(OUTCOMES),
        "nearly": NEARLY,
        "least_share": LEAST_SHARE,
        "shares_out_of_range": _how_many(
            f"{name} < 0 or {name} > 1 + {NEARLY}" for name in shares
        ),
        "means_out_of_range": _how_many(f"{name} < 0" for name in means),
        "intervals_wrong": _how_many(
            f"{name}_low > {name} + {NEARLY} or {name}_high < {name} - {NEARLY}"
            for name in rates
        ),
        "bounds_wrong": _how_many(
            f"{name}_lower_bound > {name} + {NEARLY} "
            f"or {name}_upper_bound < {name} - {NEARLY}"
            for name in bounded
        ),
        "rates": "\nunion all\n".join(
            f"select period_started_on, previous_on, '{name}' as rate_name, "
            f"{name} as rate, {name}_low as low, {name}_high as high from months"
            for name in rates
            if name != "rate"  # ours has a name of its own too
        ),
    }


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _how_many(conditions) -> str:
    """Return the SQL of how many conditions hold in a row."""
    held = (f"cast(coalesce({one}, false) as integer)" for one in conditions)
    return " + ".join(held) or "0"


def count_raw(connection: duckdb.DuckDBPyConnection, data_dir: Path) -> None:
    """Count, past dbt, the interactions that accepted raw holds, in `raw_counts`.

    Of the sources that sources.yml still names, every id counts once: the latest
    version is the one that is shown.
    """
    raw = data_dir / "raw"
    named = pq.read_table(raw / "_workspace" / "sources.parquet")["source_name"]
    files: dict[str, list[str]] = {name: [] for name in named.to_pylist()}
    for audit in read_audits(raw):
        if audit["status"] == ACCEPTED and audit["source_name"] in files:
            files[audit["source_name"]] += [
                str(raw / name)
                for name in audit["files"]
                if name.split("/")[1] == "interactions"
            ]
    connection.execute(
        "create or replace temp table raw_counts "
        "(source_name varchar, interaction_count bigint)"
    )
    for source_name, paths in files.items():
        if paths:
            connection.execute(
                "insert into raw_counts select ?, "
                "count(distinct md5_number(source_interaction_id)) "
                "from read_parquet(?)",
                [source_name, paths],
            )


def invocation(data_dir: Path) -> str | None:
    """Return dbt's id of the run that built the candidate."""
    try:
        text = (data_dir / "dbt" / "run_results.json").read_text(encoding="utf-8")
        return json.loads(text)["metadata"]["invocation_id"]
    except (FileNotFoundError, ValueError, KeyError):
        return None
