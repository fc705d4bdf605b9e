"""Times and dates out of text: what is no time rejects its row, with the reason."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.checked import Checker
from ingestion.connectors.files.numbers import parse_numbers
from ingestion.connectors.files.times import parse_times
from ingestion.connectors.files.verdicts import as_mask
from ingestion.connectors.files.zones import to_utc
from ingestion.contract import UTC
from ingestion.workspace.local_days import DAY_SECONDS

EARLIEST = 631_152_000  # 1990-01-01
LATEST = 2_840_140_800  # 2060-01-01


@dataclass
class TimeChecker(Checker):
    """A checker that reads times too."""

    zone: str
    format: str | None  # the source's timestamp_format
    latest: int  # nothing can have happened after this

    def walls(self, target: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return local seconds, offsets and validity; unreadable rows are rejected."""
        text = self.cells.text(target)
        format = self.cells.mapped(target).format or self.format
        wall, offset, valid = parse_times(text, format, self.native)
        expected = (
            f"expected {format}"
            if format
            else "expected ISO 8601, or declare timestamp_format"
        )
        self.verdicts.reject(
            as_mask(pc.is_valid(text)) & ~valid,
            self.cells.place(target),
            f"{target} is not a readable time: {expected}",
        )
        return wall, offset, valid

    def instants(
        self, target: str, *, not_before: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return UTC seconds and validity of a time column."""
        wall, offset, valid = self.walls(target)
        utc, twice, missing = to_utc(
            self.zone,
            wall,
            offset,
            valid & self.verdicts.accepted,
            not_before=not_before,
            previous=self.progress.previous_start,
        )
        self.progress.ambiguous_time_count += int(twice.sum())
        self.progress.missing_time_count += int(missing.sum())
        place = self.cells.place(target)
        outside = valid & ((utc < EARLIEST) | (utc >= LATEST))
        self.verdicts.reject(outside, place, f"{target} is outside 1990 to 2060")
        future = valid & (utc > self.latest)
        self.verdicts.reject(future, place, f"{target} is in the future")
        return utc, valid

    def version(self) -> pa.Array:
        """Return the column that `version_by` names: a number, or a time."""
        if not self.cells.version:
            return pa.nulls(self.cells.count, pa.float64())
        text = self.cells.version_text()
        values, bad, ambiguous = parse_numbers(text, ".", bool(self.native))
        if bad.any():
            wall, offset, valid = parse_times(text, self.format, self.native)
            utc, _, _ = to_utc(self.zone, wall, offset, valid)
            values = np.where(bad & valid, utc, values)
            bad &= ~valid
        self.verdicts.reject(
            bad, self.cells.version, "version_by is neither a number nor a time"
        )
        return pa.array(values, mask=np.isnan(values))

    def date(self, target: str) -> pa.Array:
        """Return calendar dates as written, without any zone."""
        wall, _, valid = self.walls(target)
        days = (wall // DAY_SECONDS).astype(np.int32)
        return pa.array(days, mask=~valid).cast(pa.date32())


def timestamps(utc: np.ndarray, valid: np.ndarray) -> pa.Array:
    """Return UTC seconds as the contract's timestamps."""
    return pa.array(utc * 1_000_000, mask=~valid).cast(UTC)
