"""Data Docs: what every expectation found, as pages that open anywhere.

The results are those of Great Expectations, the pages are ours: its own fetch
style sheets, scripts and pictures from five hosts, and a page about customers'
data calls nobody. DATA_DIR/quality/index.html leads to them; there is one page
for the newest load of a source, one for each held load, one for the marts.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import jinja2

from quality.audits import name_of, read_audits, write_whole
from quality.engine import Judged
from quality.marts.verdict import PASSED, path_of
from quality.raw.history import ACCEPTED, HELD

TEMPLATES = Path(__file__).parent / "templates"


def write_load_page(data_dir: Path, audit: dict, judged: Mapping[str, Judged]) -> None:
    """Write the page of a load that was just audited."""
    text = _page(
        f"{audit['source_name']}: load {audit['load_id']}",
        audit["status"],
        ", ".join(audit["faults"]),
        f"audited at {audit['audited_at']}, {len(audit['files'])} files",
        judged,
    )
    folder = data_dir / "quality" / "pages"
    write_whole(folder / f"{audit['source_name']}.html", text)
    if audit["status"] == HELD:
        write_whole(folder / f"{name_of(audit)}.html", text)


def write_mart_page(
    data_dir: Path, verdict: Mapping, judged: Mapping[str, Judged]
) -> None:
    """Write the page of the candidate's marts."""
    count = len(verdict["failures"])
    text = _page(
        "The candidate's marts",
        verdict["status"],
        "" if verdict["status"] == PASSED else f"{count} expectations fail",
        f"audited at {verdict['audited_at']}, {verdict['check_count']} expectations",
        judged,
    )
    write_whole(data_dir / "quality" / "pages" / "marts.html", text)


def write_index(data_dir: Path) -> Path:
    """Write the page that leads to all others, from the audits; return its path."""
    audits, pages = read_audits(data_dir / "raw"), data_dir / "quality" / "pages"
    newest = {audit["source_name"]: audit for audit in audits}
    sources = [
        {
            "newest": {"faults": {}, "notes": {}} | audit,
            "has_page": (pages / f"{name}.html").exists(),
            "accepted_count": sum(
                one["status"] == ACCEPTED and one["source_name"] == name
                for one in audits
            ),
        }
        for name, audit in newest.items()
    ]
    path = path_of(data_dir)
    verdict = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    text = _environment().get_template("index.j2").render(
        sources=sources,
        held=[
            {"faults": {}, "has_page": (pages / f"{name_of(one)}.html").exists()} | one
            for one in audits
            if one["status"] == HELD
        ],
        verdict=verdict,
    )  # fmt: skip
    index = data_dir / "quality" / "index.html"
    write_whole(index, text)
    return index


def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True)


def _page(
    heading: str, status: str, said: str, facts: str, judged: Mapping[str, Judged]
) -> str:
    version = next(iter(judged.values())).version
    return _environment().get_template("page.j2").render(
        heading=heading,
        status=status,
        said=said,
        facts=facts,
        version=version,
        views={name: one.lines for name, one in judged.items()},
    )  # fmt: skip
