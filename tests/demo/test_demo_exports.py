"""Each tool's files: they open as sources.yml declares them, ugly as they are."""

import datetime as dt
import re
from pathlib import Path

import phonenumbers
import pytest

from demo.exports import answer_key
from demo.world import noise
from tests.demo import exported
from tests.demo.conftest import INTERACTIONS, WORKSPACE, within

SOURCES = (
    "outsourcer_calls helpdesk chat messaging selfcare backoffice crm customer_base"
).split()
DAILY = SOURCES[:5]
AGAIN = ("(1)", "_corrige", "_revised")  # deliveries of rows sent before
RESERVED = ("19900", "26191", "35301", "46571", "53649", "63998")


def named_day(path: Path) -> dt.date:
    """Return the day in a file's name."""
    return dt.datetime.strptime(re.search(r"\d{8}", path.name)[0], "%Y%m%d").date()


def headers_named(source: dict) -> list[set[str]]:
    """Return the headers a source needs: of each set at least one."""
    needed = [{name} for name in source.get("extra", [])]
    for part in ("keep_rows_where", "skip_rows_where"):
        needed += [{name} for name in source.get(part, {})]
    for column in source["columns"].values():
        if not isinstance(column, dict):
            column = {"from": column}
        if "one_of" in column:
            needed.append(set(column["one_of"]))
            continue
        (names,) = [column[way] for way in ("from", "each", "hash_of") if way in column]
        needed += [{name} for name in ([names] if isinstance(names, str) else names)]
    return needed


def test_every_source_is_looked_at(sources: dict):
    assert sorted(sources) == sorted(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_every_file_opens_as_declared_with_the_headers_named(
    drops: Path, sources: dict, name: str
):
    source = sources[name]
    paths = exported.files(drops, source)
    assert len(paths) >= (365 if name in DAILY else 12)
    for path in paths:
        header, lines = exported.table(path, source)
        assert len(set(header)) == len(header)
        assert {len(line) for line in lines} <= {len(header)}
        for either in headers_named(source):
            assert either & set(header), f"{path.name} lacks {either}"


def test_no_file_is_left_out(drops: Path, sources: dict):
    read = {path for name in sources for path in exported.files(drops, sources[name])}
    there = {p for p in drops.rglob("*") if p.is_file() and p.parent != drops}
    key = {path for path in there if path.parent.name == answer_key.FOLDER}
    assert read == there - key
    assert len(key) == 9


def test_the_outsourcers_files_are_cp1252_and_end_in_a_total(
    drops: Path, sources: dict
):
    paths = exported.files(drops, sources["outsourcer_calls"])
    with pytest.raises(UnicodeDecodeError):
        b"".join(path.read_bytes() for path in paths).decode("utf-8")
    for path in paths:
        lines = path.read_bytes().decode("cp1252").removesuffix("\r\n").split("\r\n")
        assert lines[-1].startswith(f"Total;{len(lines) - 2} appels;")
        assert {line.count(";") for line in lines} == {lines[0].count(";")}


def test_a_day_has_a_file_of_its_own_even_without_rows(drops: Path, sources: dict):
    days = {dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(365)}
    for name in DAILY:
        named = [named_day(path) for path in exported.files(drops, sources[name])]
        assert set(named) == days, name


def test_a_days_file_has_its_rows_and_few_of_the_three_days_before(
    drops: Path, sources: dict
):
    gaps = []
    for path in exported.files(drops, sources["outsourcer_calls"]):
        if any(word in path.name for word in AGAIN):
            continue
        for row in exported.rows(path, sources["outsourcer_calls"]):
            if re.fullmatch(r"\d\d/\d\d/\d{4}", row["Date"]) and row["Type"] != "Total":
                day = dt.datetime.strptime(row["Date"], "%d/%m/%Y").date()
                gaps.append((named_day(path) - day).days)
    assert set(gaps) == {0, 1, 2, 3}
    late = sum(gap > 0 for gap in gaps) / len(gaps)
    assert late == within(noise.LATE_ROWS, len(gaps))


def test_logs_in_utc_are_cut_at_its_midnight(drops: Path, sources: dict):
    rows = exported.rows(
        drops / "selfcare" / "visits_20250715.csv.gz", sources["selfcare"]
    )
    on_time = [row for row in rows if row["ts"].startswith("2025-07-15")]
    assert len(on_time) > 0.9 * len(rows)
    paths = exported.files(drops, sources["selfcare"])
    hours = {
        row["ts"][11:13]
        for path in paths
        for row in exported.rows(path, sources["selfcare"])
        if row["ts"][:10] == f"{named_day(path)}"
    }
    assert {"00", "23"} <= hours


def test_files_come_the_next_morning_or_some_days_late(drops: Path, sources: dict):
    days_late = []
    for name in DAILY:
        for path in exported.files(drops, sources[name]):
            if not any(word in path.name for word in AGAIN):
                came = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                assert came.hour == 6
                days_late.append((came.date() - named_day(path)).days - 1)
    assert len(days_late) == 5 * 365
    assert min(days_late) == 0 and max(days_late) <= 5
    late = sum(days > 0 for days in days_late) / len(days_late)
    assert late == within(noise.LATE_FILES, len(days_late))


def test_some_files_came_twice_under_another_name(drops: Path):
    doubled = [path for path in drops.rglob("* (1)*")]
    for path in doubled:
        first = path.with_name(path.name.replace(" (1)", ""))
        assert path.read_bytes() == first.read_bytes()
        assert path.stat().st_mtime > first.stat().st_mtime
    assert len(doubled) / (5 * 365) == within(noise.DOUBLED_FILES, 5 * 365)


def test_a_correction_overlaps_two_months_and_changes_codes_only(
    drops: Path, sources: dict
):
    source = sources["outsourcer_calls"]
    folder = drops / "outsourcer_calls"
    first = {
        row["N° de segment"]: row
        for path in exported.files(drops, source)
        if "corrige" not in path.name and "202509" <= path.name[7:13] <= "202510"
        for row in exported.rows(path, source)
    }
    again = exported.rows(folder / "appels_20251003_corrige.csv", source)[:-1]
    again = [row for row in again if row["N° de segment"]]
    months = {row["Date"][3:5] for row in again}
    assert {"09", "10"} <= months
    changed = 0
    for row in again:
        before = first[row["N° de segment"]]
        same = {name for name in row if row[name] == before[name]}
        assert set(row) - same in (set(), {"Motif", "Sous-motif"})
        changed += same != set(row)
    assert changed


def test_revised_messages_carry_a_higher_revision(drops: Path, sources: dict):
    path = drops / "helpdesk" / "messages_20250702_revised.csv"
    rows = exported.rows(path, sources["helpdesk"])
    assert rows and {row["revision"] for row in rows} == {"2"}


@pytest.mark.parametrize(
    ("name", "time", "id"),
    [
        ("outsourcer_calls", "Date", "N° de segment"),
        ("helpdesk", "created_at", "message_id"),
        ("messaging", "Sent", None),
        ("selfcare", "ts", None),
        ("chat", None, "session"),
        ("backoffice", "Début", "N° tâche"),
    ],
)
def test_dirt_is_there_but_far_below_five_in_a_hundred(
    drops: Path, sources: dict, name: str, time: str | None, id: str | None
):
    rows = exported.all_rows(drops, sources[name])
    rows = [row for row in rows if row.get("Type") != "Total"]
    dirty = sum(
        (time is not None and not re.search(r"[1-9]", str(row[time])))
        or (id is not None and not row[id])
        for row in rows
    )
    assert 0 < dirty < 0.02 * len(rows)


def test_rows_are_as_many_as_asked_for_within_five_in_a_hundred(
    drops: Path, sources: dict
):
    count = 0
    for name in SOURCES[:6]:
        source = sources[name]
        for path in exported.files(drops, source):
            if any(word in path.name for word in AGAIN):
                continue
            rows = exported.rows(path, source)
            count += sum(
                row.get("Type") not in ("Test", "Total") and row.get("event") != "ping"
                for row in rows
            )
    assert abs(count - INTERACTIONS) <= 0.05 * INTERACTIONS


def test_numbers_and_addresses_are_nobodys(drops: Path, sources: dict):
    seen = set()
    columns = {
        "outsourcer_calls": ("Téléphone 1", "Téléphone 2"),
        "messaging": ("Number",),
        "crm": ("Mobile", "Fixe"),
    }
    for name, headers in columns.items():
        for row in exported.all_rows(drops, sources[name]):
            for header in headers:
                # A digit and a power of ten identify nobody.
                if re.search(r"\d", row[header]) and "E+" not in row[header]:
                    number = phonenumbers.parse(row[header], "FR")
                    assert phonenumbers.is_possible_number(number)
                    seen.add(str(number.national_number))
    assert len(seen) > 1000
    assert {number[:5] for number in seen} <= set(RESERVED)
    for name, header in (
        ("helpdesk", "requester"),
        ("chat", "visitor_email"),
        ("crm", "E-mail"),
    ):
        found = {row[header] for row in exported.all_rows(drops, sources[name])}
        addresses = {address.strip().lower() for address in found if address}
        assert len(addresses) > 100
        assert all(
            re.fullmatch(r"[a-z]+\.[a-z]+\d+@example\.(com|org|net)", address)
            for address in addresses
        )


def test_phones_come_in_every_shape(drops: Path, sources: dict):
    rows = exported.all_rows(drops, sources["outsourcer_calls"])
    shapes = {re.sub(r"\d", "9", str(row["Téléphone 1"])) for row in rows}
    assert shapes == {
        "",
        "9999999999",
        "99 99 99 99 99",
        "9999999999999",
        "+99 9 99 99 99 99",
        "999999999",
        "9,99999E+99",
        "Masqué",
        "anonymous",
    }


def test_about_a_tenth_of_calls_tell_nobody(drops: Path, sources: dict):
    rows = [
        row
        for row in exported.all_rows(drops, sources["outsourcer_calls"])
        if row["Type"] == "Entrant"
    ]
    anonymous = sum(
        row["Téléphone 1"] in ("Masqué", "anonymous") and row["N° client"] == "0"
        for row in rows
    )
    assert 0.07 < anonymous / len(rows) < 0.13


def test_drops_are_git_ignored():
    ignored = (WORKSPACE.parent / ".gitignore").read_text(encoding="utf-8")
    assert "/demo/drops/" in ignored.splitlines()
