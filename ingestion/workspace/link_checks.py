"""What `links` of a source must hold beyond its structure."""

import functools

from ingestion.workspace.links import TERM, Links
from ingestion.workspace.located_yaml import LocatedYaml, Place
from ingestion.workspace.sources import Source
from ingestion.workspace.time_formats import keeps_date
from ingestion.workspace.wording import did_you_mean

# By these the model is learned, in turns: each column by the others.
LEARNED_BY = "first_name with last_name, birth_date, postcode, email, address"
# Columns of the comparison itself.
RESERVED = {"unique_id", "full_name", "name"}
RESERVED |= {"match_key", "match_weight", "match_probability"}
FORMS = ("_leading", "_bare", "_parts", "_l", "_r")  # what is added to their names


def check_links(source: Source, located: LocatedYaml, place: Place) -> None:
    """Raise WorkspaceError at the first thing wrong with a source's `links`."""
    links = source.links
    if links is None:
        return
    if source.entity != "customers":
        raise located.error(
            place, "expected `links` only in a source of entity customers", on_key=True
        )
    for name in links.columns:
        _check_column(name, links, located, (*place, "columns", name))
    for at, rule in enumerate(links.blocking_rules or ()):
        for spot, term in enumerate(rule):
            _check_term(term, links, located, (*place, "blocking_rules", at, spot))
    if not links.rules() or not all(links.rules()):
        raise located.error(
            (*place, "blocking_rules"),
            "expected lists of columns to agree on, such as [last_name, birth_date]: "
            "no list suits the columns given",
        )
    if len(links.training_rules()) < 2:
        raise located.error(
            (*place, "columns"),
            f"expected at least two of: {LEARNED_BY}; with fewer there is nothing to "
            "learn from",
            on_key=True,
        )


def _check_column(name: str, links: Links, located: LocatedYaml, place: Place) -> None:
    derived = {other + form for other in links.columns for form in FORMS}
    if name in RESERVED | derived | _keywords():
        raise located.error(
            place,
            "expected another name, such as customer_name: this one has a meaning "
            "in the comparison; its header in the file may stay",
            on_key=True,
        )
    if not TERM.fullmatch(name) or ":" in name:
        raise located.error(
            place,
            "expected a name of small letters, digits and _, such as birth_date",
            on_key=True,
        )
    column = links.column(name)
    headers = column.from_ if isinstance(column.from_, list) else [column.from_]
    if not headers or not all(header.strip() for header in headers):
        raise located.error(place, "expected the header of a column of the file")
    if column.format is None:
        return
    if links.way(name) != "date":
        raise located.error((*place, "format"), "expected `format` only for dates")
    if not keeps_date(column.format):
        raise located.error(
            (*place, "format"),
            'expected a strptime pattern of year, month and day, such as "%d/%m/%Y"',
        )


@functools.cache
def _keywords() -> frozenset[str]:
    """Return the words that DuckDB does not take as a column's name."""
    import duckdb  # here only: schedulers read sources.yml every minute

    with duckdb.connect(":memory:", config={"temp_directory": ""}) as memory:
        rows = memory.execute(
            "select keyword_name from duckdb_keywords() "
            "where keyword_category in ('reserved', 'type_function')"
        ).fetchall()
    return frozenset(word for (word,) in rows)


def _check_term(term: str, links: Links, located: LocatedYaml, place: Place) -> None:
    found = TERM.fullmatch(term)
    if not found or found[1] not in links.columns:
        known = list(links.columns)
        raise located.error(
            place,
            "expected a column of `links`, with `:3` for its first three characters: "
            f"{', '.join(known)}{did_you_mean(term, known)}",
        )
