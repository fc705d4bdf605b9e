"""The benchmark of models runs each alone, on a warehouse that it leaves as it is."""

import json

import duckdb
import pytest

from demo.benchmark_models import compiled, main, measure


@pytest.fixture
def data_dir(tmp_path):
    """A warehouse of five rows, and a dbt that compiled one of its two models."""
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("create table five as from range(5)")
    write_model(tmp_path / "dbt", "select * from five")
    return tmp_path


def write_model(target, sql):
    nodes = {
        f"{kind}.{name}": {
            "name": name,
            "resource_type": kind,
            "package_name": "project",
            "path": f"room/{name}.sql",
        }
        for kind, name in (("model", "made"), ("model", "never"), ("test", "unique"))
    }
    room = target / "compiled" / "project" / "models" / "room"
    room.mkdir(parents=True)
    (target / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    (room / "made.sql").write_text(sql)


def test_models_that_dbt_compiled_are_run_and_nothing_is_left(data_dir, capsys):
    assert [name for name, _ in compiled(data_dir / "dbt")] == ["made"]
    assert main([str(data_dir)]) == 0
    assert "made " in (said := capsys.readouterr().out) and "5 rows" in said
    with duckdb.connect(data_dir / "warehouse.duckdb") as connection:
        assert connection.sql("show tables").fetchall() == [("five",)]


def test_old_and_new_stand_beside_each_other(data_dir, tmp_path, capsys):
    write_model(tmp_path / "other", "select * from five where range > 2")
    main([str(data_dir), "--beside", str(tmp_path / "other"), "--models", "made"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("made ") and first.endswith(" 5 rows")
    assert second.startswith("made, beside ") and second.endswith(" 2 rows")


def test_memory_is_that_of_the_model_alone(data_dir, tmp_path):
    small, large = tmp_path / "small.sql", tmp_path / "large.sql"
    small.write_text("select 1")
    large.write_text("select range, range % 7 as part from range(20_000_000)")
    warehouse = data_dir / "warehouse.duckdb"
    little, much = (
        measure(path.stem, warehouse, path).peak_mb for path in (small, large)
    )
    # Two columns of 20 million numbers, packed as DuckDB packs them in memory.
    assert much > little + 20


def test_a_model_that_fails_is_named(data_dir, tmp_path):
    wrong = tmp_path / "wrong.sql"
    wrong.write_text("select nothing from nowhere")
    with pytest.raises(RuntimeError, match="(?s)made failed:.*nowhere"):
        measure("made", data_dir / "warehouse.duckdb", wrong)
