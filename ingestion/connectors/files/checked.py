"""Words and numbers out of text: what is none rejects its row, with the reason."""

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
from ingestion.connectors.files.progress import Progress
from ingestion.connectors.files.verdicts import Verdicts, as_mask
from ingestion.identity import excel_damaged, excel_error

SHOWN_FROM = 3  # a word seen less often might be a name in the wrong column
LOST = "{} lost digits in a spreadsheet: export it as text"
ERROR = "{} is an error of a spreadsheet: mend its formula, or add it to null_values"
TRUE, FALSE = ("true", "1", "oui", "yes"), ("false", "0", "non", "no")


@dataclass
class Checker:
    """Reads one block's columns; rejections go to `verdicts`."""

    cells: Cells
    verdicts: Verdicts
    progress: Progress
    native: str | None  # of the reader

    def required(self, target: str) -> pa.Array:
        """Return a text that every row must have."""
        text = self.cells.text(target)
        missing = as_mask(pc.is_null(text))
        self.verdicts.reject(missing, self.cells.place(target), f"{target} is missing")
        return text

    def intact(self, target: str) -> None:
        """Reject rows whose number a spreadsheet turned into another one or an error.

        Taken for what it was, it would join the customers whose numbers became the
        same few digits; left out, a column exported wrongly would go unseen.
        """
        cells = self.cells
        if not cells.has(target):
            return
        several = cells.mapped(target).kind == "each"
        for text in cells.parts(target) if several else [cells.text(target)]:
            for damaged, why in ((excel_damaged, LOST), (excel_error, ERROR)):
                self.verdicts.reject(
                    as_mask(damaged(text)), cells.place(target), why.format(target)
                )

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


def _is_wordy(word: str) -> bool:
    return all(char.isalpha() or char in " -_'’/" for char in word)
