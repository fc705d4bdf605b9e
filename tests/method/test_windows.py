"""Window advice is what a plain reading of method §7 says of the same contacts."""

import hashlib
import re

import numpy as np
import pytest
from scipy.stats import poisson

from tests.method.repeating import REASONS
from tests.support.landed import ROOT

COLUMNS = (
    "conclusion, advised_window_days, advised_window_days_low, "
    "advised_window_days_high, base_rate, base_rate_low, base_rate_high, "
    "excess_share, excess_share_low, excess_share_high, unrelated_share, "
    "unrelated_share_low, unrelated_share_high"
)
LIMITS = [
    int(text, 16)
    for text in re.findall(
        r"'([0-9a-f]{4})'", (ROOT / "dbt_project/macros/windows.sql").read_text()
    )
]


def test_the_weights_follow_poissons_law_of_mean_one():
    """The chances, cut to 16 bits."""
    assert LIMITS == [round(poisson.cdf(count, 1) * 65536) for count in range(7)]


def weights(customer: str) -> list[int]:
    """Return how often each of 200 resamples draws a customer."""
    digits = "".join(
        hashlib.sha256(f"{customer}:{block}".encode()).hexdigest()
        for block in range(13)
    )
    numbers = [int(digits[at : at + 4], 16) for at in range(0, 800, 4)]
    return [sum(number >= limit for limit in LIMITS) for number in numbers]


def advise(days, events, weight, window):
    """Return window, base rate, excess and unrelated share of weighted contacts."""
    ended = np.bincount(days, weight, 91)
    recontacts = np.bincount(days, weight * events, 91)
    at_risk = ended[::-1].cumsum()[::-1]
    hazard = np.divide(recontacts, at_risk, np.zeros(91), where=at_risk > 0)
    survival = np.r_[1, np.cumprod(1 - hazard)[:-1]]
    base = recontacts[46:].sum() / at_risk[46:].sum()
    share = np.cumsum(survival * hazard)
    excess = share - base * np.r_[0, np.cumsum(survival[1:])]
    # A resample without any excess gives no window, one without recontacts no share.
    came = [day for day in range(1, 46) if excess[day] >= 0.95 * excess[45] > 0]
    first = min(came, default=None)
    early = recontacts[46:68].sum() / at_risk[46:68].sum()
    late = recontacts[68:].sum() / at_risk[68:].sum()
    unrelated = 1 - excess[window] / share[window] if share[window] else None
    return (first, base, excess[45], unrelated), early > 1.2 * late


@pytest.mark.parametrize("reason", REASONS)
def test_the_advice_is_that_of_a_plain_reading(repeating, contacts_followed, reason):
    rows = contacts_followed[reason]
    days = np.array([row[1] for row in rows])
    events = np.array([row[2] for row in rows])
    drawn = {customer: weights(customer) for customer, _, _ in rows}
    by_row = np.array([drawn[row[0]] for row in rows])
    window = REASONS[reason]
    (first, *figures), _ = advise(days, events, np.ones(len(rows)), window)
    again = [advise(days, events, by_row[:, one], window) for one in range(200)]
    by_figure = zip(*(found[0] for found in again), strict=True)
    ranges = [
        sorted(figure for figure in figures_again if figure is not None)[5:-5]
        for figures_again in by_figure
    ]
    is_falling = sum(found[1] for found in again) >= 195

    conclusion, advised, low, high, *shown = repeating.built.execute(
        f"select {COLUMNS} from marts.window_advice where contact_reason_id = ?",
        [reason],
    ).fetchone()
    assert conclusion == ("still_falling" if is_falling else "advised")
    if not is_falling:
        assert (advised, low, high) == (first, ranges[0][0], ranges[0][-1])
    for place, figure in enumerate(figures, 1):
        ends = ranges[place][0], ranges[place][-1]
        at = 3 * (place - 1)
        assert shown[at : at + 3] == pytest.approx([figure, *ends], abs=1e-9)
        assert ends[0] < figure < ends[1]
