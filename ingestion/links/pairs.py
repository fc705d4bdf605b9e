"""Splink in memory: comparable records in, pairs of accounts with a probability out.

The model is learned from the records alone, and the same records give the same pairs:
nothing is drawn at random. Account keys are keyed hashes, so the first ones in their
order are a fair sample of all.
"""

import logging

import duckdb
import pyarrow as pa

from ingestion.errors import IngestionError
from ingestion.links.learned import (
    fill,
    frequencies,
    weighed_by_frequency,
)
from ingestion.links.prior import prior_probability, strangers
from ingestion.links.training import lacks_memory, learn
from ingestion.workspace.links import Links

SAMPLE_RECORDS = 3_000  # all 4.5 million pairs of them tell how often strangers agree
PAIRS = pa.schema(
    [
        ("left_account_key", pa.string()),
        ("right_account_key", pa.string()),
        ("match_probability", pa.float64()),
    ]
)
DIGITS = 6


def probable_pairs(records: pa.Table, links: Links) -> pa.Table:
    """Return the pairs (PAIRS) that are one person with at least `links.threshold`.

    `records` are those of records.comparable, one per account. Nothing is written to
    disk: what does not fit `links.memory` raises IngestionError, as do columns that
    Splink cannot compare, and Splink not being installed.
    """
    try:
        import splink
    except ImportError:
        raise IngestionError(
            "`links` needs Splink, which is not installed: run make .venv/splink.stamp"
        ) from None
    logging.getLogger("splink").setLevel(logging.CRITICAL)
    if records.num_rows < 2:
        return PAIRS.empty_table()
    settings = {"temp_directory": "", "memory_limit": links.memory}
    try:
        with duckdb.connect(":memory:", config=settings) as connection:
            return _pairs(splink, connection, records, links)
    except (duckdb.Error, splink.internals.exceptions.SplinkException) as error:
        # Theirs hold the query and values of the file: not a word of it is said.
        raise IngestionError(_reason(error, links)) from None


def _reason(error: Exception, links: Links) -> str:
    if lacks_memory(error):
        return (
            f"its links need more than {links.memory}, and may not use the disk: "
            "raise links.memory, or give links.blocking_rules that compare less"
        )
    return (
        f"its links cannot be worked out by {', '.join(links.columns)}: compare other "
        "columns, or leave `links` out of sources.yml"
    )


def _pairs(splink, connection, records: pa.Table, links: Links) -> pa.Table:
    from ingestion.links.households import one_person
    from ingestion.links.model import comparisons, name_pair

    api = splink.DuckDBAPI(connection=connection)
    connection.register("records", records)
    connection.execute(f"create table others as {strangers(records, links)}")
    rules: list = [splink.block_on(*map(_term, rule)) for rule in links.rules()]
    if names := name_pair(links):
        first, last = names
        rules.append(f"l.{first} = r.{last} and l.{last} = r.{first}")
    model = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons(links),
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=prior_probability(connection, links),
        retain_matching_columns=False,
    )
    sample = connection.sql(
        f"select * from others order by unique_id limit {SAMPLE_RECORDS}"
    ).to_arrow_table()
    linker = _linker(splink, api, sample, model)
    linker.training.estimate_u_using_random_sampling(
        max_pairs=SAMPLE_RECORDS**2, min_count_per_level=None
    )
    pair_count = max(sample.num_rows * (sample.num_rows - 1), 2)
    known = linker.misc.save_model_to_json()
    fill(known, "u_probability", lambda level: 1 / pair_count)
    linker = _linker(splink, api, records, known)
    if not learn(splink, linker, links):
        return PAIRS.empty_table()
    known = linker.misc.save_model_to_json()
    fill(known, "m_probability", lambda level: level["u_probability"])
    linker = _linker(splink, api, records, known)
    for column in weighed_by_frequency(known):
        table = api.register(connection.sql(frequencies(column)).to_arrow_table())
        linker.table_management.register_term_frequency_lookup(table, column)
    found = linker.inference.predict(threshold_match_probability=links.threshold)
    return (
        connection.sql(
            "select least(unique_id_l, unique_id_r) as left_account_key, "
            "greatest(unique_id_l, unique_id_r) as right_account_key, "
            f"round(match_probability, {DIGITS}) as match_probability "
            f"from {found.physical_name} "
            "join records as l on unique_id_l = l.unique_id "
            "join records as r on unique_id_r = r.unique_id "
            f"where {one_person(links)} order by all"
        )
        .to_arrow_table()
        .cast(PAIRS)
    )


def _linker(splink, api, records: pa.Table, settings):
    return splink.Linker(api.register(records), settings, log_level=logging.CRITICAL)


def _term(term: tuple[str, int | None]) -> str:
    name, length = term
    return f"substr({name}, 1, {length})" if length else name
