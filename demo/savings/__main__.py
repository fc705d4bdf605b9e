"""`python -m demo.savings`: a hundred seeds of the demo; an hour on two busy cores.

What is found of each seed is kept in the folder, and taken up again when the run is
interrupted. With fewer seeds the others are those of docs/savings_by_seed.csv.
"""

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

from demo.accuracy.__main__ import INTERACTIONS
from demo.savings import counting
from demo.savings.keeping import fingerprint, keep, kept
from demo.savings.lines import Line, differences, lines_of, read, write
from demo.savings.models import ROOT, compiled
from demo.savings.page import METHOD, renew
from demo.savings.seeds import AS_EXPORTED, CEILING, PERSONS_KNOWN, live

SUMMARY = ROOT / "docs" / "savings.json"
BY_SEED = ROOT / "docs" / "savings_by_seed.csv"
SEEDS, SEEDS_PERSONS_KNOWN = 100, 30
TITLES = {
    CEILING: "at the ceiling",
    PERSONS_KNOWN: "persons known",
    AS_EXPORTED: "as exported",
}


def main(arguments: list[str] | None = None) -> int:
    """Live the seeds, count, print; return 0, 1 for a missed target, 2 for an error."""
    asked = _parser().parse_args(arguments)
    try:
        lines = _lived(asked)
    except (RuntimeError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if not asked.update:
        before = read(BY_SEED)
        for line in differences(lines, before):
            print(f"differs from docs/{BY_SEED.name}: {line}")
        lines = _together(lines, before)
    if len({line["seed"] for line in lines}) < 2:
        print("error: --seeds: expected at least 2 seeds", file=sys.stderr)
        return 2
    figures = counting.judged(lines)
    if asked.update:
        try:
            renew(figures)
        except ValueError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
        write(BY_SEED, lines)
        SUMMARY.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print(f"kept in {SUMMARY}, {BY_SEED} and the table of {METHOD}")
    print("\n".join(told(figures)))
    missed = counting.missed(figures)
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed else 0


def told(figures: list[dict]) -> list[str]:
    """Return what was found as lines to print."""
    lines = []
    for kind, title in TITLES.items():
        head = f"ranges of what scenarios save, {title}"
        lines += ["", f"{head:<52}held    planted    printed  of truth"]
        for one in figures:
            if found := one[kind]:
                share = found["saving_share"]
                lines.append(
                    f"  {one['scenario']:<40}"
                    f"{found['held_count']:>8} of {found['seed_count']:>3}"
                    f"{one['planted_saving']:>11,.0f}{found['saving']:>11,.0f}"
                    + ("    a loss" if share is None else f"{share:>10.1%}")
                )
            if "estimated" in found:
                lines.append(
                    f"{'    with what is not seen':<42}"
                    f"{found['estimated_held_count']:>8} of {found['seed_count']:>3}"
                    f"{one['planted_saving']:>11,.0f}{found['estimated']:>11,.0f}"
                    f"{found['estimated_share']:>10.1%}"
                )
    return lines


def _lived(asked: argparse.Namespace) -> list[Line]:
    folder, stamp = asked.folder.resolve(), fingerprint()
    folder.mkdir(parents=True, exist_ok=True)
    models, lines = [], []
    for seed in range(1, asked.seeds + 1):
        wanted = [CEILING, AS_EXPORTED]
        if seed <= asked.persons_known:
            wanted += [PERSONS_KNOWN]
        found = kept(folder, seed, stamp)
        if missing := [kind for kind in wanted if kind not in found]:
            if not models:
                shutil.rmtree(folder / "models", ignore_errors=True)
                models = compiled(folder / "models")
            began = time.monotonic()
            found |= live(seed, INTERACTIONS, missing, models, folder)
            keep(folder, seed, stamp, found)
            print(f"seed {seed}: {time.monotonic() - began:.0f} s", flush=True)
        lines += lines_of(seed, found)
    return lines


def _together(new: list[Line], before: list[Line]) -> list[Line]:
    """Return the lines kept, what was found anew in place of theirs."""
    found = {(line["seed"], line["scenario"]): line for line in before}
    for line in new:
        told = {name: value for name, value in line.items() if value is not None}
        place = (line["seed"], line["scenario"])
        found[place] = found.get(place, line) | told
    return list(found.values())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.savings", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"from 1 on ({SEEDS})")
    parser.add_argument(
        "--persons-known",
        type=int,
        default=SEEDS_PERSONS_KNOWN,
        help=f"of them also with persons known, codes as noted ({SEEDS_PERSONS_KNOWN})",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=ROOT / "data" / "savings",
        help="where what is found of each seed is kept (data/savings)",
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="keep the figures of these seeds in docs/savings.json and docs/method.md",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
