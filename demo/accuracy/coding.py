"""What the demo's double coding makes of repeats, beside what truly repeats."""

from collections import defaultdict
from itertools import pairwise

import duckdb

from demo.accuracy.definitions import seen_events
from demo.accuracy.pipeline import Run
from demo.truth.events import Event, known_from_until

AGREEMENT = """
    select item_count, kappa, kappa_low, kappa_high, conclusion, repeated_rate,
        corrected_repeated_rate, corrected_repeated_rate_low,
        corrected_repeated_rate_high
    from marts.coding_agreement
"""
WINDOW = 7 * 86_400  # the demo's default, for any reason


def coding(run: Run) -> dict:
    """Return the agreement as published, and the share that truly repeats.

    The truth is of true contacts and true reasons, of customers as they are
    published: who is not known to be one customer is not corrected here.
    """
    with duckdb.connect(str(run.warehouse), read_only=True) as warehouse:
        cursor = warehouse.execute(AGREEMENT)
        names = [column[0] for column in cursor.description]
        found = dict(zip(names, cursor.fetchone(), strict=True))
        _, horizon = known_from_until(warehouse)
        events = seen_events(warehouse, run, person="published", reason="true")
    return found | {"true_repeated_rate": true_repeats(events, horizon)}


def true_repeats(events: list[Event], horizon: int) -> float | None:
    """Return the share of contacts after a quiet window that truly repeat.

    `events` in time order. As coding_agreement counts: the customer's next contact
    comes within the window, for the same reason; pairs of one case are left out,
    and contacts whose window is not over by the horizon.
    """
    theirs = defaultdict(list)
    for event in events:
        if event.counts == "contact" and None not in (event.person, event.reason):
            theirs[event.person].append(event)
    repeated = quiet = 0
    for contacts in theirs.values():
        last_end = None
        for contact, after in pairwise([*contacts, None]):
            was_quiet = last_end is None or contact.start > last_end + WINDOW
            last_end = max(contact.end, last_end or contact.end)
            if not was_quiet or contact.end + WINDOW > horizon:
                continue
            is_followed = after is not None and after.start <= contact.end + WINDOW
            if is_followed and contact.case is not None and contact.case == after.case:
                continue
            quiet += 1
            repeated += is_followed and after.reason == contact.reason
    return repeated / quiet if quiet else None
