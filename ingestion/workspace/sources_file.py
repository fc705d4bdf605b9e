"""sources.yml, read and checked."""

from pathlib import Path

from pydantic import ValidationError

from ingestion.errors import WorkspaceError
from ingestion.workspace.located_yaml import LocatedYaml
from ingestion.workspace.sources import CONNECTORS, Workspace
from ingestion.workspace.sources_checks import check_sources
from ingestion.workspace.sources_errors import first_error
from ingestion.workspace.wording import did_you_mean, one_of


def read_sources(file: Path) -> Workspace:
    """Return what sources.yml says, or raise WorkspaceError at the first thing wrong.

    Everything in the file is text until the models cast it; constants and values
    come back in the type of their contract column.
    """
    if not file.is_file():
        raise WorkspaceError(_missing(file), file=file)
    located = LocatedYaml(file)
    if not isinstance(located.data, dict):
        raise located.error((), "expected keys such as company and sources")
    _check_connectors(located)
    try:
        workspace = Workspace.model_validate(located.data)
    except ValidationError as error:
        raise first_error(located, error.errors()) from None
    check_sources(workspace, located)
    return workspace


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


def _check_connectors(located: LocatedYaml) -> None:
    """Refuse an unknown connector before any key that only it would know."""
    sources = located.data.get("sources")
    for name, source in sources.items() if isinstance(sources, dict) else ():
        connector = source.get("connector") if isinstance(source, dict) else None
        if isinstance(connector, str) and connector not in CONNECTORS:
            raise located.error(
                ("sources", name, "connector"),
                f"there is no connector `{connector}`: {one_of(CONNECTORS)}"
                f"{did_you_mean(connector, CONNECTORS)}",
            )
