"""The columns a source may fill, by entity, and what each may hold.

Kinds: id (of the source's own), identifier (a customer's), agent, word (ours only),
text, integer, number, seconds, boolean, time, date, month.
"""

from typing import NamedTuple

from ingestion.contract import (
    CHANNELS,
    DIRECTIONS,
    IDENTIFIER_TYPES,
    OUTCOMES,
    STATUSES,
)


class ContractColumn(NamedTuple):
    """What a column holds: its kind, and the words or range it keeps to."""

    kind: str
    words: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_required: bool = False


IDENTIFIERS = {
    f"customer_{type}": ContractColumn("identifier") for type in IDENTIFIER_TYPES
}
TEXT = ContractColumn("text")
SECONDS = ContractColumn("seconds", minimum=0)
COUNT = ContractColumn("integer", minimum=0)

COLUMNS: dict[str, dict[str, ContractColumn]] = {
    "interactions": {
        "source_interaction_id": ContractColumn("id", is_required=True),
        "thread_id": ContractColumn("id"),
        "related_thread_id": ContractColumn("id"),
        "channel": ContractColumn("word", CHANNELS, is_required=True),
        "direction": ContractColumn("word", DIRECTIONS, is_required=True),
        "outcome": ContractColumn("word", OUTCOMES),
        "started_at": ContractColumn("time", is_required=True),
        "ended_at": ContractColumn("time"),
        "waiting_seconds": SECONDS,
        "handling_seconds": SECONDS,
        "queue_name": TEXT,
        "team_name": TEXT,
        "site_name": TEXT,
        "partner_name": TEXT,
        "support_level": ContractColumn("integer", minimum=1, maximum=3),
        "agent": ContractColumn("agent"),
        "source_reason_code": TEXT,
        "predicted_reason_code": TEXT,
        "predicted_reason_confidence": ContractColumn("number", minimum=0, maximum=1),
        "source_status": ContractColumn("word", STATUSES),
        "is_automatic": ContractColumn("boolean"),
        "language": TEXT,
        "satisfaction_score": ContractColumn("number"),
        **IDENTIFIERS,
    },
    "customers": {
        **IDENTIFIERS,
        "customer_account": ContractColumn("identifier", is_required=True),
        "customer_segment": TEXT,
        "customer_type": ContractColumn("word", ("person", "organisation")),
        "started_on": ContractColumn("date"),
        "departed_on": ContractColumn("date"),
        "yearly_revenue_amount": ContractColumn("number"),
        "valid_from": ContractColumn("date"),
    },
    "activity": {
        "month_started_on": ContractColumn("month", is_required=True),
        "customer_segment": TEXT,
        "active_customer_count": COUNT._replace(is_required=True),
        "order_count": COUNT,
    },
}

# Columns people look for under the name they have further right.
ELSEWHERE = {
    "interaction_id": "give `source_interaction_id`; ours is made from it",
    "source_name": "it is the source's key in this file",
    "thread_kind": "set `threads` of the source",
    "agent_key": "give `agent`; it is hashed on the way",
    "loaded_at": "it is the time of landing",
}
