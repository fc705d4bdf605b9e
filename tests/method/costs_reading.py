"""A plain reading of what interactions cost, in fractions, from the method's words.

Rows and lines are dictionaries as a test writes them; nothing is shared with the SQL.
"""

from collections import defaultdict
from fractions import Fraction

from tests.method.days_reading import Days, seen_part

KEYS = ("partner_name", "site_name", "team_name", "channel", "support_level")
KEYS += ("language",)
ALONE = ("ivr", "bot", "web_selfcare", "app_selfcare")
WRITTEN = ("email", "letter", "messaging", "social")
Cost = tuple[Fraction | None, str | None]


def costs(rows, rates, tariffs, ledger, days: Days) -> dict[str, Cost]:
    """Return each interaction's cost and basis by its id.

    `rows` tell their local `day`, `month` and `hour`; lines with hours have them as a
    pair of whole hours, and all validity open or as days. `days` are the first and
    the last that are seen; each month of the rows has some.
    """
    standard = standards(rows, rates, tariffs, days)
    covered, able = carriers(rows, rates, standard, ledger)
    carried, wholes = defaultdict(Fraction), defaultdict(Fraction)
    for lines in able.values():
        for number, weight in lines:
            wholes[number] += weight
    for name, lines in able.items():
        for number, weight in lines:
            if wholes[number]:
                line = ledger[number]
                spent = seen_part(line["amount"], line["month"], days)
                carried[name] += spent * weight / wholes[number]
    found = {}
    for row in rows:
        name = row["id"]
        if name in able:
            found[name] = (carried[name], "ledger")
        else:
            found[name] = (None, None) if name in covered else standard[name]
    return found


def billable(row) -> bool:
    """Somebody worked on it, or nobody ever does there."""
    if row["is_automatic"]:
        return False
    if row["channel"] in ALONE:
        return True
    answered_elsewhere = (
        row["direction"] == "inbound"
        and row["channel"] in WRITTEN
        and row["outcome"] == "unknown"
        and row["thread_id"] is not None
    )
    return row["outcome"] not in ("abandoned", "failed") and not answered_elsewhere


def fits(line, row) -> bool:
    """The keys that a line has are the row's, on one of its days."""
    for key in KEYS:
        if line.get(key) is not None and line[key] != row[key]:
            return False
    first, last = line.get("valid_from"), line.get("valid_to")
    if (first and row["day"] < first) or (last and row["day"] >= last):
        return False
    hours = line.get("hours")
    return hours is None or hours[0] <= row["hour"] < hours[1]


def best(lines, row):
    """Return the fitting line with most keys, or None."""

    def keys(line):
        return sum(line.get(key) is not None for key in (*KEYS, "hours"))

    fitting = sorted((line for line in lines if fits(line, row)), key=keys)
    assert len(fitting) < 2 or keys(fitting[-1]) > keys(fitting[-2])
    return fitting[-1] if fitting else None


def tariff_of(tariffs, row):
    """Return the tariff that a partner charges the row by, or None.

    Where nobody works only one that names the channel is for it.
    """
    if row["channel"] in ALONE:
        tariffs = [tariff for tariff in tariffs if tariff.get("channel")]
    return best(tariffs, row)


def _seconds(row, rate) -> Fraction | None:
    if row["seconds"] is not None:
        return Fraction(row["seconds"])
    if not billable(row):
        return Fraction(0)
    default = rate and rate.get("default_handling_seconds")
    return None if default is None else Fraction(default)


def _standard(row, rates) -> Cost:
    rate = best(rates, row)
    if rate is None:
        return None, None
    hourly, each = rate.get("amount_per_hour"), rate.get("amount_per_interaction")
    price = Fraction(each) if each is not None and billable(row) else Fraction(0)
    if hourly is not None:
        if row["channel"] not in ALONE or rate.get("channel"):
            seconds = _seconds(row, rate)
            if seconds is None:
                return None, None
            at_once = Fraction(rate.get("concurrency") or 1)
            price += Fraction(hourly) * seconds / 3600 / at_once
        elif each is None:
            return None, None
    return price, "rate"


def standards(rows, rates, tariffs, days) -> dict[str, Cost]:
    """What rows cost by tariff, else by rate."""
    standard = {row["id"]: _standard(row, rates) for row in rows}
    return standard | _charged(rows, tariffs, days)


def carriers(rows, rates, standard, ledger) -> tuple[dict, dict]:
    """Lines and weights of the rows that the ledger covers, and of the able ones."""
    covered = defaultdict(list)
    for number, line in enumerate(ledger):
        for row in rows:
            if Fraction(line["amount"]) and _covers(line, row):
                weight = _weight(line, row, rates, standard[row["id"]])
                covered[row["id"]].append((number, weight))
    able = {
        name: weights
        for name, weights in covered.items()
        if all(weight is not None for _, weight in weights)
    }
    return covered, able


def _charged(rows, tariffs, days) -> dict[str, Cost]:
    """A tariff is a line with `steps`: (from, price)."""
    groups = defaultdict(list)
    for row in rows:
        if tariff := tariff_of(tariffs, row):
            groups[id(tariff), row["month"]].append((tariff, row))
    found = {}
    for (_, month), members in groups.items():
        tariff = members[0][0]
        billed = [row["id"] for _, row in members if billable(row)]
        least = seen_part(tariff.get("minimum_amount") or 0, month, days)
        invoice = max(price_of(tariff, len(billed)), least)
        for _, row in members:
            is_billed = row["id"] in billed
            share = invoice / len(billed) if is_billed else Fraction(0)
            found[row["id"]] = (share, "tariff")
    return found


def price_of(tariff, volume: int) -> Fraction:
    """What so many billable rows come to by a tariff's steps."""
    steps = sorted(tariff["steps"])
    if tariff["mode"] == "whole":
        price = [Fraction(p) for start, p in steps if start <= volume][-1]
        invoice = price * volume
    else:
        invoice = Fraction(0)
        for number in range(volume):  # one by one, as a clerk would
            invoice += [Fraction(p) for start, p in steps if start <= number][-1]
    return invoice


def _covers(line, row) -> bool:
    alone = row["channel"] in ALONE and line.get("channel") is None
    is_time = line["driver"] == "handling_time"
    return line["month"] == row["month"] and fits(line, row) and not (is_time and alone)


def _weight(line, row, rates, standard: Cost) -> Fraction | None:
    if line["driver"] == "interactions":
        return Fraction(0 if row["is_automatic"] else 1)
    if line["driver"] == "standard_cost":
        return standard[0]
    rate = best(rates, row)
    seconds = _seconds(row, rate)
    at_once = Fraction((rate and rate.get("concurrency")) or 1)
    return None if seconds is None else seconds / at_once
