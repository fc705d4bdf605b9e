"""Which rows are taken, passed over, or rejected, and why."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def as_mask(values: pa.Array) -> np.ndarray:
    """Return an Arrow boolean as a numpy mask, null being False."""
    return pc.fill_null(values, False).to_numpy(zero_copy_only=False)


class Verdicts:
    """One verdict a row; the first reason found stays."""

    def __init__(self, row_count: int) -> None:
        self._cause = np.zeros(row_count, np.int32)  # 0: taken, -1: passed over
        self._causes: list[tuple[str, str]] = []

    def skip(self, mask: np.ndarray) -> None:
        """Pass rows over: blank, footer, or filtered."""
        self._cause[mask & (self._cause == 0)] = -1

    def reject(self, mask: np.ndarray, column: str, reason: str) -> None:
        """Reject rows that no earlier reason took."""
        mask = mask & (self._cause == 0)
        if mask.any():
            self._causes.append((column, reason))
            self._cause[mask] = len(self._causes)

    @property
    def accepted(self) -> np.ndarray:
        """Mask of the rows that are taken."""
        return self._cause == 0

    @property
    def skipped_count(self) -> int:
        """Number of rows passed over."""
        return int((self._cause == -1).sum())

    def rejections(self) -> tuple[np.ndarray, list[str], list[str]]:
        """Return the rejected rows' positions, columns and reasons."""
        at = np.flatnonzero(self._cause > 0)
        causes = [self._causes[cause - 1] for cause in self._cause[at]]
        return at, [column for column, _ in causes], [reason for _, reason in causes]
