"""Times whose parts have fixed places, read by whole columns of digits."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.verdicts import as_mask
from ingestion.workspace.local_days import DAY_SECONDS

_WIDTHS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}


class Layout(NamedTuple):
    """Where the parts of a time stand."""

    width: int
    fields: dict[str, int]  # strptime word: position
    literals: dict[int, int]  # position: byte


def layout_of(format: str) -> Layout | None:
    """Return width, field positions and literal bytes, if all have a fixed width."""
    fields, literals, at, index = {}, {}, 0, 0
    while index < len(format):
        char = format[index]
        if char == "%" and index + 1 < len(format):
            word = format[index + 1]
            if word not in _WIDTHS or word in fields:
                return None
            fields[word] = at
            at += _WIDTHS[word]
            index += 2
            continue
        if not char.isascii():
            return None
        if char != "?":  # our own layouts: a blank or a T
            literals[at] = ord(char)
        at += 1
        index += 1
    return Layout(at, fields, literals) if {"m", "d"} <= fields.keys() else None


def read_fixed(
    texts: pa.Array, layout: Layout, wall: np.ndarray, valid: np.ndarray
) -> None:
    """Fill in wall seconds and validity of the texts that fit a layout.

    Texts that are valid already stay as they are.
    """
    fits = as_mask(pc.equal(pc.binary_length(texts), layout.width))
    at = np.flatnonzero(fits & ~valid)
    if not len(at):
        return
    matrix = _bytes(texts.take(pa.array(at)), layout.width)
    seconds, good = _seconds(matrix, layout)
    wall[at[good]] = seconds[good]
    valid[at[good]] = True


def _bytes(texts: pa.Array, width: int) -> np.ndarray:
    """Return texts of one width as a matrix of bytes, a row each."""
    data = texts.cast(pa.binary(width)).buffers()[1]
    return np.frombuffer(data, np.uint8)[: len(texts) * width].reshape(-1, width)


def _seconds(matrix: np.ndarray, layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    good = np.ones(len(matrix), bool)
    for at, byte in layout.literals.items():
        good &= matrix[:, at] == byte
    part = {"H": 0, "M": 0, "S": 0}
    for word, at in layout.fields.items():
        digits = matrix[:, at : at + _WIDTHS[word]] - np.uint8(48)
        good &= (digits <= 9).all(axis=1)
        number = np.zeros(len(matrix), np.int64)
        for column in range(digits.shape[1]):
            number = number * 10 + digits[:, column]
        part[word] = number
    if "y" in part:
        part["Y"] = part["y"] + np.where(part["y"] < 69, 2000, 1900)  # as strptime
    good &= (part["m"] >= 1) & (part["m"] <= 12) & (part["d"] >= 1)
    good &= (part["H"] < 24) & (part["M"] < 60) & (part["S"] < 60)
    months = np.where(good, (part["Y"] - 1970) * 12 + part["m"] - 1, 0)
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    after = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    good &= part["d"] <= after - first
    days = first + part["d"] - 1
    return days * DAY_SECONDS + part["H"] * 3600 + part["M"] * 60 + part["S"], good
