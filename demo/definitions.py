"""What each definition would say if customers, contacts and reasons were known.

The answer key says who was behind each exported row, in which contact and why; the
marts say when and where. Definitions by case or telephone number, and roles that rest
on threads and statuses, are not in the key.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

GROUPS = {
    "customer": lambda event: (event.person,),
    "customer+reason": lambda event: (event.person, event.reason),
    "customer+reason_group": lambda event: (event.person, event.reason_group),
    "customer+reason+channel": lambda event: (
        event.person,
        event.reason,
        event.channel,
    ),
}
SELF_SERVICE = ("ivr", "bot", "web_selfcare", "app_selfcare")
# `key`: the rows of the answer key, their ids as the marts have them.
EVENTS = """
    select
        key.person,
        any_value(key.contact_reason_id) as reason,
        any_value(reasons.reason_group) as reason_group,
        first(
            interactions.channel
            order by interactions.outcome in ('abandoned', 'failed')
                or (interactions.outcome = 'transferred'
                    and interactions.channel in ('ivr', 'bot')),
                interactions.started_at
        ) as channel,
        cast(epoch(min(interactions.started_at)) as bigint) as start,
        cast(epoch(max(interactions.ended_at)) as bigint) as "end",
        min(interactions.local_date) as day,
        bool_and(interactions.outcome in ('abandoned', 'failed')
            or (interactions.outcome = 'transferred'
                and interactions.channel in ('ivr', 'bot')))
        and bool_or(interactions.channel in ('phone', 'callback', 'ivr', 'chat',
            'bot', 'branch')) as is_abandoned,
        any_value(reasons.reiteration_window_days) * 86400 as "window",
        coalesce(bool_or(calendar.is_reported), false) as is_reported
    from marts.interactions
    inner join key using (source_name, source_interaction_id)
    left join marts.contact_reasons as reasons
        on key.contact_reason_id = reasons.contact_reason_id
    left join marts.calendar on interactions.local_date = calendar.local_date
    where key.contact is not null and interactions.direction = 'inbound'
        and not interactions.is_automatic
    group by key.person, key.contact
    order by start, key.contact
"""


@dataclass(frozen=True)
class Event:
    """A contact as it truly was; times in UTC seconds."""

    person: int
    reason: str
    reason_group: str | None
    channel: str
    start: int
    end: int
    day: dt.date
    is_abandoned: bool
    window: int
    is_reported: bool


def true_contacts(
    warehouse: duckdb.DuckDBPyConnection, key: pa.Table
) -> tuple[list[Event], int]:
    """Return the true contacts in time order, and the data horizon in UTC seconds.

    `key` has source_name, source_interaction_id (as marts.interactions has it),
    person, contact and contact_reason_id. The marts must be in the schema `marts`.
    """
    warehouse.register("key", key)
    rows = warehouse.execute(EVENTS).fetchall()
    ((horizon,),) = warehouse.execute(
        "select cast(epoch(min(data_horizon_at)) as bigint) from marts.sources"
    ).fetchall()
    return [Event(*row) for row in rows], horizon


def is_in_the_key(line: dict[str, Any]) -> bool:
    """Say whether the answer key can tell what a definition counts."""
    return (
        line["group_by"] in GROUPS
        and line["counts"] == "contact"
        and line["population"] not in ("handled", "solved")
        and line["chaser"] == line["requested"] == "in"
        and "prior_only" not in (line["abandoned"], line["self_service"])
    )


def true_rate(
    line: dict[str, Any], events: Iterable[Event], horizon: int
) -> float | None:
    """Return a definition's rate over the reported period, None out of nothing.

    `line` has the axes of definitions.csv; see is_in_the_key.
    """
    groups = defaultdict(list)
    for event in events:
        name = GROUPS[line["group_by"]](event)
        if None not in name and _is_in_log(line, event):
            groups[name].append(event)
    counted = out_of = 0
    for members in groups.values():
        for figure in _figures(line, members, horizon):
            counted += figure
            out_of += 1
    return counted / out_of if out_of else None


def _is_in_log(line: dict[str, Any], event: Event) -> bool:
    population, is_alone = line["population"], event.channel in SELF_SERVICE
    if population == "assisted" and is_alone:
        return False
    if population not in ("all", "assisted"):
        return event.channel in population.split("+")
    is_out = (event.is_abandoned and line["abandoned"] == "out") or (
        is_alone and line["self_service"] == "out"
    )
    return not is_out


def _figures(line: dict[str, Any], members: list[Event], horizon: int) -> list[int]:
    chains: list[list[Event]] = []
    for event in members:
        if chains and _is_within(line, chains[-1][-1], event):
            chains[-1].append(event)
        else:
            chains.append([event])
    rate, figures = line["rate"], []
    for chain in chains:
        for place, event in enumerate(chain):
            if not event.is_reported or not _is_ripe(line, event, horizon):
                continue
            if rate == "repeats":
                figures.append(int(place > 0))
            elif rate == "followed":
                figures.append(int(place + 1 < len(chain)))
            elif place == 0:
                is_mean = rate == "mean_per_group"
                figures.append(len(chain) if is_mean else int(len(chain) > 1))
    return figures


def _is_within(line: dict[str, Any], before: Event, after: Event) -> bool:
    if line["window_unit"] == "local_days":
        return (after.day - before.day).days <= line["window_length"]
    since = before.end if line["clock"] == "end" else before.start
    return after.start - since <= _seconds(line, before)


def _is_ripe(line: dict[str, Any], event: Event, horizon: int) -> bool:
    if line["maturity"] == "all":
        return True
    return event.end + _seconds(line, event) <= horizon


def _seconds(line: dict[str, Any], event: Event) -> int:
    if line["window_unit"] == "reason":
        return event.window
    days = line["window_unit"] == "local_days"
    return line["window_length"] * (86400 if days else 1)
