"""What cannot be published is refused in one line, and nothing is half-done."""

import json

import pytest

from tests.publish.publishing import change, leftovers, run


@pytest.fixture
def refused(data_dir, company, capsys):
    def refuse(*arguments: str) -> str:
        assert run(data_dir, company, *arguments) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1 and error.startswith("error: ")
        assert not (data_dir / "published" / "current").exists()
        return error

    return refuse


def test_a_missing_warehouse(data_dir, refused):
    (data_dir / "warehouse.duckdb").unlink()
    assert "warehouse.duckdb: there is no warehouse yet" in refused()


def test_a_warehouse_that_is_none(data_dir, refused):
    (data_dir / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    assert "warehouse.duckdb: cannot be opened" in refused()


def test_a_missing_manifest_of_dbt(data_dir, refused):
    (data_dir / "dbt" / "manifest.json").unlink()
    assert "dbt's manifest is missing; build first" in refused()


def test_a_broken_manifest_of_dbt(data_dir, refused):
    (data_dir / "dbt" / "manifest.json").write_text("{")
    assert "this is no manifest of dbt" in refused()


def test_a_manifest_without_marts(data_dir, refused):
    (data_dir / "dbt" / "manifest.json").write_text('{"nodes": {}}')
    assert "describes no mart" in refused()


def test_a_mart_that_was_not_built(data_dir, refused):
    change(data_dir, "drop table marts.tickets")
    assert "mart tickets" in refused()


def test_a_column_that_was_not_built(data_dir, refused):
    change(data_dir, "alter table marts.calendar drop column is_known")
    assert "mart calendar" in refused()


def test_a_table_that_no_contract_describes_stays_unpublished(data_dir, company):
    change(
        data_dir,
        "create table marts.secret as select 1 as number",
        "alter table marts.calendar add column secret varchar",
    )
    assert run(data_dir, company) == 0
    manifest = (data_dir / "published" / "current" / "manifest.json").read_text()
    assert "secret" not in json.loads(manifest)["tables"]
    dictionary = data_dir / "published" / "current" / "dictionary.csv"
    assert "secret" not in dictionary.read_text()
    assert leftovers(data_dir) == []


def test_a_missing_workspace(refused, tmp_path):
    error = refused("--workspace", str(tmp_path / "nowhere"))
    assert "nowhere/sources.yml: is missing" in error


@pytest.mark.parametrize("text", ["", "[", "timezone: UTC", "company: A\ntimezone: X"])
def test_a_workspace_without_name_or_zone(refused, tmp_path, text):
    (tmp_path / "sources.yml").write_text(text)
    assert "names no company, or no time zone" in refused("--workspace", str(tmp_path))


def test_verify_before_anything_is_published(refused):
    assert "nothing is published yet" in refused("verify")
