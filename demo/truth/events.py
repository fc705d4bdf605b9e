"""What definitions count, as it truly happened: read from the answer key.

Of the marts only the company's decisions about reasons, the period that is reported
and the horizon are read.
"""

import datetime as dt
from dataclasses import dataclass

import duckdb
import pyarrow as pa

# The kinds are those of the axis `counts`. A customer comes anew with each message
# and each call, a second agent's part of a call aside.
KINDS = {
    "customer_message": """
        direction = 'inbound' and contact is not null and call_leg = 1
        and (call is null or support_level < 2)
    """,
    "company_reply": """
        direction = 'outbound' and outcome not in ('abandoned', 'failed')
    """,
    "agent": '"case" is not null and agent is not null and turn_of_agent = 1',
    "interaction": "true",
    "opening": "turn_in_case = 1",
}
# `key`: the rows of the answer key.
ROWS = """
    create or replace temp table told as
    with solved as (
        select
            "case",
            last(status order by started_at) in ('solved', 'closed') as is_solved
        from key
        where "case" is not null and status is not null
        group by "case"
    )
    select
        key.*,
        coalesce(solved.is_solved, false) as is_solved,
        outcome in ('abandoned', 'failed')
        or (outcome = 'transferred' and channel in ('ivr', 'bot')) as is_unanswered,
        channel in ('phone', 'callback', 'ivr', 'chat', 'bot', 'branch') as is_live,
        row_number() over (partition by source_name, coalesce(call, -row_id)
            order by started_at) as call_leg,
        row_number() over (partition by "case", agent order by started_at)
            as turn_of_agent,
        case when "case" is not null then row_number() over
            (partition by "case" order by started_at, row_id) end as turn_in_case
    from (select *, row_number() over () as row_id from key) as key
    left join solved using ("case")
    where not key.is_automatic
"""
CONTACTS = """
    select
        'contact' as counts,
        any_value(person) as person,
        any_value(contact_reason_id) as contact_reason_id,
        first(channel order by is_unanswered, started_at) as channel,
        first("case" order by "case" is null, started_at) as "case",
        first(phone_number order by phone_number is null, started_at) as phone_number,
        min(started_at) as started_at,
        max(ended_at) as ended_at,
        bool_and(is_unanswered) and bool_or(is_live) as is_abandoned,
        coalesce(bool_or(is_solved), false) as is_solved
    from told
    where contact is not null and direction = 'inbound'
    group by contact
"""
KIND = """
    select '{kind}', person, contact_reason_id, channel, "case", phone_number,
        started_at, case when direction = 'inbound' then ended_at else started_at end,
        is_unanswered and is_live and outcome <> 'transferred', is_solved
    from told
    where {condition}
"""
PLACED = """
    select
        counts,
        person,
        happened.contact_reason_id,
        reasons.reason_group,
        channel,
        "case",
        phone_number,
        cast(epoch(started_at) as bigint),
        cast(epoch(ended_at) as bigint),
        cast(timezone($timezone, started_at) as date) as day,
        cast(timezone($timezone, ended_at) as date),
        is_abandoned,
        is_solved,
        reasons.reiteration_window_days * 86400,
        coalesce(calendar.is_reported, false)
    from happened
    left join marts.contact_reasons as reasons
        on happened.contact_reason_id = reasons.contact_reason_id
    left join marts.calendar
        on cast(timezone($timezone, started_at) as date) = calendar.local_date
    order by started_at, counts <> 'opening', person
"""


@dataclass(frozen=True)
class Event:
    """Something that a definition may count; times in UTC seconds, days local."""

    counts: str
    person: int
    reason: str | None
    reason_group: str | None
    channel: str
    case: int | None
    phone_number: str | None
    start: int
    end: int
    day: dt.date
    end_day: dt.date
    is_abandoned: bool
    is_solved: bool
    window: int | None
    is_reported: bool


def true_events(
    warehouse: duckdb.DuckDBPyConnection, key: pa.Table, timezone: str
) -> list[Event]:
    """Return what truly happened, in time order, each kind on its own.

    `key` holds the lines of the answer key, all tools together. The marts must be in
    the schema `marts`; the local days are those of `timezone`.
    """
    warehouse.register("key", key)
    warehouse.execute(ROWS)
    kinds = [
        KIND.format(kind=kind, condition=condition) for kind, condition in KINDS.items()
    ]
    happened = " union all ".join([CONTACTS, *kinds])
    rows = warehouse.execute(
        f"with happened as ({happened}) {PLACED}", {"timezone": timezone}
    )
    return [Event(*row) for row in rows.fetchall()]


def known_from_until(warehouse: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Return from and until when all is known, in UTC seconds."""
    (limits,) = warehouse.execute("""
        select
            cast(epoch(max(complete_from_at) filter (is_contact_source)) as bigint),
            cast(epoch(min(data_horizon_at)) as bigint)
        from marts.sources
    """).fetchall()
    return limits
