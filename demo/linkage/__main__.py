"""`python -m demo.linkage`: hold our links and Splink's tutorials against labels."""

import argparse
import json
import os
import sys
from pathlib import Path

from demo.accuracy.results import differences
from demo.linkage.files import FILES, LABELS


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare with the figures kept.

    Returns 0, also where the labelled files are absent, and 1 if a tutorial's
    settings do better.
    """
    asked = _parser().parse_args(arguments)
    names = [*(file.path for file in FILES), LABELS]
    absent = [name for name in names if not (asked.folder / name).is_file()]
    if absent:
        print(
            f"links: skipped, {asked.folder} lacks {', '.join(absent)}; set "
            "SHARED_DATA, or give --folder, to measure them"
        )
        return 0
    # Here, since it needs Splink.
    from demo.linkage.results import SUMMARY, kept, markdown_table, missed, results

    print("links: comparing 51,578 labelled rows, twice; about a minute", flush=True)
    figures = results(asked.folder)
    print(f"\n{markdown_table(figures)}\n")
    if asked.update:
        SUMMARY.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print(f"kept in {SUMMARY}")
    for line in differences(figures, kept()):
        print(f"differs from docs/linkage.json: {line}")
    for line in missed(figures):
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed(figures) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.linkage")
    beside = Path(__file__).parents[3] / "shared" / "data"
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get("SHARED_DATA", beside)) / "identity",
        help="of the labelled files (SHARED_DATA/identity)",
    )
    parser.add_argument(
        "--update", action="store_true", help="keep the figures in docs/linkage.json"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
