"""Write the demo's double_coded.csv: `python -m demo.double_coding`.

Quality control hears calls and reads messages again: two people code a sample,
neither seeing the other's choice nor what was noted the last time. Each of them errs
as often as the agents do. The sample is of the demo as `make demo` writes it; the file
is a decision of the workspace like the others beside it, and a test renews it.
"""

import sys

import numpy as np

from demo import generate
from demo.exports.calls import EXPORT as CALLS
from demo.exports.helpdesk import EXPORT as HELPDESK
from demo.world.coding import noted_reasons
from demo.world.events import Channel, Direction, Outcome, Tool, take
from demo.world.history import World, live_through, stream
from demo.world.reasons import IDS

SAMPLE = 800
HEADER = "interaction_id,first_contact_reason_id,second_contact_reason_id"
# How the tools number their rows, in the order of time.
NAMES = {
    Tool.CALLS: f"{CALLS.folder}:A{{:09}}",
    Tool.HELPDESK: f"{HELPDESK.folder}:M{{:09}}",
}


def double_coded(world: World, seed: int) -> str:
    """Return the lines of double_coded.csv for a world, in the order of the rows."""
    rng = stream(seed, "double coding")
    reasons, names = [], []
    for tool, name in NAMES.items():
        events = take(world.events, world.events["tool"] == tool)
        heard = (events["direction"] == Direction.INBOUND) & ~events["automatic"]
        if tool == Tool.CALLS:
            heard &= events["channel"] == Channel.PHONE
            heard &= events["outcome"] == Outcome.HANDLED
        at = np.flatnonzero(heard)
        reasons.append(events["reason"][at].astype(np.int64))
        names += [name.format(number) for number in at + 1]
    reason = np.concatenate(reasons)
    chosen = np.sort(rng.choice(len(reason), min(SAMPLE, len(reason)), replace=False))
    true = {"reason": reason[chosen]}
    first, second = noted_reasons(rng, true), noted_reasons(rng, true)
    lines = [
        f"{names[at]},{IDS[one]},{IDS[other]}"
        for at, one, other in zip(chosen, first, second, strict=True)
    ]
    return "\n".join([HEADER, *lines]) + "\n"


def main() -> int:
    """Write the file beside the demo's other decisions; return the exit code."""
    asked = generate.parser().parse_args([])
    world = live_through(asked.interactions, asked.months, asked.seed)
    path = generate.HERE / "double_coded.csv"
    path.write_text(double_coded(world, asked.seed), encoding="utf-8")
    print(f"{path}: {SAMPLE} interactions coded twice")
    return 0


if __name__ == "__main__":
    sys.exit(main())
