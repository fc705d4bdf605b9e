"""A DATA_DIR belongs to one company."""

import pytest

from ingestion.errors import IngestionError
from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import read_workspace
from tests.support.landed import KEY, Company


def test_the_data_of_another_company_are_refused(tmp_path):
    first = Company(tmp_path / "first")
    first.land()
    other = Company(tmp_path / "other", company="Other")
    other.land()
    with pytest.raises(IngestionError, match="holds the data of 'Test'"):
        land_workspace(read_workspace(other.workspace), first.data_dir, KEY)


def test_a_source_no_longer_named_is_not_built(tmp_path):
    company = Company(tmp_path, {"calls": {}, "old": {}})
    company.interaction("calls", "a", "2025-01-01T10:00", account="x")
    company.interaction("old", "b", "2025-01-02T10:00", account="x")
    company.land()
    del company.sources["old"]
    del company.rows["old"]
    with company.build() as warehouse:
        found = warehouse.sql("select source_name from marts.interactions").fetchall()
    assert found == [("calls",)]
