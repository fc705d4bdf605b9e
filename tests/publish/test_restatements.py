"""Figures published as final that move are listed, with what changed, for good."""

import csv

import duckdb
import pytest

from tests.publish.publishing import change, current, run
from tests.publish.test_report import text_of

OURS = "definition_id = 'once_and_done' and period_grain = 'month'"
MARCH = f"{OURS} and period_started_on = date '2025-03-01'"
ALL = f"{MARCH} and slice = 'all'"
JUNE = f"{OURS} and period_started_on = date '2025-06-01'"


def restatements(data_dir, columns="column_name, old_value, new_value"):
    path = current(data_dir) / "parquet" / "restatements.parquet"
    return duckdb.sql(
        f"select {columns} from '{path}' "
        "order by to_snapshot_id, slice_value, column_name"
    ).fetchall()


def publish(data_dir, company, *statements):
    """Publish the warehouse as it is after some changes; return the snapshot's id."""
    change(data_dir, *statements)
    assert run(data_dir, company) == 0
    return current(data_dir).resolve().name


def test_the_first_snapshot_restates_nothing(data_dir, company):
    publish(data_dir, company)
    assert restatements(data_dir) == []
    assert "Final figures that moved" not in text_of(current(data_dir) / "report.html")


def test_a_final_figure_that_moves_is_listed_with_old_and_new(data_dir, company):
    first = publish(data_dir, company)
    second = publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set once_and_done_rate = 0.25 where {ALL}",
    )
    ((name, _, new),) = restatements(data_dir)
    assert (name, new) == ("once_and_done_rate", 0.25)
    ((from_id, to_id, grain, slice_name, cell),) = restatements(
        data_dir,
        "from_snapshot_id, to_snapshot_id, period_grain, slice, is_small_cell",
    )
    assert (from_id, to_id) == (first, second)
    assert (grain, slice_name, cell) == ("month", "all", False)
    text = text_of(current(data_dir) / "report.html")
    assert "March 2025 Once and done rate" in text and "25.00%" in text
    assert "1 figures in all" in text


def test_what_was_provisional_moves_unlisted(data_dir, company):
    publish(data_dir, company)
    publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set once_and_done_rate = 0.5 where {JUNE}",
    )
    assert restatements(data_dir) == []


def test_an_interval_alone_and_the_last_digits_of_a_sum_restate_nothing(
    data_dir, company
):
    publish(data_dir, company)
    publish(
        data_dir,
        company,
        "update marts.reiteration_rates set once_and_done_rate_low = 0, "
        f"reiteration_rate = reiteration_rate * (1 + 1e-12) where {ALL}",
    )
    assert restatements(data_dir) == []


def test_a_row_that_comes_or_goes_moves_from_or_to_nothing(data_dir, company):
    publish(data_dir, company)
    publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set slice_value = 'fax' where {MARCH} "
        "and slice = 'first_channel' and slice_value = 'phone'",
    )
    found = restatements(
        data_dir,
        "slice_value, old_value is null, new_value is null, "
        "count(*) filter (column_name = 'ticket_count') "
        "over (partition by slice_value)",
    )
    assert {row[:3] for row in found} == {
        ("fax", True, False),
        ("phone", False, True),
    }
    assert {row[3] for row in found} == {1}


def test_history_stays_and_unchanged_input_publishes_nothing(data_dir, company):
    publish(data_dir, company)
    moved = publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set once_and_done_rate = 0.25 where {ALL}",
    )
    assert publish(data_dir, company) == moved
    publish(data_dir, company, "update marts.contact_reasons set owner = 'another'")
    publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set once_and_done_rate = 0.75 where {ALL}",
    )
    assert [row[2] for row in restatements(data_dir)] == [0.25, 0.75]
    assert [row[0] for row in restatements(data_dir, "to_snapshot_id")][0] == moved


MOVE = f"update marts.reiteration_rates set once_and_done_rate = 0.25 where {ALL}"


@pytest.mark.parametrize(
    ("statement", "causes"),
    [
        ("select 1", "unknown"),
        (
            "insert into marts.interactions by name select * replace ("
            "'calls:late' as interaction_id) from marts.interactions "
            "where source_name = 'calls' limit 1",
            "late_delivery (calls)",
        ),
        (
            "update marts.interactions set outcome = 'failed' where interaction_id = "
            "(select min(interaction_id) from marts.interactions "
            "where source_name = 'mails')",
            "corrected_delivery (mails)",
        ),
        (
            "update marts.source_reason_codes set contact_reason_id = 'delivery' "
            "where source_reason_code = 'billing'",
            "mapping_changed",
        ),
        (
            "update marts.contact_reasons set reiteration_window_days = 14",
            "reasons_changed",
        ),
        (
            "insert into marts.overrides values "
            "('ticket_overrides.csv', 2, 'split', null, 'applied', true)",
            "overrides_changed",
        ),
        (
            "update marts.interactions set customer_id = 'merged' "
            "where customer_id = (select max(customer_id) from marts.interactions)",
            "identity_changed",
        ),
    ],
)
def test_what_changed_in_between_is_named(data_dir, company, statement, causes):
    publish(data_dir, company)
    publish(data_dir, company, MOVE, statement)
    assert restatements(data_dir, "causes") == [(causes,)]


def test_a_damaged_snapshot_is_not_compared_with(data_dir, company):
    publish(data_dir, company)
    publish(data_dir, company, MOVE)
    damaged = current(data_dir) / "parquet" / "restatements.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-9])
    publish(data_dir, company, MOVE.replace("0.25", "0.75"))
    # The list of the damaged one is lost, that of the one before is carried over.
    assert [row[2] for row in restatements(data_dir)] == [0.75]


def test_small_cells_are_hidden_where_the_table_is_shared(data_dir, company):
    publish(data_dir, company)
    publish(
        data_dir,
        company,
        f"update marts.reiteration_rates set is_small_cell = true where {ALL}",
        MOVE,
    )
    with duckdb.connect(
        current(data_dir) / "aggregates.duckdb", read_only=True
    ) as shared:
        found = shared.sql("select old_value, new_value from restatements").fetchall()
    assert found == [(None, None)]


def test_breaks_in_series_are_shared_however_few_their_codes(data_dir, company):
    publish(
        data_dir,
        company,
        "insert into marts.series_breaks values "
        "(date '2025-03-01', 'mapping_changes', '*', 1), "
        "(date '2025-04-01', 'source_ends', 'site', null)",
    )
    path = current(data_dir) / "aggregates.duckdb"
    with duckdb.connect(path, read_only=True) as shared:
        found = shared.sql("select broken_on from series_breaks").fetchall()
    assert len(found) == 2


def test_the_dictionary_describes_it(published):
    with (published / "dictionary.csv").open(newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["table"] == "restatements"]
    assert rows[0]["description"].endswith("One row per publication and figure.")
    assert {"old_value", "causes"} <= {row["column"] for row in rows}
