"""sources.yml, read and checked."""

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from ingestion.errors import WorkspaceError
from ingestion.workspace.located_yaml import LocatedYaml
from ingestion.workspace.sources import CONNECTORS, Workspace
from ingestion.workspace.sources_checks import check_company, check_source
from ingestion.workspace.sources_errors import first_error
from ingestion.workspace.wording import did_you_mean, one_of


class SourcesFile(NamedTuple):
    """What sources.yml says: the sources that are right, and what is wrong with others.

    `workspace` holds the valid sources only; `faults` has one error for each other.
    """

    workspace: Workspace
    faults: dict[str, WorkspaceError]


def read_sources(file: Path) -> SourcesFile:
    """Return what sources.yml says, or raise WorkspaceError at what concerns all.

    Everything in the file is text until the models cast it; constants and values
    come back in the type of their contract column. A fault inside one source is
    that source's alone.
    """
    if not file.is_file():
        raise WorkspaceError(_missing(file), file=file)
    located = LocatedYaml(file)
    if not isinstance(located.data, dict):
        raise located.error((), "expected keys such as company and sources")
    if located.data.get("sources") == {}:
        raise located.error(
            ("sources",), "expected at least one, indented below `sources`"
        )
    faults = _unknown_connectors(located)
    workspace = _validated(located, faults)
    check_company(workspace, located)
    for name, source in list(workspace.sources.items()):
        try:
            check_source(name, source, located.data["sources"], located)
        except WorkspaceError as error:
            faults[name] = error
            del workspace.sources[name]
    in_order = {
        name: faults[name] for name in located.data["sources"] if name in faults
    }
    return SourcesFile(workspace, in_order)


def _validated(located: LocatedYaml, faults: dict[str, WorkspaceError]) -> Workspace:
    """Return the workspace without its faulty sources, whose errors go to `faults`."""
    data = dict(located.data)
    if isinstance(data.get("sources"), dict):
        sound = {k: v for k, v in data["sources"].items() if k not in faults}
        data["sources"] = sound
    try:
        return Workspace.model_validate(data)
    except ValidationError as error:
        found = error.errors()
    own = defaultdict(list)
    for one in found:
        own[_source_of(one["loc"])].append(one)
    if None in own:
        raise first_error(located, own[None])
    for name, errors in own.items():
        faults[name] = first_error(located, errors)
    return _validated(located, faults)


def _source_of(loc: tuple[str | int, ...]) -> str | None:
    """Return the source that an error of pydantic is about, or None: it is all's.

    A name that cannot be one is no fault inside a source: it is what a source is
    known by.
    """
    is_inside = len(loc) > 1 and loc[0] == "sources" and loc[2:] != ("[key]",)
    return str(loc[1]) if is_inside else None


def _missing(file: Path) -> str:
    if not file.parent.is_dir():
        return (
            "there is no such folder: expected a workspace, a folder with sources.yml; "
            "set WORKSPACE to one, such as `make run WORKSPACE=demo`"
        )
    near = [
        name for name in ("sources.yaml", "source.yml") if (file.parent / name).exists()
    ]
    hint = f"; rename {near[0]}" if near else ""
    return f"the file is missing: expected the company and its sources in it{hint}"


def _unknown_connectors(located: LocatedYaml) -> dict[str, WorkspaceError]:
    """Refuse an unknown connector before any key that only it would know."""
    faults = {}
    sources = located.data.get("sources")
    for name, source in sources.items() if isinstance(sources, dict) else ():
        connector = source.get("connector") if isinstance(source, dict) else None
        if isinstance(connector, str) and connector not in CONNECTORS:
            faults[name] = located.error(
                ("sources", name, "connector"),
                f"there is no connector `{connector}`: {one_of(CONNECTORS)}"
                f"{did_you_mean(connector, CONNECTORS)}",
            )
    return faults
