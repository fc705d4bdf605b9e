"""Typed columns out of text: what cannot be typed rejects its row, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.numbers import (
    detect_decimal,
    parse_durations,
    parse_numbers,
)
from ingestion.connectors.files.times import DAY, parse_times, to_utc
from ingestion.connectors.files.verdicts import Verdicts, as_mask

EARLIEST = 631_152_000  # 1990-01-01
LATEST = 2_840_140_800  # 2060-01-01
ENOUGH_STARTS = 20
SHOWN_FROM = 3  # a word seen less often might be a name in the wrong column
TRUE, FALSE = ("true", "1", "oui", "yes"), ("false", "0", "non", "no")


@dataclass
class Progress:
    """What a delivery's earlier rows decided for its later ones."""

    decimal: str | None
    previous_start: int | None = None
    ambiguous_time_count: int = 0
    missing_time_count: int = 0
    rejected_identifier_count: int = 0
    first_start: int | None = None
    last_start: int | None = None
    start_count: int = 0
    has_seconds: bool = False
    has_minutes: bool = False

    def note_starts(self, utc: np.ndarray, wall: np.ndarray) -> None:
        """Take in the accepted starts of a block: UTC, and as the file writes them."""
        if not len(utc):
            return
        self.previous_start = int(utc[-1])
        first, last = int(utc.min()), int(utc.max())
        self.first_start = min(first, self.first_start or first)
        self.last_start = max(last, self.last_start or last)
        self.start_count += len(utc)
        self.has_seconds = self.has_seconds or bool((wall % 60).any())
        self.has_minutes = self.has_minutes or bool((wall % DAY).any())

    @property
    def time_precision(self) -> str | None:
        """How exact the starts are: by chance all are whole only in a short file."""
        if not self.start_count:
            return None
        if self.has_seconds or self.start_count < ENOUGH_STARTS:
            return "second"
        return "minute" if self.has_minutes else "day"


@dataclass
class Checker:
    """Reads one block's columns; rejections go to `verdicts`."""

    cells: Cells
    verdicts: Verdicts
    progress: Progress
    native: str | None
    zone: str
    format: str | None  # the source's timestamp_format
    latest: int  # nothing can have happened after this

    def required(self, target: str) -> pa.Array:
        """Return a text that every row must have."""
        text = self.cells.text(target)
        missing = as_mask(pc.is_null(text))
        self.verdicts.reject(missing, self.cells.place(target), f"{target} is missing")
        return text

    def word(
        self, target: str, allowed: Sequence[str], default: str | None = None
    ) -> pa.Array:
        """Return a text that is one of ours."""
        text = self.cells.text(target)
        if default is not None:
            text = pc.fill_null(text, default)
        known = as_mask(pc.is_in(text, pa.array(allowed)))
        unknown = as_mask(pc.is_valid(text)) & ~known & self.verdicts.accepted
        place, say = self.cells.place(target), f"add it to values.{target}"
        if unknown.any():
            counts = pc.value_counts(text.filter(pa.array(unknown)))
            for found in counts.to_pylist():
                word, count = found["values"], found["counts"]
                if count >= SHOWN_FROM and len(word) <= 30 and _is_wordy(word):
                    mask = unknown & as_mask(pc.equal(text, word))
                    problem = f"{target} {word!r} is unknown: {say}"
                    self.verdicts.reject(mask, place, problem)
            expected = ", ".join(allowed)
            self.verdicts.reject(
                unknown, place, f"{target} is unknown: expected {expected}; {say}"
            )
        return text

    def flag(self, target: str) -> pa.Array:
        """Return a boolean; nothing given is false."""
        text = pc.utf8_lower(pc.fill_null(self.cells.text(target), "false"))
        is_true = as_mask(pc.is_in(text, pa.array(TRUE)))
        bad = ~is_true & ~as_mask(pc.is_in(text, pa.array(FALSE)))
        self.verdicts.reject(
            bad, self.cells.place(target), f"{target} is neither true nor false"
        )
        return pa.array(is_true)

    def learn_decimal(self, targets: Sequence[str]) -> None:
        """Find out the decimal separator from the first numbers that prove it."""
        if self.progress.decimal is None and not self.native:
            texts = [self.cells.text(t) for t in targets if self.cells.has(t)]
            self.progress.decimal = detect_decimal(texts)

    def duration(self, target: str) -> pa.Array:
        """Return seconds, not negative."""
        unit = self.cells.mapped(target).unit
        found = parse_durations(
            self.cells.text(target), unit, self.progress.decimal, bool(self.native)
        )
        return self._numbers(target, found, f"is not a duration in {unit}", 0, None)

    def number(
        self, target: str, low: float | None = None, high: float | None = None
    ) -> pa.Array:
        """Return numbers between two limits, both included."""
        found = parse_numbers(
            self.cells.text(target), self.progress.decimal, bool(self.native)
        )
        return self._numbers(target, found, "is not a number", low, high)

    def whole_number(self, target: str, low: int = 0, high: int = 1 << 53) -> pa.Array:
        """Return whole numbers between two limits, both included."""
        values = self.number(target, low, high)
        broken = as_mask(pc.not_equal(values, pc.floor(values)))
        self.verdicts.reject(
            broken, self.cells.place(target), f"{target} is not a whole number"
        )
        return pc.floor(values).cast(pa.int64())

    def _numbers(self, target, found, problem, low, high) -> pa.Array:
        values, unreadable, ambiguous = found
        place = self.cells.place(target)
        self.verdicts.reject(unreadable, place, f"{target} {problem}")
        self.verdicts.reject(
            ambiguous,
            place,
            f"{target} could be thousands or decimals: declare "
            "options.decimal_separator",
        )
        with np.errstate(invalid="ignore"):
            if low is not None:
                what = "is negative" if low == 0 else f"is below {low}"
                self.verdicts.reject(values < low, place, f"{target} {what}")
            if high is not None:
                self.verdicts.reject(values > high, place, f"{target} is above {high}")
        return pa.array(values, mask=np.isnan(values))

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
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return UTC seconds, validity and local seconds of a time column."""
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
        return utc, valid, wall

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
        days = (wall // DAY).astype(np.int32)
        return pa.array(days, mask=~valid).cast(pa.date32())


def timestamps(utc: np.ndarray, valid: np.ndarray) -> pa.Array:
    """Return UTC seconds as the contract's timestamps."""
    return pa.array(utc * 1_000_000, mask=~valid).cast(pa.timestamp("us", tz="UTC"))


def _is_wordy(word: str) -> bool:
    return all(char.isalpha() or char in " -_'’/" for char in word)
