"""A raw folder to land loads in."""

import pytest

from tests.quality.landing import Raw


@pytest.fixture
def raw(tmp_path):
    return Raw(tmp_path)
