"""The outsourcer's calls: monthly CSV for Excel in France, in local time.

cp1252, semicolons, decimal commas, date and time apart, numbers as people and
spreadsheets write them, a Total line at the end. In July the header of the queue
changed. April was sent twice, and early October came with corrected September.
"""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import text
from demo.exports.call_codes import NEW_SYSTEM, codes_of
from demo.exports.files import csv_file
from demo.exports.identifiers import accounts, phone_numbers
from demo.exports.monthly import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Drop,
    Month,
    agents,
    dirty,
    months,
    turn_of_clocks,
)
from demo.world.clock import HOUR, draw
from demo.world.events import SECOND, Channel, Outcome, Tool, take
from demo.world.history import World
from demo.world.people import national_number
from demo.world.reasons import GROUP_OF

FOLDER = "outsourcer_calls"
SENT_TWICE, CORRECTED = dt.date(2025, 4, 30), dt.date(2025, 9, 30)
CORRECTED_FROM, CORRECTED_UNTIL = dt.date(2025, 9, 20), dt.date(2025, 10, 3)

TYPES = ("Entrant", "Sortant")
CHANNELS = {Channel.PHONE: 0, Channel.CALLBACK: 1, Channel.IVR: 2}
CHANNEL_WORDS = ("TEL", "RAPPEL", "SVI")
OUTCOMES = ("Traité", "Transféré", "Abandonné", "Résolu SVI", "Échec", "?")
QUEUES = ("Technique N1", "Facturation", "Livraison", "Compte", "Commercial", "Accueil")
SITES = ("Lille", "Rabat", "Marseille", "Nantes")
PARTNERS = ("Atlas Contact", "Atlas Contact", "Phocéa Relation", "Interne")
OFFERS = ("Fibre 1G", "Fibre 5G", "ADSL", "Mobile 100 Go", "Pro+")


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the outsourcer's files, in the order they came."""
    kept = None
    for month in months(world, Tool.CALLS, seed):
        rows = _rows(world, month)
        name = month.name("appels", ".csv")
        content = _file(rows, month.last_day)
        yield Drop(f"{FOLDER}/{name}", content, month.last_day)
        if month.last_day == SENT_TWICE:
            again = name.replace(".csv", " (1).csv")
            yield Drop(f"{FOLDER}/{again}", content, month.last_day)
        if kept is not None:
            yield _correction(kept, rows)
        kept = rows if month.last_day == CORRECTED else None


def _file(rows: dict[str, pa.Array], last_day: dt.date) -> bytes:
    headers = {"File": "File" if last_day >= NEW_SYSTEM else "File d'attente"}
    return csv_file(
        {headers.get(name, name): column for name, column in rows.items()},
        encoding="cp1252",
        footer=["Total", f"{len(rows['Type'])} appels"],
    )


def _correction(before: dict[str, pa.Array], after: dict[str, pa.Array]) -> Drop:
    """Return two weeks sent again across a month's end, without "Divers / Autre"."""
    parts = []
    for rows, first, last in (
        (before, CORRECTED_FROM, CORRECTED),
        (after, dt.date(2025, 10, 1), CORRECTED_UNTIL),
    ):
        days = (last - first).days + 1
        words = [f"{first + dt.timedelta(days=n):%d/%m/%Y}" for n in range(days)]
        within = pc.is_in(rows["Date"], pa.array(words))
        parts.append(pa.table(rows).filter(within))
    table = pa.concat_tables(parts).combine_chunks()
    rows = {name: table[name].combine_chunks() for name in table.column_names}
    other = pc.equal(rows["Motif"], "Divers")
    other = pc.fill_null(other, False)
    rows["Motif"] = pc.if_else(other, "Facture", rows["Motif"])
    rows["Sous-motif"] = pc.if_else(other, "Explication", rows["Sous-motif"])
    name = f"appels_{CORRECTED_UNTIL:%Y%m%d}_corrige.csv"
    return Drop(f"{FOLDER}/{name}", _file(rows, CORRECTED_UNTIL), CORRECTED_UNTIL)


def _rows(world: World, month: Month) -> dict[str, pa.Array]:
    """Return the columns of a month, some rows of the tool's own tests added."""
    rng = month.rng
    # Rows of tests of the line: real ones again under other numbers, type "Test".
    tests = np.flatnonzero(rng.random(month.count) < 0.003)
    order = np.concatenate([np.arange(month.count), tests])
    is_test = np.arange(len(order)) >= month.count
    month = month._replace(events=take(month.events, order), local=month.local[order])
    events, count = month.events, len(order)
    channel, level = events["channel"], events["level"]
    is_menu, is_spoken = channel == Channel.IVR, channel != Channel.IVR
    answered = is_spoken & (events["outcome"] != Outcome.ABANDONED)
    motive, detail = codes_of(month)
    site = np.where(is_menu, -1, draw(rng, np.array([4, 3, 2, 2]), count))
    queue = np.where(is_menu, 5, np.where(level == 2, 0, GROUP_OF[events["reason"]]))
    national, shown = phone_numbers(world, events)
    shape = draw(rng, text.PHONE_SHAPE_WEIGHTS, count)
    caller = text.only_where(shown, text.phones(national, shape))
    hidden = text.pick(("Masqué", "anonymous"), rng.integers(0, 2, count))
    second = text.phones(national_number(world.people.mobile(events["person"])), shape)
    score = text.with_comma(rng.integers(2, 11, count) * 50)
    account = accounts(world, events)
    # The recorder turned its clock late: its first times after it do not exist.
    behind = turn_of_clocks(month, 3)
    behind &= np.cumsum(behind) <= max(3, behind.sum() // 4)
    local = month.local - np.where(behind, HOUR, 0)
    segment = text.glue(
        text.only_where(is_test, pa.array(["S"] * count), "A"),
        text.texts(events["number"], 9),
    )
    date = text.dates(local, "%d/%m/%Y")
    return {
        "Type": text.only_where(
            ~is_test, text.pick(TYPES, events["direction"]), "Test"
        ),
        "N° d'appel": text.glue("APL", text.texts(events["thread"], 9)),
        "N° de segment": dirty(rng, segment, MISSING_ID_SHARE, None),
        "Date": dirty(rng, date, BAD_TIME_SHARE, "##########"),
        "Heure": text.times(local),
        "Canal": text.pick(CHANNEL_WORDS, _words(CHANNELS)[channel]),
        "Téléphone 1": pc.coalesce(caller, hidden),
        "Téléphone 2": text.only_where((events["shows"] & SECOND) > 0, second),
        "N° client": pc.fill_null(account, "0"),
        "Offre": text.only_where(
            account.is_valid().to_numpy(zero_copy_only=False),
            text.pick(OFFERS, events["person"] % len(OFFERS)),
        ),
        "File": text.pick(QUEUES, queue),
        "Site": text.pick(SITES, site),
        "Prestataire": text.pick(PARTNERS, site),
        "Niveau": text.only_where(is_spoken, text.texts(level)),
        "Conseiller": agents(world, month, "ag", answered),
        "Attente (min)": text.with_comma(events["waiting"] * 100 // 60),
        "Durée": text.minutes_and_seconds(events["handling"]),
        "Issue": text.pick(OUTCOMES, events["outcome"]),
        "Motif": motive,
        "Sous-motif": detail,
        "Satisfaction": text.only_where(answered & (rng.random(count) < 0.1), score),
        "Langue": text.pick(("fr", "en", "ar"), draw(rng, np.array([94, 3, 3]), count)),
    }


def _words(positions: dict[Channel, int]) -> np.ndarray:
    table = np.full(max(Channel) + 1, -1)
    for channel, position in positions.items():
        table[channel] = position
    return table
