"""Pairwise precision, recall and F1 of a grouping against the true one."""

from typing import NamedTuple

import numpy as np

NONE = -1  # in no group: a pair with nobody


class Scores(NamedTuple):
    """What of all pairs within found groups is true, and of all true pairs found."""

    precision: float
    recall: float
    f1: float
    item_count: int


def pairwise(found: np.ndarray, true: np.ndarray) -> Scores:
    """Return the scores of groups, given as one number for each item.

    Pairs are counted by group sizes, never listed: n(n-1)/2 of each group, of each
    true group, and of each overlap of the two.
    """
    grouped = (found != NONE) & (true != NONE)
    overlaps = np.stack([found[grouped], true[grouped]])
    both = _pairs(np.unique(overlaps, axis=1, return_counts=True)[1])
    found_pairs = _pairs(np.unique(found[found != NONE], return_counts=True)[1])
    true_pairs = _pairs(np.unique(true[true != NONE], return_counts=True)[1])
    precision = both / found_pairs if found_pairs else 1.0
    recall = both / true_pairs if true_pairs else 1.0
    f1 = 2 * both / (found_pairs + true_pairs) if found_pairs + true_pairs else 1.0
    return Scores(precision, recall, f1, len(found))


def _pairs(sizes: np.ndarray) -> int:
    sizes = sizes.astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())
