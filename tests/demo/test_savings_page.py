"""The table of docs/method.md is made of the figures, in its place alone."""

import pytest

from demo.savings.page import HEAD, renew, table

PRINTED = {"saving": 2356.4, "half_range": 255.6, "held_count": 99, "seed_count": 100}
FIGURES = [
    {
        "scenario": "a change",
        "planted_saving": 2400.2,
        "ceiling": PRINTED | {"saving_share": 0.98},
        "persons_known": {"saving": 1990.0},
        "as_exported": PRINTED
        | {"saving": 1749.5, "saving_share": 0.744}
        | {"estimated": 2391.5, "estimated_half_range": 301.4}
        | {"estimated_held_count": 97},
    }
]
ROW = "| a change | 2,400 | 2,356 ± 256 | 99 of 100 | 1,990 | 1,750 ± 256 | 99 of 100 "

ESTIMATED = "| 2,392 ± 301 | 97 of 100 |"


def test_a_scenario_is_a_row_and_a_loss_has_no_share():
    assert table(FIGURES).splitlines()[2] == ROW + "| 74% " + ESTIMATED
    loss = [FIGURES[0] | {"planted_saving": -1200.0}]
    loss[0]["as_exported"] = FIGURES[0]["as_exported"] | {"saving_share": None}
    assert table(loss).splitlines()[2].endswith("| – " + ESTIMATED)
    assert "| −1,200 |" in table(loss)


def test_only_the_table_is_renewed(tmp_path):
    page = tmp_path / "method.md"
    page.write_text(f"Before.\n\n{HEAD}\n|---|\n| old |\n\nAfter.\n", encoding="utf-8")
    renew(FIGURES, page)
    text = page.read_text(encoding="utf-8")
    assert text == f"Before.\n\n{table(FIGURES)}\n\nAfter.\n"
    page.write_text("None.", encoding="utf-8")
    with pytest.raises(ValueError, match="has 0 tables"):
        renew(FIGURES, page)
