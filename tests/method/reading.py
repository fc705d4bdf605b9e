"""A slow, plain reading of the method (§2, §4, §5), one customer at a time.

Written from the text, without a look at the SQL: loops, lists and ifs. Interactions
are dicts in time order with whole UTC seconds `start` and `end`; every one belongs to
the one customer, so identity is not read here.
"""

from dataclasses import dataclass, field

DAY = 86_400
MINUTE = 60
FAMILIES = {
    "phone": "voice",
    "callback": "voice",
    "ivr": "voice",
    "chat": "live",
    "bot": "live",
    "branch": "live",
    "messaging": "messaging",
    "social": "messaging",
    "email": "written",
    "letter": "written",
    "web_selfcare": "self_care",
    "app_selfcare": "self_care",
    "back_office": "internal",
}


@dataclass
class Contact:
    legs: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    reason: str = "unqualified"
    reason_rule: str = "unqualified"
    link_rule: str = ""
    neighbour: "Contact | None" = None

    @property
    def start(self):
        return min(leg["start"] for leg in self.legs)

    @property
    def end(self):
        return max(leg["end"] for leg in self.legs)

    @property
    def number(self):
        return min(leg["number"] for leg in self.legs)


@dataclass
class Ticket:
    reason: str
    contacts: list = field(default_factory=list)
    reach: int = 0
    chain_start: int = 0
    attached: list = field(default_factory=list)


def answers(leg):
    """Say whether somebody or something dealt with the leg."""
    if leg["outcome"] == "transferred":
        return leg["channel"] not in ("ivr", "bot")
    return leg["outcome"] in ("handled", "self_served", "unknown")


def is_company_answer(row):
    return (
        row["direction"] == "outbound"
        and not row["is_automatic"]
        and row["outcome"] not in ("abandoned", "failed")
    )


def make_contacts(rows, mapping, visit_gap=0, min_abandon=5):
    """Return the contacts of one customer's rows, in time order (§2)."""
    legs = []
    for row in rows:
        family = FAMILIES[row["channel"]]
        if row["direction"] != "inbound" or row["is_automatic"]:
            continue
        if family == "self_care" and row["code"] not in mapping:
            continue
        if (
            family in ("voice", "live")
            and row["outcome"] == "abandoned"
            and row["is_duration_known"]
            and row["end"] - row["start"] < min_abandon
        ):
            continue
        legs.append(row)

    # The legs of one live conversation come first (`leg`).
    conversations, of_thread = [], {}
    for leg in legs:
        if leg["thread_kind"] == "contact" and leg["thread"] in of_thread:
            of_thread[leg["thread"]].append(leg)
            continue
        conversation = [leg]
        conversations.append(conversation)
        if leg["thread_kind"] == "contact":
            of_thread[leg["thread"]] = conversation

    contacts, calls = [], []
    for conversation in conversations:
        first = conversation[0]
        family = FAMILIES[first["channel"]]
        contact, rule = None, "first"
        if family in ("voice", "live"):
            contact, rule = join_spoken(conversation, family, calls)
        elif family == "self_care":
            contact = join_visit(first, contacts, visit_gap)
            rule = "visit" if contact else "first"
        elif first["thread"] and first["thread_kind"] != "contact":
            if family == "written":
                contact = join_written(first, contacts, rows)
            elif family == "messaging":
                contact = join_messaging(first, contacts, rows)
            rule = "turn" if contact else "first"
        if contact is None:
            contact = Contact()
            contacts.append(contact)
        contact.legs += conversation
        contact.rules += [rule] + ["leg"] * (len(conversation) - 1)
        if rule != "transfer" and family in ("voice", "live"):
            calls.append(([conversation], contact))
    return contacts


def conversations_of(calls):
    """Return each conversation with its call, in time order."""
    found = [(said, call) for call in calls for said in call[0]]
    return sorted(found, key=lambda pair: pair[0][0]["number"])


def join_spoken(conversation, family, calls):
    """`transfer` and `redial`: return the contact that goes on, and the rule.

    Conversations handed on to each other are one call.
    """
    first = conversation[0]
    # The last conversation that was handed on, unless another took it up.
    for call in reversed(conversations_of(calls)):
        last = call[0][-1]
        if FAMILIES[last["channel"]] not in ("voice", "live"):
            continue
        if last["outcome"] != "transferred":
            continue
        fits = last["end"] - MINUTE <= first["start"] <= last["end"] + 15 * MINUTE
        if fits and not last.get("is_taken_up"):
            last["is_taken_up"] = True
            call[1][0].append(conversation)
            return call[1][1], "transfer"
        break
    for conversations, contact in reversed(calls):
        # The latest call that ended in this family; it is taken up once.
        if FAMILIES[conversations[-1][-1]["channel"]] != family:
            continue
        if any(answers(leg) for leg in contact.legs):
            return None, "first"
        if conversations[0][0].get("is_redialled"):
            return None, "first"
        if first["start"] <= contact.end + 60 * MINUTE:
            conversations[0][0]["is_redialled"] = True
            return contact, "redial"
        return None, "first"
    return None, "first"


def join_written(message, contacts, rows):
    for contact in reversed(contacts):
        opening = contact.legs[0]
        if (
            opening["thread"] == message["thread"]
            and opening["thread_kind"] != "contact"
            and FAMILIES[opening["channel"]] == "written"
        ):
            answered = any(
                is_company_answer(row)
                and row["thread"] == message["thread"]
                and opening["number"] < row["number"] < message["number"]
                for row in rows
            )
            if not answered and message["start"] <= opening["start"] + DAY:
                return contact
            return None
    return None


def join_messaging(message, contacts, rows):
    for contact in reversed(contacts):
        opening = contact.legs[0]
        if (
            opening["thread"] == message["thread"]
            and opening["thread_kind"] != "contact"
            and FAMILIES[opening["channel"]] == "messaging"
        ):
            ends = [
                row["end"]
                for row in rows
                if row["thread"] == message["thread"]
                and row["number"] < message["number"]
                and (
                    is_company_answer(row)
                    or (
                        row["direction"] == "inbound"
                        and not row["is_automatic"]
                        and FAMILIES[row["channel"]] == "messaging"
                    )
                )
            ]
            return contact if message["start"] <= max(ends) + 60 * MINUTE else None
    return None


def join_visit(visit, contacts, visit_gap):
    for contact in reversed(contacts):
        opening = contact.legs[0]
        if (
            FAMILIES[opening["channel"]] == "self_care"
            and opening["source"] == visit["source"]
            and opening["code"] == visit["code"]
        ):
            return contact if visit["start"] <= contact.end + visit_gap else None
    return None


def continue_courtesies(contacts, rows, window):
    """`courtesy`: a word of thanks in a solved case continues a contact (§2)."""
    kept, thanks = [], []
    for contact in sorted(contacts, key=lambda contact: contact.number):
        message = min(contact.legs, key=lambda leg: leg["number"])
        earlier = [
            (leg["number"], other)
            for other in kept
            for leg in other.legs
            if leg["thread"] == message["thread"]
            and leg["number"] < message["number"]
            and leg not in thanks
        ]
        if earlier and is_courtesy(message, rows, window):
            _, continued = max(earlier, key=lambda pair: pair[0])
            continued.legs += contact.legs
            continued.rules += ["courtesy"] * len(contact.legs)
            thanks += contact.legs
        else:
            kept.append(contact)
    return kept


def is_courtesy(message, rows, window):
    """Say whether the case was solved when it came and nothing stirs after it."""
    done = (None, "solved", "closed")
    if FAMILIES[message["channel"]] != "written" or message["thread_kind"] != "case":
        return False
    in_case = [row for row in rows if row["thread"] == message["thread"]]
    before = [row["status"] for row in in_case if row["number"] < message["number"]]
    before = [status for status in before if status]
    if not before or before[-1] not in done or message["status"] not in done:
        return False
    for row in rows:
        if row["number"] < message["number"]:
            continue
        if row["start"] > message["end"] + window:
            break
        if row in in_case and row["status"] not in done:
            return False
        for_case = message["thread"] in (row["thread"], row["related"])
        if for_case and row["direction"] != "inbound" and not row["is_automatic"]:
            return False
    return True


class History:
    """One customer's contacts and tickets, and what the rules say of them.

    `sure_enough` says how sure each source's classifier must be. Overrides name
    interactions by their row's number: `reasons` are (number, reason,
    day or ""), `joins` (number, number), `splits` numbers. Numbers of other customers
    are None.
    """

    def __init__(
        self,
        rows,
        mapping,
        windows,
        default_window,
        reasons=(),
        joins=(),
        splits=(),
        sure_enough=None,
    ):
        self.rows = rows
        self.mapping = mapping
        self.windows = windows
        self.default_window = default_window
        self.reasons = reasons
        self.sure_enough = sure_enough or {}
        self.contacts = continue_courtesies(
            make_contacts(rows, mapping), rows, default_window
        )
        for contact in self.contacts:
            contact.reason, contact.reason_rule = self.own_reason(contact)
        self.find_neighbours()
        self.tickets = []
        self.chain()
        self.split(splits)
        self.join(joins)
        for ticket in self.tickets:
            self.limit(ticket)
        self.attach()

    def window(self, reason):
        return self.windows.get(reason, self.default_window)

    # -- threads ---------------------------------------------------------------

    def threads(self, contact):
        seen = []
        for leg in contact.legs:
            if leg["thread"] and leg["thread"] not in seen:
                seen.append(leg["thread"])
        return seen

    def first_in(self, contact, thread):
        return min(leg["number"] for leg in contact.legs if leg["thread"] == thread)

    def next_in(self, contact, thread):
        """Return the customer's next contact in the thread, or None."""
        mine = self.first_in(contact, thread)
        later = [
            other
            for other in self.contacts
            if other is not contact
            and thread in self.threads(other)
            and self.first_in(other, thread) > mine
        ]
        return min(later, key=lambda other: self.first_in(other, thread), default=None)

    def answer_in(self, contact, thread):
        """Return the company's first answer before the next contact there."""
        mine = self.first_in(contact, thread)
        following = self.next_in(contact, thread)
        until = self.first_in(following, thread) if following else float("inf")
        for row in self.rows:
            if (
                row["thread"] == thread
                and is_company_answer(row)
                and mine < row["number"] < until
            ):
                return row
        return None

    # -- what a contact is ------------------------------------------------------

    def shown(self, contact):
        """Return the leg whose channel is the contact's."""
        legs = sorted(contact.legs, key=lambda leg: leg["number"])
        return next((leg for leg in legs if answers(leg)), legs[0])

    def last_leg(self, contact):
        return max(contact.legs, key=lambda leg: leg["number"])

    def is_served(self, contact):
        if any(answers(leg) for leg in contact.legs):
            return True
        family = FAMILIES[self.shown(contact)["channel"]]
        return family in ("written", "messaging") and any(
            self.answer_in(contact, thread) for thread in self.threads(contact)
        )

    def is_chaser(self, contact):
        """Say whether a thread of the contact still waited for an answer."""
        legs = [leg for other in self.contacts for leg in other.legs]
        thanks = [
            leg
            for other in self.contacts
            for leg, rule in zip(other.legs, other.rules, strict=True)
            if rule == "courtesy"
        ]
        for thread in self.threads(contact):
            begun = self.first_in(contact, thread)
            before = [
                row
                for row in self.rows
                if row["thread"] == thread and row["number"] < begun
            ]
            waits = False
            for row in before:
                dealt_with = row["outcome"] in ("handled", "self_served")
                if is_company_answer(row) or (row in legs and dealt_with):
                    waits = False
                elif row in thanks:
                    continue
                elif row in legs and FAMILIES[row["channel"]] in (
                    "written",
                    "messaging",
                ):
                    waits = True
            if waits:
                return True
        return False

    def own_reason(self, contact):
        """§4: a decision, the case's last mapped code, the legs' last, a prediction."""
        decided = [
            (day, number, reason)
            for number, reason, day in self.reasons
            if any(leg["number"] == number for leg in contact.legs)
        ]
        if decided:
            return max(decided)[2], "override"
        for leg in sorted(contact.legs, key=lambda leg: -leg["number"]):
            if leg["thread_kind"] != "case":
                continue
            codes = [
                row["code"]
                for row in self.rows
                if row["thread"] == leg["thread"]
                and row["thread_kind"] == "case"
                and self.mapping.get(row["code"], "*") != "*"
            ]
            if codes:
                return self.mapping[codes[-1]], "case"
        for leg in sorted(contact.legs, key=lambda leg: -leg["number"]):
            if self.mapping.get(leg["code"], "*") != "*":
                return self.mapping[leg["code"]], "mapped"
        for leg in sorted(contact.legs, key=lambda leg: -leg["number"]):
            if self.mapping.get(leg.get("predicted"), "*") != "*":
                if leg["confidence"] >= self.sure_enough[leg["source"]]:
                    return self.mapping[leg["predicted"]], "predicted"
        return "unqualified", "unqualified"

    def find_neighbours(self):
        reasoned = [c for c in self.contacts if c.reason != "unqualified"]
        for contact in self.contacts:
            if contact.reason_rule != "unqualified" or self.is_served(contact):
                continue
            near = [
                other
                for other in reasoned
                if contact.start <= other.end + self.window(other.reason)
                and other.start <= contact.end + self.window(other.reason)
            ]
            if len({other.reason for other in near}) == 1:
                contact.neighbour = min(
                    near,
                    key=lambda other: (
                        abs(other.start - contact.start),
                        other.number,
                    ),
                )

    # -- tickets ---------------------------------------------------------------

    def reaches(self, contact):
        """Return the contact's reach by window, by answer and by case."""
        window = self.window(contact.reason)
        by_answer = [
            answer["end"] + window
            for thread in self.threads(contact)
            if (answer := self.answer_in(contact, thread))
        ]
        by_case = []
        for thread in self.threads(contact):
            kinds = {
                leg["thread_kind"] for leg in contact.legs if leg["thread"] == thread
            }
            following = self.next_in(contact, thread)
            if "case" in kinds and following:
                start = min(
                    leg["start"] for leg in following.legs if leg["thread"] == thread
                )
                if start <= contact.end + 90 * DAY:
                    by_case.append(start)
        return (
            contact.end + window,
            max(by_answer, default=None),
            max(by_case, default=None),
        )

    def chain(self):
        open_tickets: dict[str, tuple] = {}
        in_chain = [c for c in self.contacts if c.neighbour is None]
        for contact in sorted(in_chain, key=lambda c: c.number):
            ticket, by_window, by_answer = open_tickets.get(
                contact.reason, (None, 0, 0)
            )
            if ticket and contact.start <= ticket.reach:
                contact.link_rule = (
                    "window"
                    if contact.start <= by_window
                    else "answer"
                    if contact.start <= by_answer
                    else "case"
                )
            else:
                ticket = Ticket(contact.reason, chain_start=contact.start)
                self.tickets.append(ticket)
                contact.link_rule = "first"
            ticket.contacts.append(contact)
            window, answer, case = self.reaches(contact)
            ticket.reach = max(ticket.reach, window, answer or 0, case or 0)
            open_tickets[contact.reason] = (
                ticket,
                max(by_window, window),
                max(by_answer, answer or 0),
            )
        for contact in self.contacts:
            if contact.neighbour:
                contact.link_rule = "neighbour"
                contact.reason, contact.reason_rule = (
                    contact.neighbour.reason,
                    "neighbour",
                )
                self.ticket_of(contact.neighbour).contacts.append(contact)
        for ticket in self.tickets:
            ticket.contacts.sort(key=lambda c: c.number)

    def contact_of(self, number):
        """Return the contact that a row is part of, or None."""
        for contact in self.contacts:
            if any(leg["number"] == number for leg in contact.legs):
                return contact
        return None

    def split(self, splits):
        """A person says that a ticket starts at this contact."""
        for contact in filter(None, map(self.contact_of, splits)):
            ticket = self.ticket_of(contact)
            position = ticket.contacts.index(contact)
            if position:
                self.tickets.append(
                    Ticket(ticket.reason, contacts=ticket.contacts[position:])
                )
                del ticket.contacts[position:]
                contact.link_rule = "override"

    def join(self, joins):
        """A person says that two tickets are one: the earlier one's reason wins."""
        groups = [[ticket] for ticket in self.tickets]
        for pair in joins:
            ends = [self.contact_of(number) for number in pair]
            if None in ends:
                continue
            tickets = [self.ticket_of(contact) for contact in ends]
            one, other = (
                next(group for group in groups if ticket in group) for ticket in tickets
            )
            if one is not other:
                one += other
                groups.remove(other)
        for group in groups:
            group.sort(key=lambda ticket: ticket.contacts[0].number)
            first, *later = group
            for ticket in later:
                for contact in ticket.contacts:
                    begins = contact is ticket.contacts[0]
                    if begins or contact.link_rule == "first":
                        contact.link_rule = "override"
                    if contact.reason != first.reason:
                        contact.reason, contact.reason_rule = first.reason, "override"
                self.tickets.remove(ticket)
            first.contacts += [c for ticket in later for c in ticket.contacts]
            first.contacts.sort(key=lambda contact: contact.number)

    def limit(self, ticket):
        """Say from when to when a ticket is open, once people have decided."""
        own = [c for c in ticket.contacts if c.link_rule != "neighbour"]
        own = own or ticket.contacts
        ticket.chain_start = min(contact.start for contact in own)
        ticket.reach = max(
            reach
            for contact in own
            for reach in self.reaches(contact)
            if reach is not None
        )

    def ticket_of(self, contact):
        return next(t for t in self.tickets if contact in t.contacts)

    def attach(self):
        for row in self.rows:
            if row["direction"] == "inbound" or row["is_automatic"]:
                continue
            threads = {row["thread"], row["related"]} - {None}
            heard = {
                self.first_in(contact, thread): ticket
                for ticket in self.tickets
                for contact in ticket.contacts
                for thread in threads.intersection(self.threads(contact))
            }
            if heard:
                before = [number for number in heard if number < row["number"]]
                answered = max(before) if before else min(heard)
                heard[answered].attached.append((row, "thread_attached"))
                continue
            reason = self.mapping.get(row["code"])
            fitting = [
                ticket
                for ticket in self.tickets
                if reason in (None, "*", ticket.reason)
                and ticket.chain_start - self.window(ticket.reason)
                <= row["start"]
                <= ticket.reach
            ]
            if len(fitting) == 1:
                fitting[0].attached.append((row, "reason_attached"))

    def resolution(self, ticket):
        first = ticket.contacts[0]
        if len(ticket.contacts) > 1:
            if ticket.contacts[1].start <= first.end + self.window(ticket.reason):
                return "reiterated"
            return "reiterated_late"
        return "once_and_done" if self.is_served(first) else "unserved"

    def following(self, ticket, number):
        """Return how many contacts of the ticket come before the row."""
        return sum(contact.number < number for contact in ticket.contacts)

    def cause(self, ticket, position):
        """Return why the customer came back, for the contact at a position > 0."""
        before, contact = ticket.contacts[position - 1], ticket.contacts[position]
        if not self.is_served(before):
            return "unserved"
        if self.is_chaser(contact):
            return "chaser"
        if self.last_leg(before)["channel"] in (
            "ivr",
            "bot",
            "web_selfcare",
            "app_selfcare",
        ):
            return "self_service"
        if self.status_after(ticket, position - 1) == "pending_customer":
            return "requested"
        between = self.until_next(ticket, position - 1)
        if any(
            row["status"] == "on_hold" or row["direction"] == "internal"
            for row in between
        ):
            return "waiting"
        return "unresolved"

    def until_next(self, ticket, position):
        """Return the rows of a ticket's contact and of the work that follows it."""
        rows = list(ticket.contacts[position].legs) + [
            row
            for row, _ in ticket.attached
            if self.following(ticket, row["number"]) == position + 1
        ]
        return sorted(rows, key=lambda row: row["number"])

    def status_after(self, ticket, position):
        """Return the status right after a contact: of the first reply, else its own."""
        rows = [row for row in self.until_next(ticket, position) if row["status"]]
        replies = [row for row in rows if row["direction"] == "outbound"]
        own = [row for row in rows if row in ticket.contacts[position].legs]
        if replies:
            return replies[0]["status"]
        return (own or rows)[-1]["status"] if rows else None
