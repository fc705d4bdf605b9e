"""The published border: the candidate's marts pass whole, or are not published.

What was found is written to DATA_DIR/quality/marts.json with the SHA-256 of the
warehouse file: publishing takes that file and no other.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from quality.audits import AuditError, now, sha256
from quality.checks import CRITICAL, Fault
from quality.engine import Judged, judge
from quality.marts.suite import MART_CHECKS
from quality.marts.verdict import FAILED, PASSED, write_verdict
from quality.marts.views import count_raw, invocation, mart_view
from quality.pages import write_index, write_mart_page
from quality.warehouse import open_duckdb


def audit_marts(data_dir: Path, say: Callable[[str], None]) -> bool:
    """Audit the candidate, a line per fault; return whether it may be published.

    Raises AuditError where there is no candidate to open.
    """
    with _open_candidate(data_dir) as connection:
        count_raw(connection, data_dir)
        judged = judge_marts(connection)
    faults = [fault for one in judged.values() for fault in one.faults]
    failures = [_line(fault) for fault in faults if fault.check.severity == CRITICAL]
    notes = [_line(fault) for fault in faults if fault.check.severity != CRITICAL]
    verdict = {
        "status": FAILED if failures else PASSED,
        "warehouse_sha256": sha256(data_dir / "warehouse.duckdb"),
        "invocation_id": invocation(data_dir),
        "audited_at": now(),
        "check_count": len(MART_CHECKS),
        "failures": failures,
        "notes": notes,
    }
    write_verdict(data_dir, verdict)
    write_mart_page(data_dir, verdict, judged)
    page = write_index(data_dir)
    for line in notes:
        say(f"note: {line}")
    for line in failures:
        say(f"failed: {line}")
    say(
        f"marts: {len(failures)} of {len(MART_CHECKS)} expectations failed: nothing "
        f"will be published, what was current stays so ({page})"
        if failures
        else f"marts: {len(MART_CHECKS)} expectations hold ({page})"
    )
    return not failures


def judge_marts(connection: duckdb.DuckDBPyConnection) -> dict[str, Judged]:
    """Hold every view of the candidate against its checks; `raw_counts` is there."""
    return {view: judge_mart(connection, view) for view in VIEWS}


def judge_mart(connection: duckdb.DuckDBPyConnection, view: str) -> Judged:
    """Hold one view of the candidate against its checks."""
    checks = [check for check in MART_CHECKS if check.view == view]
    try:
        rows = mart_view(connection, view)
    except duckdb.CatalogException as error:
        reason = str(error).splitlines()[0]
        raise AuditError(f"{view}: the candidate lacks a mart ({reason})") from None
    return judge(view, rows, checks)


VIEWS = tuple(dict.fromkeys(check.view for check in MART_CHECKS))


def _line(fault: Fault) -> str:
    return f"{fault.check.view}: {fault.line}; look at {fault.check.remedy}"


@contextlib.contextmanager
def _open_candidate(data_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = data_dir / "warehouse.duckdb"
    if not path.is_file():
        raise AuditError(f"{path}: there is no candidate yet; make build")
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(open_duckdb(data_dir, path))
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise AuditError(
                f"{path}: cannot be opened; wait if a build is running, else build "
                f"it again ({reason})"
            ) from None
        yield connection
