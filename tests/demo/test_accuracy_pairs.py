"""Pairwise scores against every pair looked at, and against a pencil."""

import itertools
import random

import numpy as np
import pytest

from demo.accuracy.pairs import NONE, pairwise


def by_hand(found: list[int], true: list[int]) -> tuple[float, float, float]:
    together = {"found": set(), "true": set()}
    for name, groups in (("found", found), ("true", true)):
        for one, other in itertools.combinations(range(len(groups)), 2):
            if groups[one] == groups[other] != NONE:
                together[name].add((one, other))
    both = len(together["found"] & together["true"])
    precision = both / len(together["found"])
    recall = both / len(together["true"])
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_a_group_cut_and_two_groups_fused():
    # True pairs: 6 of the four items, 1 of the two. Found pairs: the first two; and
    # 3 of the next three, of which only that of items 2 and 3 is true.
    true = np.array([7, 7, 7, 7, 8, 8])
    found = np.array([1, 1, 2, 2, 2, 5])
    scores = pairwise(found, true)
    assert scores.precision == pytest.approx(2 / 4)
    assert scores.recall == pytest.approx(2 / 7)
    assert scores.f1 == pytest.approx(2 * 2 / (4 + 7))
    assert scores.item_count == 6


def test_what_is_in_no_group_is_paired_with_nobody():
    scores = pairwise(np.array([NONE, NONE, 3, 3]), np.array([1, 1, 2, 2]))
    assert (scores.precision, scores.recall) == (1.0, 0.5)
    scores = pairwise(np.array([3, 3, 4, 4]), np.array([NONE, NONE, 2, 2]))
    assert (scores.precision, scores.recall) == (0.5, 1.0)


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_all_pairs_looked_at(seed: int):
    rng = random.Random(seed)
    found = [rng.choice([NONE, *range(9)]) for _ in range(60)]
    true = [rng.choice([NONE, *range(7)]) for _ in range(60)]
    scores = pairwise(np.array(found), np.array(true))
    expected = by_hand(found, true)
    assert (scores.precision, scores.recall, scores.f1) == pytest.approx(expected)
