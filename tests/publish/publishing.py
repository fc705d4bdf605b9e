"""Publish, change what was built, look at what was published."""

from pathlib import Path

import duckdb

from publish.__main__ import main
from quality.audits import now, sha256
from quality.marts.verdict import PASSED, write_verdict
from tests.support.landed import Company


def run(data_dir: Path, company: Company, *arguments: str) -> int:
    """Run `python -m publish` on a DATA_DIR; return its exit code.

    Its candidate counts as audited: what an audit finds is tested in tests/quality.
    """
    vouch(data_dir)
    return main(
        ["--data-dir", str(data_dir), "--workspace", str(company.workspace), *arguments]
    )


def vouch(data_dir: Path) -> None:
    """Say of the candidate, as it is now, that its marts passed the audit."""
    warehouse = data_dir / "warehouse.duckdb"
    if warehouse.is_file():
        write_verdict(
            data_dir,
            {
                "status": PASSED,
                "warehouse_sha256": sha256(warehouse),
                "audited_at": now(),
                "failures": [],
            },
        )


def change(data_dir: Path, *statements: str) -> None:
    """Change the warehouse by SQL, as another build would."""
    with duckdb.connect(data_dir / "warehouse.duckdb") as connection:
        for statement in statements:
            connection.execute(statement)
    vouch(data_dir)


def publish_another(data_dir: Path, company: Company, owner: str) -> Path:
    """Give the reasons another owner, publish, and return the new snapshot."""
    change(data_dir, f"update marts.contact_reasons set owner = '{owner}'")
    assert run(data_dir, company) == 0
    return current(data_dir).resolve()


def current(data_dir: Path) -> Path:
    """Return the link to the current snapshot."""
    return data_dir / "published" / "current"


def snapshots(data_dir: Path) -> list[str]:
    """Return the names of the snapshots there are, oldest first."""
    folder = data_dir / "published"
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.is_symlink())


def leftovers(data_dir: Path) -> list[str]:
    """Return what a run has left half-done."""
    return sorted(path.name for path in (data_dir / "published").glob(".*"))
