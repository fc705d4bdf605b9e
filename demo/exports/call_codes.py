"""What outsourcer's agents and menu note as Motif and Sous-motif."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import codes, text
from demo.exports.recorded import Month
from demo.world.clock import DAY
from demo.world.events import Channel
from demo.world.noise import CATCH_ALL
from demo.world.reasons import IDS

NEW_SYSTEM = dt.date(2025, 7, 1)  # a code found a new meaning, a header a new name
CAMPAIGN_FROM = dt.date(2025, 9, 1)
EPOCH = dt.date(1970, 1, 1)


def codes_of(month: Month) -> tuple[pa.Array, pa.Array]:
    """Return Motif and Sous-motif; one pair changed its meaning in July."""
    coded = month.events["coded"].astype(np.int64)
    luck = month.rng.random(month.count)
    is_menu = month.events["channel"] == Channel.IVR
    day = month.local // DAY
    is_new = day >= (NEW_SYSTEM - EPOCH).days
    is_autumn = day >= (CAMPAIGN_FROM - EPOCH).days
    change, move = IDS.index("contract_change"), IDS.index("home_move")
    reused = np.where(is_new, coded == change, coded == move) & (luck < 0.6)
    code = np.where(reused, codes.REUSED_CALL, coded)
    campaign = is_autumn & (coded == change) & (luck > 0.85)
    code = np.where(campaign, codes.CAMPAIGN_CALL, code)
    code = np.where((coded >= 0) & (luck < CATCH_ALL), codes.OTHER_CALL, code)
    code = np.where((coded == move) & ~is_new, codes.REUSED_CALL, code)
    if month.is_clear:
        return text.pick(IDS, coded), pa.nulls(month.count, pa.string())
    motive = text.pick(tuple(pair[0] for pair in codes.CALLS), code)
    detail = text.pick(tuple(pair[1] for pair in codes.CALLS), code)
    menu = pa.array(is_menu & (coded >= 0))
    motive = pc.if_else(menu, "SVI", motive)
    return motive, pc.if_else(menu, text.pick(codes.MENU, coded), detail)
