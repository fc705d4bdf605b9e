"""What sources.yml must hold beyond its structure: words, names and formats.

Each check stops at the first thing wrong. Only the `files` connector has columns of
its own to check; others know their tool's.
"""

import functools
import zoneinfo
from collections.abc import Collection

import phonenumbers

from ingestion.workspace.column_checks import check_columns
from ingestion.workspace.crons import is_cron
from ingestion.workspace.link_checks import check_links
from ingestion.workspace.located_yaml import LocatedYaml, Place
from ingestion.workspace.sources import Source, Workspace
from ingestion.workspace.time_formats import keeps_date
from ingestion.workspace.wording import did_you_mean


def check_company(workspace: Workspace, located: LocatedYaml) -> None:
    """Raise WorkspaceError at the first thing wrong with what concerns all sources."""
    if not workspace.company.strip():
        raise located.error(("company",), "expected the company's name")
    if workspace.country not in phonenumbers.SUPPORTED_REGIONS:
        raise located.error(
            ("country",),
            f"there is no country `{workspace.country}`: expected a code of ISO 3166, "
            "such as FR",
        )
    _check_timezone(located, ("timezone",), workspace.timezone)


def check_source(
    name: str, source: Source, known: Collection[str], located: LocatedYaml
) -> None:
    """Raise WorkspaceError at the first thing wrong with one source.

    `known` are the names of all sources. Constants and values of the source are
    cast to their column's type in place.
    """
    place: Place = ("sources", name)
    _check_timezone(located, (*place, "timezone"), source.timezone)
    _check_related(known, source, located, place)
    _check_delivery(source, located, (*place, "delivery"))
    _check_cron(source.schedule.cron, located, (*place, "schedule", "cron"))
    if source.connector == "files":
        _check_file(source, located, place)
        check_columns(source, located, place)
        check_links(source, located, (*place, "links"))


@functools.cache
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())  # a walk through hundreds of files


def _check_timezone(located: LocatedYaml, place: Place, name: str | None) -> None:
    if name is not None and name not in _timezones():
        raise located.error(
            place,
            f"there is no time zone `{name}`: expected a name such as Europe/Paris"
            f"{did_you_mean(name, sorted(_timezones()))}",
        )


def _check_related(
    known: Collection[str], source: Source, located: LocatedYaml, place: Place
) -> None:
    related = source.related_source
    if related is not None and related not in known:
        raise located.error(
            (*place, "related_source"),
            f"there is no source `{related}`: expected one of this file"
            f"{did_you_mean(related, known)}",
        )
    if related is None and "related_thread_id" in source.columns:
        raise located.error(
            (*place, "columns", "related_thread_id"),
            "expected `related_source` in this source too: the source whose "
            "conversations related_thread_id names; add it",
            on_key=True,
        )


def _check_delivery(source: Source, located: LocatedYaml, place: Place) -> None:
    delivery = source.delivery
    first, last = delivery.complete_from, delivery.active_until
    if first and last and last < first:
        raise located.error(
            (*place, "active_until"), "expected a day no earlier than complete_from"
        )
    pattern = delivery.complete_until
    if pattern is not None and not keeps_date(pattern, with_day=False):
        raise located.error(
            (*place, "complete_until"),
            'expected the strptime pattern of a date in file names, such as "%Y%m%d"',
        )


def _check_cron(cron: str | None, located: LocatedYaml, place: Place) -> None:
    if cron is not None and not is_cron(cron):
        raise located.error(
            place,
            "expected five fields of cron: minute, hour, day of month, month, day of "
            'week, such as "0 5 * * *" (every day at 05:00 local time)',
        )


def _check_file(source: Source, located: LocatedYaml, place: Place) -> None:
    paths = [source.path] if isinstance(source.path, str) else source.path
    if not paths or not all(path.strip() for path in paths):
        raise located.error(
            (*place, "path"),
            "expected `path`: the files of this source, such as drops/calls/*.csv; "
            "add it",
            on_key=not paths,
        )
    encoding = source.options.encoding
    if encoding is not None and not _is_encoding(encoding):
        raise located.error(
            (*place, "options", "encoding"),
            f"there is no encoding `{encoding}`: expected utf-8, cp1252 or another of "
            "Python's text encodings",
        )
    sheet = source.sheet
    if isinstance(sheet, str) and sheet.isdecimal():
        # "2" in quotes is the sheet so named, 2 is the second.
        if located.node((*place, "sheet")).style is None:
            source.sheet = int(sheet)
    if source.sheet == 0:
        raise located.error((*place, "sheet"), "expected a sheet's number from 1")
    folded: set[str] = set()
    for position, header in enumerate(source.extra):
        if header.strip().casefold() in folded | {""}:
            raise located.error(
                (*place, "extra", position), "expected each extra column once"
            )
        folded.add(header.strip().casefold())


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name).decode(name)
    except (LookupError, UnicodeError):
        return False
    return True
