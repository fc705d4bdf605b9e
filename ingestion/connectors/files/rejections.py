"""The rejected rows of a delivery: counted by cause, and too many or not."""

from collections import Counter

import numpy as np

from ingestion.connectors.files.blocks import RAGGED, Block
from ingestion.connectors.files.verdicts import Verdicts
from ingestion.errors import FileError

SHOWN_CAUSES = 5
# In a day's small file one lost id is a large share: so few rows refuse no file while
# at least half of its rows hold.
FEW_ROWS = 3


def most_rejected(judged: int, share: float) -> float:
    """Return how many of the judged rows of a delivery may be rejected.

    `share` is the source's max_rejected_share. Up to FEW_ROWS are never too many,
    unless they are more than half of the rows or the share is 0: then not one may be.
    """
    return max(share * judged, min(FEW_ROWS, judged // 2)) if share else 0


class Rejections:
    """Counts of a delivery, with the first row of each cause."""

    def __init__(self) -> None:
        self.count = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], int] = {}

    def take(
        self, block: Block, verdicts: Verdicts
    ) -> tuple[np.ndarray, list[str | None], list[str]]:
        """Count a block's rejected rows; return their rows, columns and reasons."""
        at, columns, reasons = verdicts.rejections()
        rows = np.concatenate([block.rows[at], np.array(block.ragged, np.int64)])
        columns = columns + [None] * len(block.ragged)
        reasons = reasons + [RAGGED] * len(block.ragged)
        for row, column, reason in zip(rows, columns, reasons, strict=True):
            cause = (column or "", reason)
            self._counts[cause] += 1
            self._first.setdefault(cause, int(row))
        self.count += len(rows)
        return rows, columns, reasons

    def causes(self) -> list[tuple[tuple[str, str], int, int]]:
        """Return each (column, reason) with its count and its first row."""
        return [(cause, n, self._first[cause]) for cause, n in self._counts.items()]

    def lines(self) -> list[str]:
        """Return the most frequent causes, a line each."""
        found = []
        for (column, reason), count in self._counts.most_common(SHOWN_CAUSES):
            where = f"column {column}: " if column else ""
            first = self._first[column, reason]
            found.append(f"{count} × {where}{reason} (first at line {first})")
        if len(self._counts) > SHOWN_CAUSES:
            found.append(f"and {len(self._counts) - SHOWN_CAUSES} other causes")
        return found

    def refuse_if_too_many(self, judged: int, share: float, label: str) -> None:
        """Raise FileError when more of the judged rows are rejected than may be."""
        if self.count <= most_rejected(judged, share):
            return
        raise FileError(
            f"{self.count} of {judged} rows are rejected, more than "
            f"max_rejected_share {share:g} allows; nothing of it is landed. Correct "
            "the file or sources.yml:\n  " + "\n  ".join(self.lines()),
            file=label,
        )
