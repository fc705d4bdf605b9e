"""A block seen through the mapping: contract columns as clean text."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.blocks import FOOTER, Block
from ingestion.connectors.files.mapping import Mapped, Mapping
from ingestion.connectors.files.verdicts import Verdicts, as_mask
from ingestion.workspace.sources import Source

SEPARATORS = {"source_reason_code": " / "}


class Cells:
    """The text of every contract column of one block, row for row."""

    def __init__(self, block: Block, mapping: Mapping, source: Source) -> None:
        self.count = len(block.rows)
        self._block, self._mapping, self._source = block, mapping, source
        self._trimmed: dict[str, pa.Array] = {}
        self._texts: dict[str, pa.Array] = {}

    @property
    def version(self) -> str | None:
        """The file's column that orders versions of one id."""
        return self._mapping.version

    def version_text(self) -> pa.Array:
        """Return that column, null words as null."""
        return self._without(self.version, self._source.null_values)

    def has(self, target: str) -> bool:
        """Say whether a contract column is given at all."""
        return target in self._mapping.columns or target in self._source.constants

    def place(self, target: str) -> str:
        """Return the file's columns that a contract column comes from."""
        mapped = self._mapping.columns.get(target)
        return mapped.place if mapped else target

    def mapped(self, target: str) -> Mapped:
        """Return how a contract column is made; of nothing, for a constant."""
        return self._mapping.columns.get(target) or Mapped([])

    def trimmed(self, name: str) -> pa.Array:
        """Return a column of the file without surrounding blanks, empty not null."""
        if name not in self._trimmed:
            column = self._block.table.column(name).combine_chunks()
            column = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
            self._trimmed[name] = column
        return self._trimmed[name]

    def _without(self, name: str, null_words: list[str]) -> pa.Array:
        nulls = pa.array(list({"", *(word.strip() for word in null_words)}))
        column = self.trimmed(name)
        return pc.if_else(pc.is_in(column, nulls), None, column)

    def parts(self, target: str) -> list[pa.Array]:
        """Return the file's columns of a contract column, null words as null."""
        mapped = self.mapped(target)
        return [self._without(name, mapped.null_values) for name in mapped.parts]

    def text(self, target: str) -> pa.Array:
        """Return a contract column: joined, its words ours, constants filled in."""
        if target not in self._texts:
            self._texts[target] = self._made_text(target)
        return self._texts[target]

    def _made_text(self, target: str) -> pa.Array:
        column = self._joined(target, SEPARATORS.get(target, " "))
        words = self._source.values.get(target)
        if words:
            column = _reworded(column, words)
        constant = self._source.constants.get(target)
        if constant is not None:
            column = pc.fill_null(column, as_text(constant))
        return column

    def _joined(self, target: str, separator: str) -> pa.Array:
        parts = self.parts(target)
        if not parts:
            return pa.nulls(self.count, pa.string())
        if self.mapped(target).kind == "hash":  # every part keeps its place
            filled = [pc.fill_null(part, "") for part in parts]
            joined = pc.binary_join_element_wise(*filled, "\x1f")
            return pc.if_else(pc.is_valid(pc.coalesce(*parts)), joined, None)
        return _join_present(parts, separator)

    def extra(self) -> pa.Array:
        """Return the workspace's own columns as one JSON object a row, or null."""
        pairs = []
        for key, name in sorted(self._mapping.extra.items()):
            column = self._without(name, self._source.null_values).dictionary_encode()
            words = [
                f"{json.dumps(key)}: {json.dumps(word, ensure_ascii=False)}"
                for word in column.dictionary.to_pylist()
            ]
            pairs.append(pa.array(words, pa.string()).take(column.indices))
        if not pairs:
            return pa.nulls(self.count, pa.string())
        joined = _join_present(pairs, ", ")
        return pc.binary_join_element_wise("{", joined, "}", "")

    def skip_unwanted(self, verdicts: Verdicts) -> None:
        """Pass over filtered rows, blank rows and headers repeated further down."""
        blank = np.ones(self.count, bool)
        for target in self._mapping.columns:
            for part in self.parts(target):
                blank &= as_mask(pc.is_null(part))
        verdicts.skip(blank)
        repeated = np.ones(self.count, bool)
        for name in self._mapping.wanted:
            if repeated.any():
                repeated &= as_mask(pc.equal(self.trimmed(name), name.strip()))
        verdicts.skip(repeated)
        for name, words in self._mapping.keep.items():
            verdicts.skip(~self._is_one_of(name, words))
        for name, words in self._mapping.skip.items():
            verdicts.skip(self._is_one_of(name, words))

    def _is_one_of(self, name: str, words: list[str]) -> np.ndarray:
        wanted = pa.array([word.strip() for word in words], pa.string())
        return as_mask(pc.is_in(self.trimmed(name), wanted))


def looks_like_footer(texts: pa.Array) -> np.ndarray:
    """Return which texts begin as a footer or a title does."""
    return as_mask(pc.match_substring_regex(texts, FOOTER, ignore_case=True))


def as_text(value: object) -> str:
    """Return a value of sources.yml as the text of a cell."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _join_present(parts: list[pa.Array], separator: str) -> pa.Array:
    """Join texts row by row, missing ones left out; null where all are missing.

    Arrow's own null_handling="skip" returns too few rows where all are missing.
    """
    joined = parts[0]
    for part in parts[1:]:
        both = pc.binary_join_element_wise(joined, part, separator)
        joined = pc.coalesce(both, joined, part)
    return joined


def _reworded(column: pa.Array, words: dict[str, object]) -> pa.Array:
    encoded = column.dictionary_encode()
    known = {str(word).strip(): ours for word, ours in words.items()}
    ours = []
    for word in encoded.dictionary.to_pylist():
        value = known.get(word, word)
        ours.append(None if value is None else as_text(value))
    return pa.array(ours, pa.string()).take(encoded.indices)
