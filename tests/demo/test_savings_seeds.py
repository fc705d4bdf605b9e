"""A small year is lived, exported, built and read against its own key."""

from pathlib import Path

import pytest

from demo.savings.models import compiled
from demo.savings.seeds import AS_EXPORTED, CEILING, PERSONS_KNOWN, live


def test_a_years_tickets_and_savings_are_the_keys_where_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IDENTITY_KEY", "")
    models = compiled(tmp_path / "models")
    found = live(
        5, 6000, [CEILING, PERSONS_KNOWN, AS_EXPORTED], models, tmp_path / "seed"
    )
    every = "Twice the time for each conversation"
    true = found["true"]["by_window"][every]
    clear, lossy = found[CEILING][every], found[AS_EXPORTED][every]
    coded = found[PERSONS_KNOWN][every]
    assert 1000 < true["tickets"] < 3000
    # The key alone decides on the left, the published SQL on the right.
    for name in ("tickets", "contacts", "cost"):
        assert clear[name] == pytest.approx(true[name], rel=0.03), name
    for scenario, printed in found[CEILING].items():
        saving = found["true"]["by_window"][scenario]["saving"]
        half = (printed["high"] - printed["low"]) / 2
        assert printed["saving"] == pytest.approx(saving, abs=half / 3), scenario
    # A wrong reason cuts chains and loses no contact; who is nobody is in no ticket.
    assert coded["contacts_avoided"] < 0.95 * clear["contacts_avoided"]
    assert lossy["contacts_avoided"] < 0.95 * coded["contacts_avoided"]
    assert coded["contacts"] == pytest.approx(clear["contacts"], rel=0.03)
    assert lossy["contacts"] < 0.95 * clear["contacts"]
    assert not list((tmp_path / "seed").iterdir())
