from pathlib import Path

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.reader import read_workspace
from tests.ingestion.workspace.samples import SOURCES


@pytest.fixture
def write(tmp_path):
    """Write files of a workspace, sources.yml by default, and return its folder."""

    def write(sources: str = SOURCES, **files: str | bytes) -> Path:
        (tmp_path / "sources.yml").write_text(sources, encoding="utf-8")
        for name, content in files.items():
            if isinstance(content, str):
                content = content.encode()
            (tmp_path / f"{name}.csv").write_bytes(content)
        return tmp_path

    return write


@pytest.fixture
def refusal(write):
    """Return what read_workspace says is wrong, without the folder's name."""

    def refusal(sources: str = SOURCES, **files: str | bytes) -> str:
        folder = write(sources, **files)
        with pytest.raises(WorkspaceError) as caught:
            for fault in read_workspace(folder).faults.values():
                raise fault
        return str(caught.value).replace(f"{folder}/", "")

    return refusal
