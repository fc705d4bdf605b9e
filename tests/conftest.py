import pytest

from demo.simulation.stage import Stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """A warehouse without data, whose models tests fill and run again."""
    return Stage(tmp_path_factory.mktemp("stage"))
