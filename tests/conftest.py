"""What tests of several rooms share."""

import pytest

from demo.simulation.stage import Stage
from tests.support.acme import build_acme
from tests.support.landed import Company, run_dbt


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Company:
    """Half a year of 400 customers on three channels, built by dbt."""
    return build_acme(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """A warehouse without data, whose models tests fill and run again."""
    return Stage(tmp_path_factory.mktemp("stage"), run_dbt)
