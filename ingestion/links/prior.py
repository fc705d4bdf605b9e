"""What is known before names are compared: who is surely one, who surely are two."""

import duckdb
import pyarrow as pa

from ingestion.workspace.links import Links

# Only one person is likely to agree on all of these; so many of the pairs of one
# person do.
SURE = (
    ("first_name", "last_name", "birth_date"),
    ("last_name", "birth_date", "postcode"),
    ("email",),
)
SURE_SHARE = 0.7
# Not by names or dates alone: two Jean Martin are two persons more often than one.
THIN = (*SURE, ("first_name", "birth_date"), ("last_name", "birth_date"))
MAX_PRIOR = 0.5


def prior_probability(connection: duckdb.DuckDBPyConnection, links: Links) -> float:
    """Return how probable it is that two records at random are one person.

    Counted on the table `records`: the pairs that surely are, as a share of all.
    """
    rules = [rule for rule in SURE if set(rule) <= links.columns.keys()]
    sure = " union ".join(
        "select a.unique_id, b.unique_id from records as a join records as b "
        f"on {' and '.join(f'a.{name} = b.{name}' for name in rule)} "
        "where a.unique_id < b.unique_id"
        for rule in rules
    )
    ((count, n),) = connection.execute(
        f"select (select count(*) from ({sure or 'select 1 where false'})), "
        "(select count(*) from records)"
    ).fetchall()
    pairs = n * (n - 1) / 2
    return min(max(count, 1) / SURE_SHARE / pairs, MAX_PRIOR)


def strangers(records: pa.Table, links: Links) -> str:
    """Return SQL of `records` that are not surely one person with another one.

    Among all records many a pair is one person, so that strangers would seem to agree
    more often than they do, the more so the more an export repeats its customers.
    """
    firsts = [
        f"({' is null or '.join(rule)} is null or row_number() over "
        f"(partition by {', '.join(rule)} order by unique_id) = 1)"
        for rule in THIN
        if set(rule) <= links.columns.keys()
    ]
    kept = f"qualify {' and '.join(firsts)}" if firsts else ""
    return f"select * from records {kept}"
