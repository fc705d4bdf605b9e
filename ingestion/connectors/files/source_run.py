"""What all deliveries of one source are read with, in one run."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ingestion.connectors.files.identifiers import Pseudonyms
from ingestion.workspace.sources import Source, Workspace


@dataclass(frozen=True)
class SourceRun:
    """One source, the secret, and the moment of the run."""

    source_name: str
    workspace: Workspace
    key: bytes
    loaded_at: dt.datetime
    say: Callable[[str], None]

    @property
    def source(self) -> Source:
        """The settings of the source."""
        return self.workspace.sources[self.source_name]

    @property
    def zone(self) -> str:
        """The zone of the source's local times."""
        return self.source.timezone or self.workspace.timezone

    @property
    def latest(self) -> int:
        """The UTC seconds after which nothing can have happened: a day is spared."""
        return int((self.loaded_at + dt.timedelta(days=1)).timestamp())

    @property
    def pseudonyms(self) -> Pseudonyms:
        """What hashes the source's identifiers."""
        return Pseudonyms(self.key, self.source_name, self.workspace)
