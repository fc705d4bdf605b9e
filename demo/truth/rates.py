"""What each definition would say if customers, contacts and reasons were known."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from demo.truth.events import Event

GROUPS = {
    "customer": lambda event: (event.person,),
    "customer+reason": lambda event: (event.person, event.reason),
    "customer+reason_group": lambda event: (event.person, event.reason_group),
    "customer+reason+channel": lambda event: (
        event.person,
        event.reason,
        event.channel,
    ),
    "case": lambda event: (event.case,),
    "phone_number": lambda event: (event.phone_number,),
}
SELF_SERVICE = ("ivr", "bot", "web_selfcare", "app_selfcare")
DAY = 86_400


def true_rate(
    line: dict[str, Any], events: Iterable[Event], known: tuple[int, int]
) -> float | None:
    """Return a definition's rate over the reported period, None out of nothing.

    `line` has the axes of definitions.csv; `events` are of all kinds, in time order;
    all is known between the two UTC seconds of `known`. Raises ValueError for roles
    that no shipped definition uses: the key does not tell chasers, and nothing here
    is repeated without being counted.
    """
    roles = [line[role] for role in ("abandoned", "self_service")]
    if "prior_only" in roles or (line["chaser"], line["requested"]) != ("in", "in"):
        raise ValueError(
            f"{line['definition_id']}: the answer key tells `in` and `out` of "
            "abandoned and self_service, and no role of chaser and requested"
        )
    groups = defaultdict(list)
    for event in events:
        name = GROUPS[line["group_by"]](event)
        if None not in name and _is_in_log(line, event):
            groups[name].append(event)
    counted = out_of = 0
    for members in groups.values():
        for figure in _figures(line, members, known):
            counted += figure
            out_of += 1
    return counted / out_of if out_of else None


def _is_in_log(line: dict[str, Any], event: Event) -> bool:
    population, is_alone = line["population"], event.channel in SELF_SERVICE
    if population == "assisted" and is_alone:
        return False
    if population == "solved" and not event.is_solved:
        return False
    if population not in ("all", "assisted", "solved"):
        if event.channel not in population.split("+"):
            return False
    if event.counts == "opening":
        return line["group_by"] == "case" and line["window_unit"] == "none"
    is_out = (event.is_abandoned and line["abandoned"] == "out") or (
        is_alone and line["self_service"] == "out"
    )
    return event.counts == line["counts"] and not is_out


def _figures(
    line: dict[str, Any], members: list[Event], known: tuple[int, int]
) -> list[int]:
    chains: list[list[Event]] = []
    for event in members:
        if chains and _is_within(line, chains[-1][-1], event):
            chains[-1].append(event)
        else:
            chains.append([event])
    rate, figures = line["rate"], []
    for chain in chains:
        counted = [event for event in chain if event.counts != "opening"]
        if rate in ("repeats", "followed"):
            alone = 0 if rate == "repeats" else len(counted) - 1
            figures += [
                int(place != alone)
                for place, event in enumerate(counted)
                if _enters(line, event, known)
            ]
        elif _enters(line, chain[0], known):
            figures.append(
                {
                    "groups_with_repeat": int(len(counted) > 1),
                    "groups_not_of_one": int(len(counted) != 1),
                    "mean_per_group": len(counted),
                }[rate]
            )
    return figures


def _is_within(line: dict[str, Any], before: Event, after: Event) -> bool:
    if line["window_unit"] == "none":
        return True
    by_end = line["clock"] == "end"
    if line["window_unit"] == "local_days":
        since = before.end_day if by_end else before.day
        return (after.day - since).days <= line["window_length"]
    since = before.end if by_end else before.start
    return after.start - since <= _seconds(line, before)


def _enters(line: dict[str, Any], event: Event, known: tuple[int, int]) -> bool:
    """Say whether an event, or the group it begins, is of the period and ripe."""
    if line["maturity"] == "all" or not event.is_reported:
        return event.is_reported
    window = _seconds(line, event)
    since = event.end if line["clock"] == "end" else event.start
    return event.start - window >= known[0] and since + window <= known[1]


def _seconds(line: dict[str, Any], event: Event) -> int:
    if line["window_unit"] == "reason":
        return event.window or 0
    return line["window_length"] * (DAY if line["window_unit"] == "local_days" else 1)
