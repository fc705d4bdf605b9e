"""What a contact lets the tool know of the person behind it."""

import numpy as np

from demo.world.events import (
    ACCOUNT,
    DEVICE,
    EMAIL,
    LANDLINE,
    MOBILE,
    SECOND,
    STORE,
    SWITCHBOARD,
)
from demo.world.noise import ANONYMOUS
from demo.world.ways import CHAT, MESSAGING, PHONE, WRITTEN

# In the order of the ways to come. Agents open the customer's file for most calls;
# chats and visits mostly begin in the customer area, those in the app always.
KNOWS_ACCOUNT = np.array([0.80, 0.45, 0.75, 0.15, 0.90])
ASKED_FOR_EMAIL = 0.8  # of chats without an account, and of every other one beside
# Hidden callers, letters and visitors without cookies; a messenger always names one.
ANONYMITY = np.array([1.3, 0.3, 1.0, 0.0, 1.2])
CALLS_FROM_LANDLINE = 0.45  # of those who have one
VIEWS_WITH_ACCOUNT, VIEWS_WITH_DEVICE = 0.85, 0.95


def identifiers_shown(
    rng: np.random.Generator, way: np.ndarray, has_landline: np.ndarray
) -> np.ndarray:
    """Return the identifiers each contact shows, as bits; `way` is how it came."""
    luck = rng.random((5, len(way)))
    at_home = has_landline & (luck[1] < CALLS_FROM_LANDLINE)
    caller = np.where(at_home, LANDLINE, MOBILE)
    caller = np.where(luck[1] > 0.980, SWITCHBOARD, caller)
    caller = np.where(luck[1] > 0.994, STORE, caller)
    knows_account = luck[3] < KNOWS_ACCOUNT[way]
    gives_email = luck[1] < np.where(
        knows_account, ASKED_FOR_EMAIL / 2, ASKED_FOR_EMAIL
    )
    shows = np.select(
        [way == PHONE, way == WRITTEN, way == CHAT, way == MESSAGING],
        [
            caller | np.where(luck[2] < 0.1, SECOND, 0),
            np.where(luck[1] < 0.97, EMAIL, 0),
            np.where(gives_email, EMAIL, 0) | np.where(luck[2] < 0.9, DEVICE, 0),
            np.where(luck[1] < 0.92, MOBILE, 0),
        ],
        np.where(luck[1] < 0.95, DEVICE, 0),
    )
    shows = shows | np.where(knows_account, ACCOUNT, 0)
    shows = np.where(shows == 0, ACCOUNT, shows)  # nothing is what is planted below
    return np.where(luck[4] < _anonymity(way), 0, shows)


def _anonymity(way: np.ndarray) -> np.ndarray:
    """Return each contact's probability of showing nothing, in the mean as planted."""
    mean = ANONYMITY[way].mean() if len(way) else 0
    return ANONYMOUS * ANONYMITY[way] / mean if mean else np.zeros(len(way))
