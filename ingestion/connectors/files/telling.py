"""What a pull says while it goes on, and what it found, a line a cause."""

import time
from collections import Counter
from collections.abc import Callable

from ingestion.connectors.files.rejections import SHOWN_CAUSES
from ingestion.connectors.files.staging import Staged

PATIENCE_SECONDS = 2.0


class Telling:
    """Progress of a pull in few words: hundreds of files are not hundreds of lines."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told = time.monotonic()
        self._deliveries = self._rows = 0
        self._rejections: Counter[tuple[str, str]] = Counter()
        self._first_rejected: dict[tuple[str, str], str] = {}
        self._warned: dict[str, list[str]] = {}

    def took(self, staged: Staged) -> None:
        """Take in a delivery, and say where the pull is if that is long ago."""
        name = staged.account["file_name"]
        self._deliveries += 1
        self._rows += staged.account["accepted_count"]
        for cause, count, row in staged.rejections.causes():
            self._rejections[cause] += count
            self._first_rejected.setdefault(cause, f"{name}, line {row}")
        for warning in staged.warnings:
            self._warned.setdefault(warning, []).append(name)
        if time.monotonic() - self._told >= PATIENCE_SECONDS:
            self._told = time.monotonic()
            self._say(
                f"{self._deliveries} deliveries, {self._rows:,} rows, up to {name}"
            )

    def findings(self) -> None:
        """Say why rows were rejected, and what else was odd."""
        for (column, reason), count in self._rejections.most_common(SHOWN_CAUSES):
            where = f"column {column}: " if column else ""
            first = self._first_rejected[column, reason]
            self._say(f"{count} rejected: {where}{reason} (first: {first})")
        if len(self._rejections) > SHOWN_CAUSES:
            left = len(self._rejections) - SHOWN_CAUSES
            self._say(f"and {left} other causes: see raw/<source>/_rejected")
        for warning, names in self._warned.items():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            self._say(f"warning: {names[0]}{more}: {warning}")
