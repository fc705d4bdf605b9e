"""What agents note as the reason: mostly the true one, sometimes another or none."""

import numpy as np

from demo.world.noise import MISCODED
from demo.world.reasons import REASONS


def noted_reasons(rng: np.random.Generator, reason: np.ndarray) -> np.ndarray:
    """Return the reason that each contact is taken for, wrong for some of them."""
    another = (reason + rng.integers(1, len(REASONS), len(reason))) % len(REASONS)
    return np.where(rng.random(len(reason)) < MISCODED, another, reason)


def left_out(rng: np.random.Generator, noted: np.ndarray, share: float) -> np.ndarray:
    """Return reasons of which a share was not noted at all: -1."""
    return np.where(rng.random(len(noted)) < share, -1, noted)


def mended(
    rng: np.random.Generator, noted: np.ndarray, reason: np.ndarray, share: float
) -> np.ndarray:
    """Return reasons as one who looks again notes them: a share is set right."""
    return np.where(rng.random(len(noted)) < share, reason, noted)
