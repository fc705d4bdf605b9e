"""The verdict on a candidate: what publishing reads before it promotes."""

import json
from pathlib import Path

from quality.audits import sha256, write_whole

PASSED, FAILED = "passed", "failed"


def path_of(data_dir: Path) -> Path:
    """Return where the verdict on a DATA_DIR's candidate is written."""
    return data_dir / "quality" / "marts.json"


def write_verdict(data_dir: Path, verdict: dict) -> None:
    """Write the verdict, whole or not at all."""
    write_whole(path_of(data_dir), json.dumps(verdict, indent=2) + "\n")


def why_not(data_dir: Path) -> str | None:
    """Return why the candidate must not be published, or None if it may be.

    The verdict names the warehouse file by its SHA-256: it holds for that file
    and no other, nor for the same one changed since.
    """
    path = path_of(data_dir)
    try:
        verdict = json.loads(path.read_text(encoding="utf-8"))
        status, audited = verdict["status"], verdict["warehouse_sha256"]
        failures = verdict["failures"]
    except FileNotFoundError:
        return "its marts were not audited; make audit-marts"
    except (ValueError, KeyError, TypeError):
        return f"{path} is damaged; make audit-marts again"
    if audited != sha256(data_dir / "warehouse.duckdb"):
        return (
            f"the audit of {verdict.get('audited_at')} is of another candidate; "
            "make audit-marts again"
        )
    if status != PASSED:
        return (
            f"{len(failures)} expectations failed, first of them {failures[0]}; "
            "mend what is wrong, then make build audit-marts publish"
        )
    return None
