"""Splink's own published settings for the two files, as its tutorials have them.

- fake_1000: docs/demos/tutorials/04_Estimating_model_parameters and
  05_Predicting_results (clusters at 0.2)
- historical_50k: docs/demos/examples/duckdb/deduplicate_50k_synthetic (clusters at
  0.95)

of github.com/moj-analytical-services/splink, release 5. Only the seed of their random
sampling is added, so that a run can be repeated.
"""

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import ColumnExpression, DuckDBAPI, Linker, SettingsCreator, block_on

SEED = 1
QUIET = 50  # of Python's logging: nothing below critical


def fake_1000(connection: duckdb.DuckDBPyConnection, records: pa.Table) -> pa.Table:
    """Return the pairs (l, r) that the tutorials' model clusters on."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.LevenshteinAtThresholds(ColumnExpression("dob").cast_to_string(), 1),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "city"),
            block_on("surname"),
            block_on("dob"),
        ],
    )
    linker = _linker(connection, records, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "dob"),
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            block_on("email"),
        ],
        recall=0.7,
    )
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    for rule in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    return _pairs(connection, linker, 0.2)


def historical_50k(
    connection: duckdb.DuckDBPyConnection, records: pa.Table
) -> pa.Table:
    """Return the pairs (l, r) that the example's model clusters on."""
    records = connection.sql(
        "select *, first_name || ' ' || surname as first_name_surname_concat "
        "from records"
    ).to_arrow_table()
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on(
                "substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"
            ),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name",
                "surname",
                forename_surname_concat_col_name="first_name_surname_concat",
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )
    linker = _linker(connection, records, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7, seed=SEED)
    for rule in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return _pairs(connection, linker, 0.95)


def _linker(connection, records: pa.Table, settings: SettingsCreator) -> Linker:
    api = DuckDBAPI(connection=connection)
    return Linker(api.register(records), settings, log_level=QUIET)


def _pairs(connection, linker: Linker, threshold: float) -> pa.Table:
    found = linker.inference.predict(threshold_match_probability=threshold)
    return connection.sql(
        f"select unique_id_l as l, unique_id_r as r from {found.physical_name}"
    ).to_arrow_table()
