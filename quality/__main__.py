"""`python -m quality`: audit new loads, accept a held one; `marts`: audit the marts."""

import argparse
import os
import sys
from pathlib import Path

import duckdb

from quality.audits import AuditError, accept
from quality.raw.border import audit_new_loads
from quality.raw.history import HELD, REPLACED

DONE, FAILED, BROKEN = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Audit at one of the borders, a line per finding.

    Returns 0; 1 if the marts must not be published; 2 if the audit cannot be done.
    A held load is no failure of the audit: the others are built without it.
    """
    options = _options(arguments)
    data_dir = Path(options.data_dir)
    try:
        if options.border == "marts":
            from quality.marts.border import audit_marts

            return DONE if audit_marts(data_dir, _say) else FAILED
        if options.accept:
            audits = [accept(data_dir, options.accept, options.reason)]
        else:
            audits = audit_new_loads(data_dir, options.source)
        told = [_tell(audit) for audit in audits]
        if told:
            from quality.pages import write_index

            write_index(data_dir)
    except (AuditError, OSError) as error:
        return _fail(str(error))
    except duckdb.Error as error:
        return _fail(f"the audit stopped: {str(error).splitlines()[0]}")
    return DONE


def _tell(audit: dict) -> None:
    line = f"{audit['source_name']}: load {audit['load_id']} {audit['status']}"
    if audit["status"] == REPLACED:
        _say(f"{line} by load {audit['replaced_by']}: it holds nothing any more")
        return
    if audit["reason"]:
        line += f": {audit['reason']}"
    if audit["status"] == HELD:
        how = "deliver it corrected"
        if audit["is_readable"]:
            how += f', or release it: make accept LOAD={audit["load_id"]} REASON="…"'
        line += f"; {how}"
    _say(line)
    for note in audit.get("notes", {}).values():
        _say(f"{audit['source_name']}: note: {note}")


def _fail(text: str) -> int:
    print(f"error: {text}", file=sys.stderr, flush=True)
    return BROKEN


def _say(text: str) -> None:
    print(text, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m quality",
        description="Audit new loads of raw Parquet, or the candidate's marts.",
    )
    parser.add_argument("border", nargs="?", choices=["raw", "marts"], default="raw")
    parser.add_argument("--data-dir", default=os.environ.get("DATA_DIR"))
    parser.add_argument("--source", action="append", help="only this; repeatable")
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
