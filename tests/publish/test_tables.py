"""What is in the published files, and who can open them."""

import json
import os
import subprocess

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.publish.publishing import change, current, run
from tests.support.landed import ROOT

OF_IDENTITY = {
    *("identity_cuts", "ambiguous_customers"),
    *("impossible_customers", "customer_merges"),
}
# What its workspace says nothing of: activity, revenues, scenarios.
UNTOLD = {"contact_rates", "churn_at_stake", "what_if_savings"}
ROW_TABLES = {"interactions", "contacts", "tickets", "customers"} | OF_IDENTITY
OLD_DUCKDB = ROOT / ".venv-duckdb14" / "bin" / "python"


def tables_of(database) -> dict[str, set[str]]:
    """Return the columns of each table of a DuckDB file."""
    with duckdb.connect(database.resolve(), read_only=True) as reader:
        found: dict[str, set[str]] = {}
        for schema, table, column in reader.execute(
            "select schema_name, table_name, column_name from duckdb_columns() "
            "where not internal"
        ).fetchall():
            assert schema == "main"
            found.setdefault(table, set()).add(column)
    return found


def parquet_of(snapshot) -> dict[str, set[str]]:
    """Return the columns of each Parquet file of a snapshot."""
    return {
        path.stem: set(pq.read_schema(path).names)
        for path in (snapshot / "parquet").iterdir()
    }


def test_every_mart_is_in_parquet_and_in_marts_duckdb(company, published):
    with duckdb.connect(
        company.data_dir / "warehouse.duckdb", read_only=True
    ) as warehouse:
        marts = warehouse.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts'"
        ).fetchall()
    names = {name for (name,) in marts} | {"restatements"}
    assert ROW_TABLES < names
    assert set(parquet_of(published)) == names
    assert tables_of(published / "marts.duckdb") == parquet_of(published)


def test_every_row_carries_the_snapshot_id(published):
    # Of a company that has none.
    empty = {"overrides", "series_breaks", "restatements"}
    empty |= {"cost_reconciliation", "cost_lines", "tariff_reconciliation"}
    empty |= OF_IDENTITY | UNTOLD
    with duckdb.connect(published / "marts.duckdb", read_only=True) as reader:
        for table in tables_of(published / "marts.duckdb"):
            found = reader.execute(f"select distinct snapshot_id from {table}")
            expected = [] if table in empty else [(os.readlink(published),)]
            assert found.fetchall() == expected, table


def test_extra_columns_are_unpacked_as_text(published):
    names = pq.read_schema(published / "parquet" / "interactions.parquet").names
    assert "x_offer" in names and "extra" not in names
    with duckdb.connect(published / "marts.duckdb", read_only=True) as reader:
        # Calls of odd numbers, 200 of 400, were delivered with an offer.
        assert reader.execute(
            "select x_offer, count(*) from interactions group by all order by all"
        ).fetchall() == [("Fibre", 200), (None, 346)]


def test_equal_marts_give_equal_files_whatever_their_order(
    data_dir, company, published
):
    change(
        data_dir,
        *(
            f"create or replace table marts.{table} as from marts.{table} "
            "order by hash(rowid)"
            for table in ("interactions", "tickets", "reiteration_rates")
        ),
    )
    run(data_dir, company)
    for table in parquet_of(published):
        name = f"parquet/{table}.parquet"
        first, second = (
            pq.read_table(snapshot / name).drop_columns(["snapshot_id"])
            for snapshot in (published, current(data_dir))
        )
        assert first.equals(second), table


def test_row_tables_lie_in_time_order(published):
    path = published / "parquet" / "interactions.parquet"
    times = pq.read_table(path, columns=["started_at"])["started_at"].to_pylist()
    assert times == sorted(times)


@pytest.mark.parametrize("name", ["marts.duckdb", "aggregates.duckdb"])
def test_duckdb_14_reads_the_files(published, name):
    if not OLD_DUCKDB.exists() and not os.environ.get("CI"):
        pytest.skip(f"{OLD_DUCKDB} is absent: make test sets it up")
    script = (
        "import duckdb, json, sys\n"
        "assert duckdb.__version__.startswith('1.4.'), duckdb.__version__\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "tables = [t for (t,) in con.execute('show tables').fetchall()]\n"
        "rows = {t: len(con.execute(f'from {t}').fetchall()) for t in tables}\n"
        "print(json.dumps(rows))"
    )
    ran = subprocess.run(
        [OLD_DUCKDB, "-c", script, (published / name).resolve()],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)
    assert rows["contact_reasons"] == 4
    assert set(rows) == set(tables_of(published / name))
    if name == "marts.duckdb":
        assert rows == json.loads((published / "manifest.json").read_text())["tables"]


@pytest.mark.parametrize("name", ["marts.duckdb", "aggregates.duckdb"])
def test_every_table_and_column_has_a_comment(published, name):
    with duckdb.connect(published / name, read_only=True) as reader:
        without = reader.execute(
            "select table_name from duckdb_tables() where coalesce(comment, '') = '' "
            "union all select table_name || '.' || column_name from duckdb_columns() "
            "where not internal and coalesce(comment, '') = ''"
        ).fetchall()
        assert without == []
        (comment,) = reader.execute(
            "select comment from duckdb_columns() where table_name = "
            "'contact_reasons' and column_name = 'expected_contacts'"
        ).fetchone()
        assert "0: this reason should not exist" in comment


def test_no_identifier_is_published(published):
    """Neither a column of identifiers, nor a key of one among the values.

    But for what a guard cut, or what collapses customers: these are to be found.
    """
    keys = {f"k{number}" for number in range(400)} | {"agent pseudonym"}
    for path in (published / "parquet").iterdir():
        table = pq.read_table(path)
        forbidden = {"identifier_key", "account_key", "identifier_type", "extra"}
        if path.stem not in OF_IDENTITY:
            assert not forbidden & set(table.column_names)
        for name in table.column_names:
            values = set(map(str, table[name].to_pylist()))
            assert not values & keys, (path.name, name)
    interactions = pq.read_table(published / "parquet" / "interactions.parquet")
    assert interactions["agent_key"].null_count == len(interactions)


def test_aggregates_have_no_table_of_persons(published):
    aggregates = tables_of(published / "aggregates.duckdb")
    everything = set(tables_of(published / "marts.duckdb"))
    assert set(aggregates) == everything - ROW_TABLES
    persons = {"customer_id", "ticket_id", "contact_id", "interaction_id"}
    assert not any(columns & persons for columns in aggregates.values())


def test_small_cells_have_no_number_in_aggregates(published):
    numbers = [
        column
        for column in tables_of(published / "aggregates.duckdb")["reiteration_rates"]
        if column.endswith(("_count", "_rate", "_days")) or "contacts" in column
    ]
    assert {"ticket_count", "once_and_done_rate", "mean_contacts"} < set(numbers)
    shown = " or ".join(f"{column} is not null" for column in numbers)
    small = (
        f"select count(*), count(*) filter ({shown}) from reiteration_rates "
        "where is_small_cell"
    )
    with duckdb.connect(published / "marts.duckdb", read_only=True) as reader:
        count, with_numbers = reader.execute(small).fetchone()
        assert count > 0 and with_numbers > 0
        large = "from reiteration_rates where not is_small_cell order by all"
        everything = reader.execute(large).fetchall()
    with duckdb.connect(published / "aggregates.duckdb", read_only=True) as reader:
        assert reader.execute(small).fetchone() == (count, 0)
        # Some lose all their numbers too: test_sharing.py, test_sharing_totals.py.
        shared = [row for row in reader.execute(large).fetchall() if row[6] is not None]
        assert 0 < len(shared) <= len(everything)
        assert set(shared) <= set(everything)
        (comment,) = reader.execute(
            "select comment from duckdb_columns() where table_name = "
            "'reiteration_rates' and column_name = 'ticket_count'"
        ).fetchone()
        assert comment.endswith("Null in small cells.")


def test_rows_of_few_events_are_left_out_of_aggregates(data_dir, company):
    change(
        data_dir,
        "delete from marts.channel_switches",
        "insert into marts.channel_switches values "
        "('billing', 'phone', 'email', 5, 0.5, 60), "
        "('billing', 'phone', 'chat', 4, 0.4, 60)",
    )
    run(data_dir, company)
    counts = "select switch_count from channel_switches order by all"
    with duckdb.connect(current(data_dir) / "marts.duckdb", read_only=True) as reader:
        assert reader.execute(counts).fetchall() == [(4,), (5,)]
    shared = current(data_dir) / "aggregates.duckdb"
    with duckdb.connect(shared, read_only=True) as reader:
        assert reader.execute(counts).fetchall() == [(5,)]
        (comment,) = reader.execute(
            "select comment from duckdb_tables() where table_name = 'channel_switches'"
        ).fetchone()
    assert comment.endswith(
        "In this file: rows whose switch_count is under 5 are left out, but for those "
        "that count nothing, so rows need not add up."
    )


def test_rows_that_count_nothing_are_of_nobody_and_shared(data_dir, company):
    def line(number, fits, prices):
        return (
            "insert into marts.cost_lines by name select 'cost_rates.csv' as "
            f"file_name, {number} as line_number, {fits} as fitting_interaction_count, "
            f"{prices} as pricing_interaction_count, 'used' as verdict"
        )

    change(data_dir, line(2, 0, 0), line(3, 4, 0), line(4, 5, 1), line(5, 0, 1))
    assert run(data_dir, company) == 0
    shared = current(data_dir) / "aggregates.duckdb"
    with duckdb.connect(shared, read_only=True) as reader:
        found = reader.sql("select line_number from cost_lines order by 1").fetchall()
    assert found == [(2,), (4,)]


def test_the_currency_and_the_clock_are_in_the_tables_and_in_the_manifest(published):
    manifest = json.loads((published / "manifest.json").read_text())
    assert (manifest["currency"], manifest["timezone"]) == ("EUR", "Europe/Paris")
    with duckdb.connect(published / "aggregates.duckdb", read_only=True) as reader:
        assert reader.sql("select currency, timezone from settings").fetchall() == [
            ("EUR", "Europe/Paris")
        ]
        amounts = reader.sql(
            "select comment from duckdb_columns() where not internal "
            "and column_name similar to '.*_amount(_low|_high)?'"
        ).fetchall()
    assert len(amounts) > 30
    assert all(
        comment.endswith((" In EUR.", " In EUR. Null in small cells."))
        for (comment,) in amounts
    )
