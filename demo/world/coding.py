"""What agents note as the reason: mostly the true one, sometimes another or none."""

import numpy as np

from demo.world.events import Table
from demo.world.noise import MISCODED, NOTED_AS_BEFORE
from demo.world.reasons import REASONS
from demo.world.ways import CHAT, MESSAGING, PHONE


def noted_reasons(rng: np.random.Generator, contacts: Table) -> np.ndarray:
    """Return the reason that each contact is taken for, wrong for some of them.

    Comebacks have in `noted` what the contact before them was taken for. Keeping it
    changes no share: as many of those are wrong.
    """
    reason = contacts["reason"]
    another = (reason + rng.integers(1, len(REASONS), len(reason))) % len(REASONS)
    noted = np.where(rng.random(len(reason)) < MISCODED, another, reason)
    if "noted" not in contacts:
        return noted
    by_agent = np.isin(contacts["way"], (PHONE, CHAT, MESSAGING))
    kept = by_agent & (rng.random(len(reason)) < NOTED_AS_BEFORE)
    return np.where(kept, contacts["noted"], noted)


def left_out(rng: np.random.Generator, noted: np.ndarray, share: float) -> np.ndarray:
    """Return reasons of which a share was not noted at all: -1."""
    return np.where(rng.random(len(noted)) < share, -1, noted)


def mended(
    rng: np.random.Generator, noted: np.ndarray, reason: np.ndarray, share: float
) -> np.ndarray:
    """Return reasons as one who looks again notes them: a share is set right."""
    return np.where(rng.random(len(noted)) < share, reason, noted)
