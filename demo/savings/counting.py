"""In how many seeds a printed range holds the planted saving, and what it sees."""

import math
from statistics import fmean, stdev

from demo.savings.lines import DIGITS, KINDS, Line
from demo.savings.seeds import CEILING

TARGET = 0.88  # of the seeds


def judged(lines: list[Line]) -> list[dict]:
    """Return each scenario's planted saving, and what its ranges say of it.

    The planted saving of a seed is the mean of what all other seeds would have
    saved: no range is held against what happened in its own year.
    """
    found = []
    for scenario in sorted({line["scenario"] for line in lines}):
        own = [line for line in lines if line["scenario"] == scenario]
        true = [line["true_saving"] for line in own]
        planted = {
            line["seed"]: (sum(true) - line["true_saving"]) / (len(true) - 1)
            for line in own
        }
        found.append(
            {
                "scenario": scenario,
                "seed_count": len(own),
                "planted_saving": round(fmean(true), DIGITS),
                "standard_error": round(stdev(true) / math.sqrt(len(true)), DIGITS),
                "deviation": round(stdev(true), DIGITS),
                "problem_saving": round(
                    fmean(line["problem_saving"] for line in own), DIGITS
                ),
            }
            | {kind: _judged_of(kind, own, planted) for kind in KINDS}
        )
    return found


def _judged_of(kind: str, own: list[Line], planted: dict[int, float]) -> dict:
    """Return how ranges of one kind of exports did, {} where there are none.

    `saving_share` is of what the same seeds truly would have saved, None where that
    is a loss; `deviation` is between seeds, to hold `half_range` against.
    """
    printed = [line for line in own if line[f"{kind}_saving"] is not None]
    if not printed:
        return {}

    def mean(name: str) -> float:
        return fmean(line[name] for line in printed)

    saving, true = mean(f"{kind}_saving"), mean("true_saving")
    avoided = mean(f"{kind}_contacts_avoided") / mean("true_contacts_avoided")
    return {
        "seed_count": len(printed),
        "held_count": sum(
            line[f"{kind}_low"] <= planted[line["seed"]] <= line[f"{kind}_high"]
            for line in printed
        ),
        "saving": round(saving, DIGITS),
        "true_saving": round(true, DIGITS),
        "saving_share": round(saving / true, 4) if true > 0 else None,
        "contacts_share": round(mean(f"{kind}_contacts") / mean("true_contacts"), 4),
        "contacts_avoided_share": round(avoided, 4),
        "half_range": round((mean(f"{kind}_high") - mean(f"{kind}_low")) / 2, DIGITS),
        "deviation": _deviation([line[f"{kind}_saving"] for line in printed]),
    }


def _deviation(values: list[float]) -> float | None:
    return round(stdev(values), DIGITS) if len(values) > 1 else None


def missed(figures: list[dict]) -> list[str]:
    """Return a line for each scenario whose ranges hold too seldom at the ceiling."""
    return [
        f"{one['scenario']}: the range holds the planted saving in "
        f"{one[CEILING]['held_count']} of {one[CEILING]['seed_count']} seeds, "
        f"expected at least {TARGET:.0%}"
        for one in figures
        if one[CEILING]["held_count"] < TARGET * one[CEILING]["seed_count"]
    ]
