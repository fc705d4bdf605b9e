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
from demo.world.ways import CHAT, MESSAGING, PHONE, WRITTEN


def identifiers_shown(rng: np.random.Generator, way: np.ndarray) -> np.ndarray:
    """Return the identifiers each contact shows, as bits; `way` is how it came."""
    luck = rng.random((5, len(way)))
    caller = np.where(luck[1] < 0.62, MOBILE, LANDLINE)
    caller = np.where(luck[1] > 0.980, SWITCHBOARD, caller)
    caller = np.where(luck[1] > 0.994, STORE, caller)
    shows = np.select(
        [way == PHONE, way == WRITTEN, way == CHAT, way == MESSAGING],
        [
            caller | np.where(luck[2] < 0.1, SECOND, 0),
            np.where(luck[1] < 0.97, EMAIL, 0),
            np.where(luck[1] < 0.5, EMAIL, 0) | np.where(luck[2] < 0.9, DEVICE, 0),
            np.where(luck[1] < 0.92, MOBILE, 0),
        ],
        np.where(luck[1] < 0.95, DEVICE, 0),
    )
    knows_account = luck[3] < np.array([0.55, 0.45, 0.5, 0.15, 0.7])[way]
    shows = shows | np.where(knows_account, ACCOUNT, 0)
    # Hidden caller and no customer number: nobody can say who it was.
    anonymous = (way == PHONE) & (luck[4] < 0.1)
    return np.where(anonymous, 0, shows)
