"""One publication: candidate in, verified snapshot out, or nothing at all."""

import contextlib
import datetime as dt
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.candidate import Mart, open_candidate, read_marts, refuse_unaudited
from publish.company import read_company
from publish.dictionary import dictionary
from publish.errors import PublishError
from publish.findings import Findings, find
from publish.fingerprint import fingerprint
from publish.headline import dict_rows
from publish.manifest import read_manifest, write_manifest
from publish.pointer import current_snapshot, point, verify_current
from publish.report import render
from publish.restatement_table import LAST_RESTATED, MART
from publish.restatements import RATES, make_restatements
from publish.snapshots import (
    link_unchanged,
    new_id,
    promote,
    remove_old,
    seal,
    sweep,
)
from publish.tables import (
    with_currency,
    with_snapshot_id,
    write_databases,
    write_parquet,
)

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Publication:
    """What was published, or is still, and what it says."""

    folder: Path
    is_new: bool
    findings: Findings


def publish(
    data_dir: Path, workspace: Path, manifest: Path, say: Callable[[str], None]
) -> Publication:
    """Publish the candidate of a DATA_DIR, unless it says what the current does.

    `manifest` is dbt's, for descriptions. Raises PublishError, or what the disk
    or DuckDB raise; then the snapshot before is still current.
    """
    published = data_dir / "published"
    company = read_company(workspace)
    sweep(published)
    refuse_unaudited(data_dir)
    spill = published / f".spill-{os.getpid()}"
    with open_candidate(data_dir, spill) as connection:
        marts = tuple(
            with_currency(mart, company.currency)
            for mart in read_marts(connection, manifest)
        )
        described = dictionary(_by_name(*marts, MART))
        texts = (described, str(company), project_version())
        content = fingerprint(connection, marts, *texts)
        findings = find(connection, company)
        unchanged = _unchanged(published, content, say)
        if unchanged:
            return Publication(unchanged, False, findings)
        facts = {
            "snapshot_id": new_id(published, content),
            "created_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "company": company.name,
            "currency": company.currency,
            "timezone": company.zone.key,
            "project_version": project_version(),
            "data_horizon": findings.horizon and findings.horizon.isoformat() + "Z",
            "fingerprint": content,
        }
        rates = next(mart for mart in marts if mart.name == RATES)
        restated = make_restatements(connection, published, rates, facts)
        marts = tuple(
            with_snapshot_id(mart, facts["snapshot_id"])
            for mart in _by_name(*marts, restated)
        )
        with _candidate_folder(published) as folder:
            counts = {}
            for mart in marts:
                counts[mart.name] = write_parquet(connection, mart, folder)
                say(f"{mart.name}: {counts[mart.name]:,} rows")
            write_databases(marts, folder, spill)
            _write(folder / "dictionary.csv", dictionary(marts))
            moved = dict_rows(connection, LAST_RESTATED)
            _write(folder / "report.html", render(findings, facts, moved))
            link_unchanged(folder, current_snapshot(published))
            write_manifest(folder, facts | {"tables": counts})
            seal(folder)
            final = promote(folder, facts["snapshot_id"])
    try:
        remove_old(published)
    except OSError as error:
        say(f"an old snapshot could not be removed: {error}")
    return Publication(final, True, findings)


def _by_name(*marts: Mart) -> tuple[Mart, ...]:
    return tuple(sorted(marts, key=lambda mart: mart.name))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def project_version() -> str:
    """Return the version of this project."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def _unchanged(
    published: Path, fingerprint: str, say: Callable[[str], None]
) -> Path | None:
    """Return the current snapshot if it is whole and says the same."""
    folder = current_snapshot(published)
    if folder is None:
        return None
    try:
        if read_manifest(folder)["fingerprint"] != fingerprint:
            return None
        point(folder)  # a run killed right after the swap had no time to
        verify_current(published)
    except PublishError as error:
        say(f"the current snapshot is damaged and is published again: {error}")
        return None
    return folder


@contextlib.contextmanager
def _candidate_folder(published: Path) -> Iterator[Path]:
    folder = published / f".candidate-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
