"""`python -m demo.accuracy`: run the pipeline on the demo world, compare with truth.

Takes a minute or two; ends with a line per missed target.
"""

import argparse
import json
import sys
from pathlib import Path

from demo.accuracy.pages import METHOD, renewed
from demo.accuracy.pipeline import DEMO, run
from demo.accuracy.results import (
    SUMMARY,
    differences,
    kept_summary,
    missed_targets,
    results,
)
from demo.accuracy.telling import tell

INTERACTIONS, SEED = 60_000, 1  # the demo's own


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare with the summary.

    Returns 0, 1 if a target is missed, 2 if nothing can be measured. Figures of other
    arguments than the summary's are compared with nothing.
    """
    asked = _parser().parse_args(arguments)
    folder = asked.folder.resolve()
    sizes = (asked.interactions, asked.seed)
    as_exported = run(folder / "as_exported", *sizes, clear=False)
    ceiling = run(folder / "ceiling", *sizes, clear=True)
    figures = {"interactions": asked.interactions, "seed": asked.seed}
    try:
        figures |= results(as_exported, ceiling)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    tell(figures)
    if asked.update:
        SUMMARY.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        page = renewed(METHOD.read_text(encoding="utf-8"), figures)
        METHOD.write_text(page, encoding="utf-8")
        print(f"kept in {SUMMARY} and the tables of {METHOD}")
    kept = kept_summary()
    if [kept.get(name) for name in ("interactions", "seed")] == list(sizes):
        for line in differences(figures, kept):
            print(f"differs from docs/accuracy.json: {line}")
    missed = missed_targets(figures)
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.accuracy")
    parser.add_argument("--interactions", type=int, default=INTERACTIONS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--folder",
        type=Path,
        default=DEMO.parent / "data" / "accuracy",
        help="where the worlds and their data go (data/accuracy)",
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="keep the figures in docs/accuracy.json and the tables of docs/method.md",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
