"""Seeds are counted without their own year, kept, and taken up again."""

import pytest

from demo.savings import __main__ as command
from demo.savings import counting, keeping, lines
from demo.savings.models import ROOT


def line(seed: int, true: float, low: float, high: float, **told) -> dict:
    """Return a seed's line at the ceiling, nothing printed of it as exported."""
    printed = {"saving": (low + high) / 2, "low": low, "high": high}
    printed |= {"contacts": 90.0, "contacts_avoided": 8.0}
    figures = {
        "seed": seed,
        "scenario": "a change",
        "true_saving": true,
        "problem_saving": true + 1,
        "true_contacts": 100.0,
        "true_contacts_avoided": 10.0,
    }
    figures |= {f"ceiling_{name}": value for name, value in printed.items()}
    for kind in ("persons_known", "as_exported"):
        estimates = ("estimated", "estimated_low", "estimated_high")
        figures |= {f"{kind}_{name}": None for name in (*printed, *estimates)}
    return figures | told


# Without their own year the other two saved 25, 20 and 15 on average.
LINES = [line(1, 10, 25.0, 27), line(2, 20, 10, 20), line(3, 30, 29, 31)]


def test_a_range_is_held_against_the_years_of_other_seeds():
    (found,) = counting.judged(LINES)
    # Both ends belong to a range; the third holds its own year and no other.
    assert found["ceiling"]["held_count"] == 2
    assert found["ceiling"]["seed_count"] == found["seed_count"] == 3
    assert found["planted_saving"] == 20
    assert found["standard_error"] == pytest.approx(10 / 3**0.5, abs=0.01)
    assert found["problem_saving"] == 21
    assert found["as_exported"] == {}
    # 26, 15 and 30 are printed.
    assert found["ceiling"]["deviation"] == pytest.approx(
        ((26 - 71 / 3) ** 2 + (15 - 71 / 3) ** 2 + (30 - 71 / 3) ** 2) ** 0.5 / 2**0.5,
        abs=0.01,
    )
    outside = [LINES[0] | {"ceiling_low": 25.01}, LINES[1] | {"ceiling_high": 19.99}]
    (found,) = counting.judged([*outside, LINES[2]])
    assert found["ceiling"]["held_count"] == 0


def test_shares_are_of_the_same_seeds():
    seen = {"saving": 5.0, "low": 4.0, "high": 6.0, "contacts": 50.0}
    seen |= {"contacts_avoided": 4.0}
    seen |= {"estimated": 9.0, "estimated_low": 3.0, "estimated_high": 25.0}
    first = LINES[0] | {f"as_exported_{name}": value for name, value in seen.items()}
    (found,) = counting.judged([first, *LINES[1:]])
    assert found["as_exported"] == {
        "seed_count": 1,
        "held_count": 0,
        "saving": 5.0,
        "true_saving": 10.0,
        "saving_share": 0.5,
        "contacts_share": 0.5,
        "contacts_avoided_share": 0.4,
        "half_range": 1.0,
        "deviation": None,
        "estimated": 9.0,
        "estimated_share": 0.9,
        "estimated_held_count": 1,  # what the others saved, 25, is its upper end
        "estimated_half_range": 11.0,
        "estimated_deviation": None,
    }
    assert not [name for name in found["ceiling"] if "estimated" in name]
    losses = [one | {"true_saving": -one["true_saving"]} for one in LINES]
    assert counting.judged(losses)[0]["ceiling"]["saving_share"] is None


def test_too_few_ranges_that_hold_are_a_target_missed():
    figures = counting.judged(LINES)
    for held, count in ((88, 0), (87, 1)):
        figures[0]["ceiling"] |= {"held_count": held, "seed_count": 100}
        assert len(counting.missed(figures)) == count
    assert "in 87 of 100 seeds" in counting.missed(figures)[0]
    figures[0]["ceiling"]["held_count"] = 88
    for held, count in ((88, 0), (87, 1)):
        figures[0]["as_exported"] = {"estimated_held_count": held, "seed_count": 100}
        assert len(counting.missed(figures)) == count
    assert "the estimate's range, as exported, holds" in counting.missed(figures)[0]


def test_lines_are_kept_and_differences_told(tmp_path):
    path = tmp_path / "lines.csv"
    assert lines.read(path) == []
    lines.write(path, LINES)
    assert lines.read(path) == LINES
    assert lines.differences(LINES, LINES) == []
    other = [LINES[0] | {"ceiling_low": 24.0}]
    assert lines.differences(other, LINES) == [
        "seed 1, a change: ceiling_low is 24.0, 25.0 is kept"
    ]


def test_a_seed_is_taken_up_only_if_the_code_is_the_same(tmp_path):
    keeping.keep(tmp_path, 7, "this code", {"true": {}})
    assert keeping.kept(tmp_path, 7, "this code") == {"true": {}}
    assert keeping.kept(tmp_path, 7, "other code") == {}
    assert keeping.kept(tmp_path, 8, "this code") == {}
    for pattern in keeping.READ:
        assert list(ROOT.glob(pattern)), pattern


def test_fewer_seeds_take_the_place_of_those_kept():
    before = [one | {"as_exported_saving": 1.0} for one in LINES]
    together = command._together([LINES[1] | {"true_saving": 22}], before)
    assert [one["true_saving"] for one in together] == [10, 22, 30]
    assert [one["as_exported_saving"] for one in together] == [1, 1, 1]


def test_the_command_tells_what_differs_and_what_is_missed(
    tmp_path, monkeypatch, capsys
):
    lines.write(tmp_path / "lines.csv", LINES)
    monkeypatch.setattr(command, "BY_SEED", tmp_path / "lines.csv")
    anew = [LINES[0], LINES[1] | {"true_saving": 22}]
    monkeypatch.setattr(command, "_lived", lambda asked: anew)
    assert command.main([]) == 1
    said = capsys.readouterr()
    assert "differs from docs/lines.csv: seed 2, a change: true_saving" in said.out
    assert "missed: a change: the range holds the planted saving in 2 of 3" in said.err
    monkeypatch.setattr(command, "BY_SEED", tmp_path / "none.csv")
    monkeypatch.setattr(command, "_lived", lambda asked: anew[:1])
    assert command.main([]) == 2
