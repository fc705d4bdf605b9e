"""One small year of exports, written once for all tests of the demo."""

from pathlib import Path

import pytest
import yaml

from demo import generate
from demo.world.history import World, live_through

WORKSPACE = Path(generate.__file__).parent
INTERACTIONS, SEED = 12_000, 7


def within(share: float, count: int) -> object:
    """Return what a share measured over `count` equals up to sampling error.

    Four standard errors: a right world fails one such test in 16,000.
    """
    return pytest.approx(share, abs=4 * (share * (1 - share) / count) ** 0.5)


@pytest.fixture(scope="session")
def world() -> World:
    return live_through(INTERACTIONS, months=12, seed=SEED)


@pytest.fixture(scope="session")
def drops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports in a folder beside a copy of nothing: only files."""
    out = tmp_path_factory.mktemp("demo") / "drops"
    arguments = ["--interactions", str(INTERACTIONS), "--seed", str(SEED)]
    assert generate.main([*arguments, "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="session")
def sources() -> dict:
    text = (WORKSPACE / "sources.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["sources"]
