"""What was found by seed and scenario, as docs/savings_by_seed.csv keeps it."""

import csv
from collections.abc import Iterable
from pathlib import Path

from demo.savings.seeds import CEILING, MADE

KINDS = tuple(MADE)
SEEN = ("saving", "low", "high", "contacts", "contacts_avoided")
# At the ceiling nothing is unseen, and the double coding is of other codes.
PRINTED = {
    kind: SEEN
    if kind == CEILING
    else (*SEEN, "estimated", "estimated_low", "estimated_high")
    for kind in KINDS
}
COLUMNS = ("seed", "scenario", "true_saving", "problem_saving")
COLUMNS += ("true_contacts", "true_contacts_avoided")
COLUMNS += tuple(f"{kind}_{name}" for kind in KINDS for name in PRINTED[kind])
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
            figures |= {f"{kind}_{name}": printed.get(name) for name in PRINTED[kind]}
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
