"""All figures of one world, the targets they are held against, the summary kept."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from demo.accuracy.coding import coding
from demo.accuracy.definitions import rates_by_definition, rates_by_what_is_known
from demo.accuracy.deliveries import delivery_shares
from demo.accuracy.pairs import Scores
from demo.accuracy.pipeline import Run
from demo.accuracy.priorities import first_reasons
from demo.accuracy.reasons import rates_by_reason
from demo.accuracy.signs import unexplained
from demo.accuracy.truth import joined, same_customer, same_ticket
from demo.exports.answer_key import FOLDER

SUMMARY = Path(__file__).parents[2] / "docs" / "accuracy.json"
DIGITS = 4
CUSTOMER_F1 = 0.98
SHARE_OF_CEILING = 0.97
MIN_TICKETS = 300  # of a reason: below, bounds say little


def results(as_exported: Run, ceiling: Run) -> dict:
    """Return every figure, rounded, as the summary keeps them."""
    found = joined(as_exported)
    customer, ticket = same_customer(found), same_ticket(found)
    best = same_ticket(joined(ceiling))
    noise = pq.read_table(as_exported.drops / FOLDER / "noise.parquet").to_pylist()
    shares = {
        row["noise"]: (row["planted_share"], row["measured_share"]) for row in noise
    }
    return {
        "same_customer_identified": _scores(customer["identified"]),
        "same_customer_all": _scores(customer["all"]),
        "same_ticket": _scores(ticket),
        "same_ticket_ceiling": _scores(best),
        "share_of_ceiling": round(ticket.f1 / best.f1, DIGITS),
        "noise": {
            name: {"planted": planted, "measured": round(measured, DIGITS)}
            for name, (planted, measured) in (
                shares | delivery_shares(as_exported.drops)
            ).items()
        },
        "reasons": [_rates(one._asdict()) for one in rates_by_reason(as_exported)],
        "definitions": [
            _rates(one) for one in rates_by_definition(as_exported, ceiling)
        ],
        "definitions_by_what_is_known": [
            _rates(one) for one in rates_by_what_is_known(as_exported)
        ],
        "coding": _rates(coding(as_exported)),
        "first_reasons": first_reasons(as_exported),
    }


def missed_targets(figures: dict) -> list[str]:
    """Return a line for each target that the figures miss."""
    missed = []
    f1 = figures["same_customer_identified"]["f1"]
    if f1 < CUSTOMER_F1:
        missed.append(
            f"same customer: F1 {f1:.4f} among identified interactions, expected at "
            f"least {CUSTOMER_F1}"
        )
    share = figures["share_of_ceiling"]
    if share < SHARE_OF_CEILING:
        missed.append(
            f"same ticket: F1 is {share:.4f} of the ceiling, expected at least "
            f"{SHARE_OF_CEILING}"
        )
    for one in figures["reasons"]:
        if one["ticket_count"] > MIN_TICKETS and not is_within_bounds(one):
            missed.append(
                f"{one['contact_reason_id']}: planted rate {one['planted_rate']:.4f}, "
                f"expected inside the printed bounds {one['lower_bound']:.4f} to "
                f"{one['upper_bound']:.4f}"
            )
    first = figures["first_reasons"]
    if set(first["published"]) != set(first["planted"]):
        missed.append(
            f"reasons to fix first: published {', '.join(first['published'])}, "
            f"expected {', '.join(first['planted'])}, which are planted as worst"
        )
    return missed + unexplained(figures)


def is_within_bounds(reason: dict) -> bool:
    """Return whether a reason's planted rate lies inside the printed bounds."""
    return reason["lower_bound"] <= reason["planted_rate"] <= reason["upper_bound"]


def kept_summary() -> dict:
    """Return the checked-in summary, {} before there is one."""
    if not SUMMARY.exists():
        return {}
    return json.loads(SUMMARY.read_text(encoding="utf-8"))


def differences(figures: dict, kept: dict, where: str = "") -> list[str]:
    """Return a line for each figure that is not as kept."""
    if isinstance(figures, dict) and isinstance(kept, dict):
        pairs = [(n, figures.get(n), kept.get(n)) for n in sorted(figures | kept)]
    elif isinstance(figures, list) and isinstance(kept, list):
        if len(figures) != len(kept):
            return [f"{where}: {len(figures)} entries, {len(kept)} are kept"]
        both = zip(figures, kept, strict=True)
        pairs = [(str(n), one, other) for n, (one, other) in enumerate(both, 1)]
    else:
        return [] if figures == kept else [f"{where}: {figures}, {kept} is kept"]
    lines = []
    for name, one, other in pairs:
        lines += differences(one, other, f"{where}.{name}" if where else name)
    return lines


def _scores(scores: Scores) -> dict:
    rounded = {
        name: round(getattr(scores, name), DIGITS)
        for name in ("precision", "recall", "f1")
    }
    return rounded | {"interaction_count": scores.item_count}


def _rates(one: dict) -> dict:
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value
        for name, value in one.items()
    }
