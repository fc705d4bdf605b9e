"""Lines of cost files whose keys no interaction has, and what was probably meant."""

import duckdb

from ingestion.workspace.wording import did_you_mean
from publish.headline import dict_rows

MOST = 10  # lines that the report lists
KEYS = ("partner_name", "site_name", "team_name", "channel", "support_level")
KEYS += ("language", "hours")
NEAR = ("partner_name", "site_name", "team_name", "channel", "language")
IDLE = """
    select * from marts.cost_lines
    where verdict = 'no_such_keys'
    order by file_name, line_number
"""


def idle_cost_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence on each line that prices nothing because of its keys.

    Each names file, line and what no interaction has, with the nearest name that
    the data have. Past MOST the last sentence says how many there are more.
    """
    rows = dict_rows(connection, IDLE)
    lines = [_spoken(connection, row) for row in rows[:MOST]]
    more = len(rows) - MOST
    return lines + ([f"and {more} more, in the mart cost_lines"] if more > 0 else [])


def _spoken(connection: duckdb.DuckDBPyConnection, row: dict) -> str:
    in_house = row["file_name"] == "fte_parameters.csv"
    place = f"{row['file_name']}, line {row['line_number']}: "
    place += "no interaction in the house has " if in_house else "no interaction has "
    if key := row["unknown_key"]:
        near = ""
        if key in NEAR:
            near = did_you_mean(row[key], _values(connection, key, in_house))
        return f"{place}the {key} `{row[key]}`{near}"
    keys = [f"{key} `{row[key]}`" for key in KEYS if row[key] is not None]
    return f"{place}{' with '.join(keys)}"


def _values(
    connection: duckdb.DuckDBPyConnection, key: str, in_house: bool
) -> list[str]:
    """Return the values that interactions have of a key, one of NEAR."""
    rows = connection.execute(
        f"select distinct {key} from marts.interactions where {key} is not null "
        "and (partner_name is null or not ?) order by 1",
        [in_house],
    )
    return [value for (value,) in rows.fetchall()]
