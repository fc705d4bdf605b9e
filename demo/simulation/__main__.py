"""Print how the project's statistics do in worlds of known truth.

`python -m demo.simulation` compares with docs/simulation.json; `--write` renews
it. Some minutes. Exit code 1 when a promise is broken, with one line each.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from demo.simulation.bounds import violations
from demo.simulation.coverage import coverage
from demo.simulation.miscoding import LAWS as CODINGS
from demo.simulation.miscoding import PROMISED as PROMISED_CODINGS
from demo.simulation.miscoding import correction
from demo.simulation.savings import savings
from demo.simulation.stage import ROOT, Stage
from demo.simulation.windows import LAWS, PROMISED, advice

SUMMARY = ROOT / "docs" / "simulation.json"
SEED = 2026
WORLDS = {
    "intervals": 2000,
    "bounds": 50_000,
    "windows": 100,
    "miscoding": 1500,
    "savings": 1000,
}


def simulate(stage: Stage, seed: int, worlds: dict[str, int]) -> dict:
    """Return what each simulation found."""
    print(f"simulating {worlds['intervals']:,} worlds for intervals", flush=True)
    intervals = coverage(stage, worlds["intervals"], seed)
    print(f"simulating {worlds['bounds']:,} worlds for bounds", flush=True)
    bounds = violations(stage, worlds["bounds"], seed)
    windows = {}
    for law in LAWS:
        print(f"simulating {worlds['windows']} worlds: comebacks {law}", flush=True)
        windows[law] = advice(stage, law, worlds["windows"], seed)
    miscoding = {}
    for law in CODINGS:
        print(f"simulating {worlds['miscoding']} worlds: coded {law}", flush=True)
        miscoding[law] = correction(stage, law, worlds["miscoding"], seed)
    print(f"simulating {worlds['savings']:,} worlds for savings", flush=True)
    saved = savings(stage, worlds["savings"], seed)
    return {
        "seed": seed,
        "intervals": intervals,
        "bounds": bounds,
        "windows": windows,
        "miscoding": miscoding,
        "savings": saved,
    }


def told(found: dict) -> list[str]:
    """Return what was found as lines to print."""
    lines = ["", "95 % intervals hold the truth      ours   naive"]
    for rate, row in found["intervals"].items():
        lines.append(
            f"  {rate:<31}{row['covered_share']:>7.1%}"
            f"{row['naive_covered_share']:>8.1%}"
        )
    lines += ["", "bounds                         compared  broken  without edges"]
    for rate, row in found["bounds"].items():
        lines.append(
            f"  {rate:<27}{row['compared']:>10,}{row['broken']:>8,}"
            f"{row['broken_without_edges']:>15,}"
        )
    lines += ["", "window advised      worlds  advised  within 2 days  in its range"]
    for law, row in found["windows"].items():
        lines.append(
            f"  {law:<16}{row['worlds']:>8}{row['advised']:>9}"
            f"{row['within_two_days']:>15}{row['in_range']:>14}"
        )
    lines += ["", "repeats corrected      worlds  concluded  hold truth  coded below"]
    for law, row in found["miscoding"].items():
        lines.append(
            f"  {law:<19}{row['worlds']:>8}{row['concluded']:>11}"
            f"{row['covered_share']:>12.1%}{row['as_coded_below_share']:>13.1%}"
        )
    lines += ["", "ranges of a year hold what is planted   worlds   held  least of 100"]
    for figure, row in found["savings"].items():
        lines.append(
            f"  {figure:<37}{row['worlds']:>7,}{row['covered_share']:>7.1%}"
            f"{row['least_of_100']:>14}"
        )
    return lines


def broken_promises(found: dict) -> list[str]:
    """Return one line for each promise that these findings break."""
    lines = []
    for rate, row in found["intervals"].items():
        if not 0.93 <= row["covered_share"] <= 0.97:
            lines.append(f"{rate}: {row['covered_share']:.1%} covered, not 93 to 97 %")
    for rate, row in found["bounds"].items():
        if row["broken"]:
            lines.append(f"{rate}: {row['broken']} bounds broken, not 0")
    near = sum(found["windows"][law]["within_two_days"] for law in PROMISED)
    worlds = sum(found["windows"][law]["worlds"] for law in PROMISED)
    if near < 0.95 * worlds:
        lines.append(f"window advice: {near} of {worlds} within two days, not 95 %")
    for law in PROMISED_CODINGS:
        share = found["miscoding"][law]["covered_share"]
        if not 0.93 <= share <= 0.97:
            lines.append(f"repeats coded {law}: {share:.1%} covered, not 93 to 97 %")
    for figure, row in found["savings"].items():
        if row["least_of_100"] < 88:
            lines.append(
                f"{figure}: held in {row['least_of_100']} of 100 worlds, not 88"
            )
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Simulate, print, compare with the checked-in summary; return the exit code."""
    parser = argparse.ArgumentParser(prog="demo.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="renew the summary")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = simulate(Stage(Path(folder)), chosen.seed, WORLDS)
    print("\n".join(told(found)))
    if chosen.write:
        SUMMARY.write_text(json.dumps(found, indent=2) + "\n")
    elif chosen.seed == SEED and found != json.loads(SUMMARY.read_text()):
        print(f"differs from {SUMMARY.relative_to(ROOT)}: renew it with --write")
    broken = broken_promises(found)
    for line in broken:
        print(f"broken promise: {line}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
