"""The outsourcer's calls: daily CSV for Excel in France, in local time.

cp1252, semicolons, decimal commas, date and time apart, numbers as people and
spreadsheets write them, a Total line at the end. In July the header of the queue
changed. In early October two weeks came again with corrected reasons.
"""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import text
from demo.exports.call_codes import NEW_SYSTEM, codes_of
from demo.exports.codes import CALLS, CAMPAIGN
from demo.exports.deliveries import Drop, Export, days_within
from demo.exports.files import csv_file
from demo.exports.identifiers import accounts, phone_numbers
from demo.exports.recorded import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Columns,
    Month,
    Rows,
    agents,
    dirty,
    rows_of,
    turn_of_clocks,
)
from demo.world.clock import HOUR, draw
from demo.world.events import SECOND, Channel, Outcome, Tool
from demo.world.history import World
from demo.world.people import national_number
from demo.world.reasons import GROUP_OF, IDS

CORRECTED_FROM, CORRECTED_UNTIL = dt.date(2025, 9, 20), dt.date(2025, 10, 3)
CORRECTED_ON = dt.date(2025, 10, 6)

TYPES = ("Entrant", "Sortant")
CHANNELS = {Channel.PHONE: 0, Channel.CALLBACK: 1, Channel.IVR: 2}
CHANNEL_WORDS = ("TEL", "RAPPEL", "SVI")
OUTCOMES = ("Traité", "Transféré", "Abandonné", "Résolu SVI", "Échec", "?")
QUEUES = ("Technique N1", "Facturation", "Livraison", "Compte", "Commercial", "Accueil")
SITES = ("Lille", "Rabat", "Marseille", "Nantes")
PARTNERS = ("Atlas Contact", "Atlas Contact", "Phocéa Relation", "Interne")
OFFERS = ("Fibre 1G", "Fibre 5G", "ADSL", "Mobile 100 Go", "Pro+")


def _content(columns: Columns, day: dt.date) -> bytes:
    headers = {"File": "File" if day >= NEW_SYSTEM else "File d'attente"}
    count = len(columns["Type"])
    return csv_file(
        {headers.get(name, name): column for name, column in columns.items()},
        encoding="cp1252",
        footer=["Total", f"{count} appels", "", f"{day:%d/%m/%Y}"],
    )


def _corrections(made: list[Rows]) -> list[Drop]:
    """Return two weeks sent again across a month's end.

    "Divers / Autre" is gone, and the campaign's word for a change of plan.
    """
    days = [CORRECTED_FROM.replace(day=1), CORRECTED_UNTIL.replace(day=1)]
    numbers = [12 * (day.year - 2025) + day.month - 1 for day in days]
    if [rows.month.number for rows in made[-2:]] != numbers:
        return []
    rows = days_within(made[-2:], CORRECTED_FROM, CORRECTED_UNTIL)
    for wrong, reason in (
        ("Divers", "invoice_question"),
        (CAMPAIGN, "contract_change"),
    ):
        found = pc.fill_null(pc.equal(rows["Motif"], wrong), False)
        motive, detail = CALLS[IDS.index(reason)]
        rows["Motif"] = pc.if_else(found, motive, rows["Motif"])
        rows["Sous-motif"] = pc.if_else(found, detail, rows["Sous-motif"])
    path = EXPORT.path(CORRECTED_UNTIL, "_corrige")
    return [Drop(path, _content(rows, CORRECTED_UNTIL), CORRECTED_ON)]


def _rows(world: World, month: Month) -> Rows:
    """Return the columns of a month, some rows of the tool's own tests added."""
    rng = month.rng
    # Rows of tests of the line: real ones again under other numbers, type "Test".
    tests = np.flatnonzero(rng.random(month.count) < 0.003)
    order = np.concatenate([np.arange(month.count), tests])
    is_test = np.arange(len(order)) >= month.count
    by_day = np.argsort(month.events["day"][order], kind="stable")
    is_test, month = is_test[by_day], month.picked(order[by_day])
    events, count = month.events, month.count
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
    columns = {
        "Type": text.only_where(
            ~is_test, text.pick(TYPES, events["direction"]), "Test"
        ),
        "N° d'appel": text.glue("APL", text.texts(events["thread"], 9)),
        "N° de segment": dirty(month, segment, MISSING_ID_SHARE, None),
        "Date": dirty(month, date, BAD_TIME_SHARE, "##########"),
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
    return rows_of(month, columns, ~is_test)


def _words(positions: dict[Channel, int]) -> np.ndarray:
    table = np.full(max(Channel) + 1, -1)
    for channel, position in positions.items():
        table[channel] = position
    return table


EXPORT = Export(
    Tool.CALLS,
    folder="outsourcer_calls",
    stem="appels",
    suffix=".csv",
    id_columns=("N° de segment",),
    rows=_rows,
    content=_content,
    corrections=_corrections,
    agent_column="Conseiller",
)
