"""A copy of the company's candidate to publish; one snapshot to look at."""

import shutil
from pathlib import Path

import pytest

from tests.publish.publishing import run
from tests.support.landed import Company


@pytest.fixture(scope="session")
def published(company, tmp_path_factory) -> Path:
    """The company's first snapshot, to look at and leave as it is."""
    folder = tmp_path_factory.mktemp("snapshot")
    run(copy_of(company, folder), company)
    return folder / "data" / "published" / "current"


@pytest.fixture
def data_dir(company, tmp_path) -> Path:
    """A DATA_DIR of its own with the company's warehouse and dbt's manifest."""
    return copy_of(company, tmp_path)


def copy_of(company: Company, folder: Path) -> Path:
    """Copy what publish reads of the company into a DATA_DIR under a folder."""
    data_dir = folder / "data"
    (data_dir / "dbt").mkdir(parents=True)
    shutil.copy(company.data_dir / "warehouse.duckdb", data_dir)
    shutil.copy(company.data_dir / "dbt" / "manifest.json", data_dir / "dbt")
    return data_dir
