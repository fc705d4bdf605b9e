"""Chat sessions as Parquet: true types, UTC, the bot's and the agents' alike."""

import datetime as dt

import numpy as np
import pyarrow as pa

from demo.exports import codes, text
from demo.exports.call_codes import CAMPAIGN_FROM, EPOCH
from demo.exports.deliveries import Export
from demo.exports.files import parquet_file
from demo.exports.identifiers import accounts, devices, shown_emails
from demo.exports.recorded import (
    MISSING_ID_SHARE,
    Columns,
    Month,
    Rows,
    agents,
    dirty,
    rows_of,
)
from demo.world.clock import DAY
from demo.world.events import Channel, Outcome, Tool
from demo.world.history import World
from demo.world.noise import CATCH_ALL
from demo.world.reasons import GROUP_OF, IDS

RESULTS = ("done", "handover", "visitor_left", "bot_solved", "bot_failed")
TEAMS = ("Chat Tech", "Chat Factures", "Chat Livraison", "Chat Compte", "Chat Ventes")


def _content(columns: Columns, day: dt.date) -> bytes:
    return parquet_file(columns, {"exported_day": f"{day}"})


def _rows(world: World, month: Month) -> Rows:
    rng, events, count = month.rng, month.events, month.count
    is_live = events["channel"] == Channel.CHAT
    answered = is_live & (events["outcome"] != Outcome.ABANDONED)
    started = pa.array(events["started"]).cast(pa.timestamp("s", tz="UTC"))
    length = events["waiting"] + events["handling"]
    ended = pa.array(events["started"] + length).cast(pa.timestamp("s", tz="UTC"))
    session = text.glue("s", text.texts(events["number"], 10))
    no_score = ~answered | (rng.random(count) > 0.3)
    score = rng.integers(1, 6, count).astype(np.float64)
    columns = {
        "conversation": text.glue("k", text.texts(events["thread"], 10)),
        "session": dirty(month, session, MISSING_ID_SHARE, None),
        "kind": text.pick(("bot", "live"), is_live.astype(np.int8)),
        "started_at": started.cast(pa.timestamp("ms", tz="UTC")),
        "ended_at": ended.cast(pa.timestamp("ms", tz="UTC")),
        "wait_s": pa.array(events["waiting"]),
        "work_s": pa.array(events["handling"].astype(np.float64), mask=~answered),
        "result": text.pick(RESULTS, events["outcome"]),
        "intent": month.reason_codes(codes.CHAT, _codes(month)).dictionary_encode(),
        "visitor_email": shown_emails(world, month),
        "customer_no": accounts(world, events),
        "device": devices(events),
        "agent": agents(world, month, "ch", answered),
        "team": text.only_where(
            is_live, text.pick(TEAMS, GROUP_OF[events["reason"]])
        ).dictionary_encode(),
        "score": pa.array(score, mask=no_score),
    }
    return rows_of(month, columns)


def _codes(month: Month) -> np.ndarray:
    coded = month.events["coded"].astype(np.int64)
    luck = month.rng.random(month.count)
    first_day = (CAMPAIGN_FROM - EPOCH).days
    is_change = coded == IDS.index("contract_change")
    campaign = is_change & (luck > 0.8) & (month.local // DAY >= first_day)
    other = (coded >= 0) & (luck < CATCH_ALL)
    code = np.where(campaign, codes.CAMPAIGN_CHAT, coded)
    return np.where(other, codes.OTHER_CHAT, code)


EXPORT = Export(
    Tool.CHAT,
    folder="chat",
    stem="sessions",
    suffix=".parquet",
    id_columns=("session",),
    rows=_rows,
    content=_content,
    agent_column="agent",
)
