"""Ours beside the tutorials': pairwise precision, recall and F1 on the same rows."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from demo.accuracy.pairs import pairwise
from demo.linkage.files import FILES, LABELS, groups, our_pairs, read

SUMMARY = Path(__file__).parents[2] / "docs" / "linkage.json"
DIGITS = 4
FIGURES = ("precision", "recall", "f1")


def results(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Return, by file and by who grouped it, the three figures.

    fake_1000 is held against its column `cluster` and against the pairs that people
    judged one by one, in its labels file.
    """
    found = {}
    for file in FILES:
        records = read(folder / file.path)
        with duckdb.connect(config={"temp_directory": ""}) as connection:
            theirs = file.tutorial(connection, records)
        ids = records["unique_id"].to_pylist()
        grouped = {
            "ours": groups(ids, our_pairs(records, file.links)),
            "splink_tutorial": groups(ids, theirs),
        }
        true = np.array(records["cluster"].dictionary_encode().combine_chunks().indices)
        found[file.name] = {
            who: _rounded(pairwise(one, true)[:3]) for who, one in grouped.items()
        }
        if file.name == "fake_1000":
            labels = read(folder / LABELS)
            found["fake_1000_labels"] = {
                who: _rounded(judged(ids, one, labels)) for who, one in grouped.items()
            }
    return found


def judged(
    ids: list[str], grouped: np.ndarray, labels: pa.Table
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs that were judged, a match from 0.5."""
    at = dict(zip(ids, grouped.tolist(), strict=True))
    left, right = (labels[f"unique_id_{side}"].to_pylist() for side in "lr")
    same = np.array([at[one] == at[two] for one, two in zip(left, right, strict=True)])
    score = np.array(labels["clerical_match_score"].to_pylist(), dtype=float)
    true = score >= 0.5
    both = int((same & true).sum())
    precision, recall = both / int(same.sum()), both / int(true.sum())
    return precision, recall, 2 * precision * recall / (precision + recall)


def missed(figures: dict) -> list[str]:
    """Return a line for each figure in which the tutorial's settings are better."""
    return [
        f"{file}: {name} is {one['ours'][name]}, expected at least that of Splink's "
        f"tutorial, {one['splink_tutorial'][name]}"
        for file, one in figures.items()
        for name in FIGURES
        if one["ours"][name] < one["splink_tutorial"][name]
    ]


def markdown_table(figures: dict) -> str:
    """Return the figures as the documentation shows them."""
    lines = ["| file | settings | precision | recall | F1 |", "|---|---|---|---|---|"]
    for file, one in figures.items():
        for who, scores in one.items():
            shown = " | ".join(f"{scores[name]:.4f}" for name in FIGURES)
            lines.append(f"| {file} | {who.replace('_', ' ')} | {shown} |")
    return "\n".join(lines)


def kept() -> dict:
    """Return the checked-in figures, {} before there are any."""
    return json.loads(SUMMARY.read_text("utf-8")) if SUMMARY.exists() else {}


def _rounded(scores: tuple[float, float, float]) -> dict[str, float]:
    return {
        name: round(float(value), DIGITS)
        for name, value in zip(FIGURES, scores, strict=True)
    }
