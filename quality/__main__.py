"""`python -m quality`: audit the new loads, or accept one that is held."""

import argparse
import os
import sys
from pathlib import Path

from quality.audits import HELD, AuditError, accept, audit_new_loads


def main(arguments: list[str] | None = None) -> int:
    """Audit what is new, a line per load; return 0, or 2 if it cannot be done.

    A held load is no failure of the audit: the others are built without it.
    """
    options = _options(arguments)
    data_dir = Path(options.data_dir)
    try:
        if options.accept:
            audits = [accept(data_dir, options.accept, options.reason)]
        else:
            audits = audit_new_loads(data_dir)
        for audit in audits:
            _print(audit)
    except (AuditError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _print(audit: dict) -> None:
    line = f"{audit['source_name']}: load {audit['load_id']} {audit['status']}"
    if audit["reason"]:
        line += f": {audit['reason']}"
    if audit["status"] == HELD:
        line += (
            "; deliver it corrected, or release it with "
            f"--accept {audit['load_id']} --reason TEXT"
        )
    print(line, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m quality", description="Audit new loads of raw Parquet."
    )
    parser.add_argument("--data-dir", default=os.environ.get("DATA_DIR"))
    parser.add_argument("--accept", metavar="LOAD", help="release a held load")
    parser.add_argument("--reason", default="", help="why; goes into its audit")
    options = parser.parse_args(arguments)
    if not options.data_dir:
        parser.error("--data-dir or the environment variable DATA_DIR is needed")
    if options.accept and not options.reason.strip():
        parser.error('--accept needs --reason "…": it is kept in the audit')
    return options


if __name__ == "__main__":
    sys.exit(main())
