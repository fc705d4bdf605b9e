"""Lines of cost files that price nothing: names nothing has, steps never reached."""

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
UNREACHED = """
    select * from marts.cost_lines
    where verdict = 'not_reached'
    order by line_number
"""


def unreached_steps(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence on each step of a tariff above every month's volume.

    Past MOST the last sentence says how many there are more.
    """
    return _listed(
        [
            f"{row['file_name']}, line {row['line_number']}: the step of "
            f"{row['partner_name']} from {row['from_volume']:,} a month was never "
            f"reached: at most {row['greatest_volume']:,}"
            for row in dict_rows(connection, UNREACHED)
        ]
    )


def idle_cost_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence on each line that prices nothing because of its keys.

    Each names file, line and what no interaction has, with the nearest name that
    the data have. Past MOST the last sentence says how many there are more.
    """
    return _listed([_spoken(connection, row) for row in dict_rows(connection, IDLE)])


def _listed(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    rest = [f"and {more} more, in the mart cost_lines"] if more > 0 else []
    return lines[:MOST] + rest


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
