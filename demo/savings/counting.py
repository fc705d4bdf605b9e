"""In how many seeds a printed range holds the planted saving, and what it sees."""

import math
from statistics import fmean, stdev

from demo.savings.lines import DIGITS, KINDS, Line
from demo.savings.seeds import AS_EXPORTED, CEILING

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

    def held(low: str, high: str) -> int:
        return sum(
            line[f"{kind}_{low}"] <= planted[line["seed"]] <= line[f"{kind}_{high}"]
            for line in printed
        )

    def half(low: str, high: str) -> float:
        return round((mean(f"{kind}_{high}") - mean(f"{kind}_{low}")) / 2, DIGITS)

    saving, true = mean(f"{kind}_saving"), mean("true_saving")
    avoided = mean(f"{kind}_contacts_avoided") / mean("true_contacts_avoided")
    found = {
        "seed_count": len(printed),
        "held_count": held("low", "high"),
        "saving": round(saving, DIGITS),
        "true_saving": round(true, DIGITS),
        "saving_share": round(saving / true, 4) if true > 0 else None,
        "contacts_share": round(mean(f"{kind}_contacts") / mean("true_contacts"), 4),
        "contacts_avoided_share": round(avoided, 4),
        "half_range": half("low", "high"),
        "deviation": _deviation([line[f"{kind}_saving"] for line in printed]),
    }
    if kind == CEILING:  # there nothing is unseen, and no coding is another's
        return found
    estimated = mean(f"{kind}_estimated")
    return found | {
        "estimated": round(estimated, DIGITS),
        "estimated_share": round(estimated / true, 4),
        "estimated_held_count": held("estimated_low", "estimated_high"),
        "estimated_half_range": half("estimated_low", "estimated_high"),
        "estimated_deviation": _deviation(
            [line[f"{kind}_estimated"] for line in printed]
        ),
    }


def _deviation(values: list[float]) -> float | None:
    return round(stdev(values), DIGITS) if len(values) > 1 else None


def missed(figures: list[dict]) -> list[str]:
    """Return a line for each scenario whose ranges hold too seldom.

    Those of what is seen where everything is, at the ceiling; as exported those of
    the estimate, which tells what is not seen.
    """
    found = []
    for one in figures:
        for kind, name, words in (
            (CEILING, "held_count", "range"),
            (AS_EXPORTED, "estimated_held_count", "estimate's range, as exported,"),
        ):
            judged_of = one[kind]
            if judged_of and judged_of[name] < TARGET * judged_of["seed_count"]:
                found.append(
                    f"{one['scenario']}: the {words} holds the planted saving in "
                    f"{judged_of[name]} of {judged_of['seed_count']} seeds, "
                    f"expected at least {TARGET:.0%}"
                )
    return found
