"""The back office's time sheet: a monthly workbook with a title above its header.

Dates are true cells, hours a text with comma, the case a number typed by hand. A
month of more rows than a sheet should hold comes in several workbooks.
"""

from collections.abc import Iterator

import pyarrow as pa

from demo.exports import codes, text
from demo.exports.identifiers import accounts
from demo.exports.monthly import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Drop,
    Month,
    agents,
    dirty,
    months,
)
from demo.exports.xlsx import MAX_ROWS, wall_clock, workbook
from demo.world.events import Tool
from demo.world.history import World
from demo.world.reasons import GROUP_OF

FOLDER = "backoffice"
SHEET = "Traitements"
TEAMS = ("Logistique box", "Comptabilité", "Planification", "Comptes", "Contrats")


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the workbooks, in the order they came."""
    for month in months(world, Tool.BACKOFFICE, seed):
        rows = _rows(world, month)
        title = ["Suivi des traitements", f"Arrêté au {month.last_day:%d/%m/%Y}"]
        for part, first in enumerate(range(0, max(1, month.count), MAX_ROWS)):
            some = {name: rows[name].slice(first, MAX_ROWS) for name in rows}
            suffix = f"_{part + 1}.xlsx" if part else ".xlsx"
            path = f"{FOLDER}/{month.name('traitements', suffix)}"
            yield Drop(path, workbook(SHEET, title, some), month.last_day)


def _rows(world: World, month: Month) -> dict[str, pa.Array]:
    rng, events, count = month.rng, month.events, month.count
    task = text.glue("BO-", text.texts(events["number"], 8))
    has_case = (events["related"] >= 0) & (rng.random(count) < 0.9)
    coded = events["coded"]
    plain = rng.random(count) < 0.85
    code = coded.astype(int)
    code[(coded < 0) & plain] = codes.FOLLOWS_TICKET
    code[(coded < 0) & ~plain] = codes.OTHER_TASK
    unread = rng.random(count) < BAD_TIME_SHARE
    return {
        "N° tâche": dirty(rng, task, MISSING_ID_SHARE, None),
        "Réf. dossier": text.only_where(
            has_case, text.glue("CASE-", text.texts(events["related"]))
        ),
        "N° client": accounts(world, events),
        "Début": wall_clock(month.local, unread),
        "Temps passé (h)": text.with_comma(events["handling"] * 100 // 3600),
        "Équipe": text.pick(TEAMS, GROUP_OF[events["reason"]]),
        "Code acte": text.pick(codes.BACKOFFICE, code),
        "Gestionnaire": agents(world, month, "bo", plain | ~plain),
        "État": text.pick(
            ("Terminé", "Annulé"), (rng.random(count) < 0.03).astype(int)
        ),
    }
