"""The back office's time sheet: a monthly workbook with a title above its header.

Dates are true cells, hours a text with comma, the case a number typed by hand. A
month of more rows than a sheet should hold comes in several workbooks.
"""

import datetime as dt
from collections.abc import Iterator

from demo.exports import codes, text
from demo.exports.deliveries import Drop, Export
from demo.exports.identifiers import accounts
from demo.exports.recorded import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Columns,
    Month,
    Rows,
    agents,
    dirty,
    rows_of,
)
from demo.exports.xlsx import MAX_ROWS, wall_clock, workbook
from demo.world.events import Tool
from demo.world.history import World
from demo.world.reasons import GROUP_OF

SHEET = "Traitements"
TEAMS = ("Logistique box", "Comptabilité", "Planification", "Comptes", "Contrats")


def monthly_drops(
    world: World, seed: int, export: Export, made: list[Rows]
) -> Iterator[Drop]:
    """Yield the workbooks of the last of the months made."""
    rows = made[-1]
    day = world.clock.last_day(rows.month.number)
    for part, first in enumerate(range(0, max(1, rows.month.count), MAX_ROWS)):
        some = {
            name: column.slice(first, MAX_ROWS) for name, column in rows.columns.items()
        }
        path = export.path(day, f"_{part + 1}" if part else "")
        yield Drop(path, export.content(some, day), day + dt.timedelta(days=1))


def _content(columns: Columns, day: dt.date) -> bytes:
    title = ["Suivi des traitements", f"Arrêté au {day:%d/%m/%Y}"]
    return workbook(SHEET, title, columns)


def _rows(world: World, month: Month) -> Rows:
    rng, events, count = month.rng, month.events, month.count
    task = text.glue("BO-", text.texts(events["number"], 8))
    has_case = (events["related"] >= 0) & (rng.random(count) < 0.9)
    coded = events["coded"]
    plain = rng.random(count) < 0.85
    code = coded.astype(int)
    code[(coded < 0) & plain] = codes.FOLLOWS_TICKET
    code[(coded < 0) & ~plain] = codes.OTHER_TASK
    unread = rng.random(count) < BAD_TIME_SHARE
    columns = {
        "N° tâche": dirty(month, task, MISSING_ID_SHARE, None),
        "Réf. dossier": text.only_where(
            has_case, text.glue("CASE-", text.texts(events["related"]))
        ),
        "N° client": accounts(world, events),
        "Début": wall_clock(month.local, unread),
        "Temps passé (h)": text.with_comma(events["handling"] * 100 // 3600),
        "Équipe": text.pick(TEAMS, GROUP_OF[events["reason"]]),
        "Code acte": month.reason_codes(codes.BACKOFFICE, code),
        "Gestionnaire": agents(world, month, "bo", plain | ~plain),
        "État": text.pick(
            ("Terminé", "Annulé"), (rng.random(count) < 0.03).astype(int)
        ),
    }
    return rows_of(month, columns)


EXPORT = Export(
    Tool.BACKOFFICE,
    folder="backoffice",
    stem="traitements",
    suffix=".xlsx",
    id_columns=("N° tâche",),
    rows=_rows,
    content=_content,
    agent_column="Gestionnaire",
)
