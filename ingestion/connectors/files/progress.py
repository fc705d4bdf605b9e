"""What goes on from one block of a delivery to the next."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Progress:
    """What a delivery's earlier rows decided for its later ones, and its counts."""

    decimal: str | None  # separator, once declared or proven
    previous_start: int | None = None  # UTC seconds, as all starts here
    first_start: int | None = None
    last_start: int | None = None
    ambiguous_time_count: int = 0
    missing_time_count: int = 0
    rejected_identifier_count: int = 0

    def note_starts(self, utc: np.ndarray) -> None:
        """Take in the accepted starts of a block."""
        if not len(utc):
            return
        self.previous_start = int(utc[-1])
        first, last = int(utc.min()), int(utc.max())
        self.first_start = min(first, self.first_start or first)
        self.last_start = max(last, self.last_start or last)
