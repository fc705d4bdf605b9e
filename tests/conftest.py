"""What tests of several rooms share."""

import pytest

from tests.support.acme import build_acme
from tests.support.landed import Company


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Company:
    """Half a year of 400 customers on three channels, built by dbt."""
    return build_acme(tmp_path_factory.mktemp("company"))
