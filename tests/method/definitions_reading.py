"""A slow, plain reading of the axes of a definition (method §6).

Written from the text, without a look at the SQL: events are walked one by one in
time order, group by group. Histories are those of tests/method/reading.py, one a
customer, whose rows also have a `phone` (a list), an `agent` and a `customer`.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from tests.method.reading import FAMILIES, is_company_answer

PARIS = ZoneInfo("Europe/Paris")
SELF_SERVICE = ("ivr", "bot", "web_selfcare", "app_selfcare")
ROLES = ("abandoned", "self_service", "chaser", "requested")


@dataclass
class Event:
    order: tuple
    start: int
    end: int
    channel: str
    customer: int
    reason: str | None
    group: str | None
    case: str | None
    phone: str | None
    window: int | None = None
    is_solved: bool = False
    is_handled: bool = False
    abandoned: bool = False
    chaser: bool = False
    requested: bool = False

    @property
    def self_service(self):
        return self.channel in SELF_SERVICE


@dataclass
class Cell:
    groups: int = 0
    eligible_groups: int = 0
    repeated_groups: int = 0
    events: int = 0
    repeats: int = 0
    figures: list = field(default_factory=list)  # (figure, customer)


class Log:
    """All histories of a company, and from when to when it is known.

    `sources` are (complete from, active until or None), `horizon` all in seconds
    after `epoch`; `reason_groups` says the group of a reason.
    """

    def __init__(self, histories, reason_groups, sources, horizon, epoch):
        self.sources, self.horizon, self.epoch = sources, horizon, epoch
        self.reason_groups = reason_groups
        self.cases = find_cases(histories)
        self.events = defaultdict(list)
        for history in histories:
            self.list_contacts(history)
            self.list_interactions(history)

    def day(self, second):
        moment = self.epoch + dt.timedelta(seconds=second)
        return moment.astimezone(PARIS).date()

    # -- events ------------------------------------------------------------------

    def list_contacts(self, history):
        for contact in history.contacts:
            ticket = history.ticket_of(contact)
            position = ticket.contacts.index(contact)
            legs = sorted(contact.legs, key=lambda leg: leg["number"])
            channel = history.shown(contact)["channel"]
            served = history.is_served(contact)
            cases = [case for leg in legs if (case := self.case_of(leg))]
            phones = [min(leg["phone"]) for leg in legs if leg["phone"]]
            self.events["contact"].append(
                Event(
                    order=min(order(leg) for leg in legs),
                    start=contact.start,
                    end=contact.end,
                    channel=channel,
                    customer=legs[0]["customer"],
                    reason=contact.reason,
                    group=self.reason_groups.get(contact.reason),
                    case=cases[0] if cases else None,
                    phone=phones[0] if phones else None,
                    window=history.window(contact.reason),
                    is_solved=bool(cases) and self.is_solved(cases[0]),
                    is_handled=served,
                    abandoned=FAMILIES[channel] in ("voice", "live") and not served,
                    chaser=history.is_chaser(contact),
                    requested=position > 0
                    and history.status_after(ticket, position - 1)
                    == "pending_customer",
                )
            )

    def list_interactions(self, history):
        contact_of, rule_of = {}, {}
        for contact in history.contacts:
            for leg, rule in zip(contact.legs, contact.rules, strict=True):
                contact_of[leg["number"]] = contact
                rule_of[leg["number"]] = rule
        for row in history.rows:
            if row["is_automatic"]:
                continue
            contact = contact_of.get(row["number"])
            case = self.case_of(row)
            event = Event(
                order=order(row),
                start=row["start"],
                end=row["end"],
                channel=row["channel"],
                customer=row["customer"],
                reason=contact.reason if contact else None,
                group=self.reason_groups.get(contact.reason) if contact else None,
                case=case,
                phone=min(row["phone"]) if row["phone"] else None,
                is_solved=bool(case) and self.is_solved(case),
                abandoned=FAMILIES[row["channel"]] in ("voice", "live")
                and row["outcome"] in ("abandoned", "failed"),
            )
            self.events["interaction"].append(event)
            if rule_of.get(row["number"], "leg") not in ("leg", "transfer"):
                self.events["customer_message"].append(event)
            if is_company_answer(row):
                self.events["company_reply"].append(event)
            if case and row["agent"]:
                earlier = [
                    other
                    for other in self.cases[case]
                    if other["agent"] == row["agent"]
                    and not other["is_automatic"]
                    and order(other) < order(row)
                ]
                if not earlier:
                    self.events["agent"].append(event)

    def case_of(self, row):
        name = row["thread"] if row["thread_kind"] == "case" else row["related"]
        return name if name in self.cases else None

    def is_solved(self, case):
        statuses = [row["status"] for row in self.cases[case] if row["status"]]
        return bool(statuses) and statuses[-1] in ("solved", "closed")

    # -- axes --------------------------------------------------------------------

    def is_in_population(self, event, population):
        if population in ("all", "handled", "solved", "assisted"):
            return {
                "all": True,
                "handled": event.is_handled,
                "solved": event.is_solved,
                "assisted": not event.self_service,
            }[population]
        return event.channel in population.split("+")

    def key(self, event, group_by):
        parts = {
            "customer": (event.customer,),
            "customer+reason": (event.customer, event.reason),
            "customer+reason_group": (event.customer, event.group),
            "customer+reason+channel": (event.customer, event.reason, event.channel),
            "case": (event.case,),
            "phone_number": (event.phone,),
        }[group_by]
        return None if None in parts else parts

    def is_within(self, definition, earlier, later):
        if earlier is None or later is None:
            return False
        since = earlier.end if definition["clock"] == "end" else earlier.start
        unit, length = definition["window_unit"], definition["window_length"]
        if unit == "none":
            return True
        if unit == "local_days":
            return (self.day(later.start) - self.day(since)).days <= length
        return later.start - since <= (earlier.window if unit == "reason" else length)

    def is_eligible(self, definition, event):
        if definition["maturity"] == "all":
            return True
        known_from = [
            begins
            for begins, ends in self.sources
            if begins <= event.start and (ends is None or event.start < ends)
        ]
        if not known_from:
            return False
        until = event.end if definition["clock"] == "end" else event.start
        if definition["window_unit"] == "local_days":
            days = dt.timedelta(days=definition["window_length"])
            # The horizon is a local midnight: the day before it is the last whole one.
            last_day = self.day(self.horizon - 1)
            first_day = self.day(max(known_from))
            return (
                first_day + days <= self.day(event.start)
                and self.day(until) + days <= last_day
            )
        window = (
            event.window
            if definition["window_unit"] == "reason"
            else definition["window_length"]
        )
        return (
            max(known_from) <= event.start - window and until + window <= self.horizon
        )

    # -- reading -----------------------------------------------------------------

    def groups(self, definition):
        """Return the counted chains of each group, with what each event repeats.

        A chain is a list of (event, whether it repeats, whether it is followed).
        """
        members = defaultdict(list)
        for event in sorted(self.events[definition["counts"]], key=lambda e: e.order):
            name = self.key(event, definition["group_by"])
            if name is None:
                continue
            if not self.is_in_population(event, definition["population"]):
                continue
            roles = {definition[role] for role in ROLES if getattr(event, role)}
            if "out" not in roles:
                members[name].append((event, "prior_only" not in roles))
        for name, events in members.items():
            chains, before = [], None
            for event, is_counted in events:
                if is_counted:
                    repeats = self.is_within(definition, before, event)
                    goes_on = chains and self.is_within(
                        definition, chains[-1][-1][0], event
                    )
                    if not goes_on:
                        chains.append([])
                    chains[-1].append((event, repeats))
                before = event
            yield name, chains

    def read(self, definition):
        """Return what a definition counts, by period, slice and value of the slice."""
        cells = defaultdict(Cell)
        found = dict(self.groups(definition))
        is_whole_case = (
            definition["group_by"] == "case" and definition["window_unit"] == "none"
        )
        if is_whole_case:
            openings = self.openings(definition)
        for chains in found.values():
            for chain in chains:
                for place, (event, repeats) in enumerate(chain):
                    for cell in self.cells_of(cells, event):
                        cell.events += 1
                        cell.repeats += repeats
                        is_followed = place + 1 < len(chain)
                        if definition["rate"] in (
                            "repeats",
                            "followed",
                        ) and self.is_eligible(definition, event):
                            figure = (
                                repeats
                                if definition["rate"] == "repeats"
                                else is_followed
                            )
                            cell.figures.append((float(figure), event.customer))
                if not is_whole_case:
                    self.add_group(cells, definition, chain[0][0], chain)
        if is_whole_case:
            for name, opening in openings.items():
                chains = found.get(name, [])
                self.add_group(cells, definition, opening, sum(chains, []))
        return cells

    def openings(self, definition):
        """Return the first interaction of each case, where it is in the population."""
        first = {}
        for event in sorted(self.events["interaction"], key=lambda e: e.order):
            if event.case:
                first.setdefault((event.case,), event)
        return {
            name: event
            for name, event in first.items()
            if self.is_in_population(event, definition["population"])
        }

    def add_group(self, cells, definition, first, chain):
        has_repeat = len(chain) > 1 or any(repeats for _, repeats in chain)
        for cell in self.cells_of(cells, first):
            cell.groups += 1
            if not self.is_eligible(definition, first):
                continue
            cell.eligible_groups += 1
            cell.repeated_groups += has_repeat
            figure = {
                "groups_with_repeat": has_repeat,
                "groups_not_of_one": len(chain) != 1,
                "mean_per_group": len(chain),
            }.get(definition["rate"])
            if figure is not None:
                cell.figures.append((float(figure), first.customer))

    def cells_of(self, cells, event):
        day = self.day(event.start)
        # Weeks are not cut any further.
        yield cells["week", day - dt.timedelta(days=day.weekday()), "all", "all"]
        for period in (
            ("month", day.replace(day=1)),
            ("year", day.replace(day=1, month=1)),
        ):
            for cut in (
                ("all", "all"),
                ("reason", event.reason),
                ("first_channel", event.channel),
            ):
                if cut[1] is not None:
                    yield cells[(*period, *cut)]


def order(row):
    """Return what puts rows in time order: start, inbound first, row, name."""
    name = f"{row['source']}:{row['name']}"
    return row["start"], row["direction"] != "inbound", row["number"], name


def find_cases(histories):
    """Return the rows of each case in time order, work for it included."""
    rows = [row for history in histories for row in history.rows]
    names = {row["thread"] for row in rows if row["thread_kind"] == "case"} - {None}
    found = defaultdict(list)
    for row in sorted(rows, key=order):
        name = row["thread"] if row["thread_kind"] == "case" else row["related"]
        if name in names:
            found[name].append(row)
    return found
