"""In how many seeds a printed range holds the planted saving, and what it sees."""

import csv
import math
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean, stdev

from demo.savings.seeds import AS_EXPORTED, CEILING

TARGET = 0.88  # of the seeds
KINDS = (CEILING, AS_EXPORTED)
PRINTED = ("saving", "low", "high", "contacts", "contacts_avoided")
COLUMNS = ("seed", "scenario", "true_saving", "problem_saving")
COLUMNS += ("true_contacts", "true_contacts_avoided")
COLUMNS += tuple(f"{kind}_{name}" for kind in KINDS for name in PRINTED)
DIGITS = 2

Line = dict[str, int | float | str | None]


def lines_of(seed: int, found: dict) -> list[Line]:
    """Return a line per scenario of what was found of a seed, rounded to the cent."""
    lines = []
    for scenario, true in sorted(found["true"]["by_window"].items()):
        figures = {
            "true_saving": true["saving"],
            "problem_saving": found["true"]["by_problem"][scenario]["saving"],
            "true_contacts": true["contacts"],
            "true_contacts_avoided": true["contacts_avoided"],
        }
        for kind in KINDS:
            printed = found.get(kind, {}).get(scenario, {})
            figures |= {f"{kind}_{name}": printed.get(name) for name in PRINTED}
        lines.append(
            {"seed": seed, "scenario": scenario}
            | {name: value and round(value, DIGITS) for name, value in figures.items()}
        )
    return lines


def read(path: Path) -> list[Line]:
    """Return the lines kept, [] before there are any."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {"seed": int(row.pop("seed")), "scenario": row.pop("scenario")}
            | {name: float(text) if text else None for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def write(path: Path, lines: Iterable[Line]) -> None:
    """Keep the lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(lines)


def judged(lines: list[Line]) -> list[dict]:
    """Return each scenario's planted saving, and what its ranges say of it.

    The planted saving of a seed is the mean of what all other seeds would have
    saved: no range is held against what happened in its own year.
    """
    found = []
    for scenario in sorted({line["scenario"] for line in lines}):
        own = [line for line in lines if line["scenario"] == scenario]
        true = [line["true_saving"] for line in own]
        planted = {
            line["seed"]: (sum(true) - line["true_saving"]) / (len(true) - 1)
            for line in own
        }
        found.append(
            {
                "scenario": scenario,
                "seed_count": len(own),
                "planted_saving": round(fmean(true), DIGITS),
                "standard_error": round(stdev(true) / math.sqrt(len(true)), DIGITS),
                "deviation": round(stdev(true), DIGITS),
                "problem_saving": round(
                    fmean(line["problem_saving"] for line in own), DIGITS
                ),
            }
            | {kind: _judged_of(kind, own, planted) for kind in KINDS}
        )
    return found


def _judged_of(kind: str, own: list[Line], planted: dict[int, float]) -> dict:
    """Return how ranges of one kind of exports did, {} where there are none.

    `saving_share` is of what the same seeds truly would have saved, None where that
    is a loss.
    """
    printed = [line for line in own if line[f"{kind}_saving"] is not None]
    if not printed:
        return {}

    def mean(name: str) -> float:
        return fmean(line[name] for line in printed)

    saving, true = mean(f"{kind}_saving"), mean("true_saving")
    avoided = mean(f"{kind}_contacts_avoided") / mean("true_contacts_avoided")
    return {
        "seed_count": len(printed),
        "held_count": sum(
            line[f"{kind}_low"] <= planted[line["seed"]] <= line[f"{kind}_high"]
            for line in printed
        ),
        "saving": round(saving, DIGITS),
        "true_saving": round(true, DIGITS),
        "saving_share": round(saving / true, 4) if true > 0 else None,
        "contacts_share": round(mean(f"{kind}_contacts") / mean("true_contacts"), 4),
        "contacts_avoided_share": round(avoided, 4),
        "half_range": round((mean(f"{kind}_high") - mean(f"{kind}_low")) / 2, DIGITS),
    }


def missed(figures: list[dict]) -> list[str]:
    """Return a line for each scenario whose ranges hold too seldom at the ceiling."""
    return [
        f"{one['scenario']}: the range holds the planted saving in "
        f"{one[CEILING]['held_count']} of {one[CEILING]['seed_count']} seeds, "
        f"expected at least {TARGET:.0%}"
        for one in figures
        if one[CEILING]["held_count"] < TARGET * one[CEILING]["seed_count"]
    ]


def differences(new: list[Line], kept: list[Line]) -> list[str]:
    """Return a line for each scenario of a seed that is not as kept."""
    before = {(line["seed"], line["scenario"]): line for line in kept}
    found = []
    for line in new:
        other = before.get((line["seed"], line["scenario"]), line)
        names = [
            name
            for name, value in line.items()
            if value is not None and value != other[name]
        ]
        if names:
            found.append(
                f"seed {line['seed']}, {line['scenario']}: {names[0]} is "
                f"{line[names[0]]}, {other[names[0]]} is kept"
            )
    return found
