"""Each tool's files: they open as sources.yml declares them, ugly as they are."""

import re
from pathlib import Path

import phonenumbers
import pytest

from tests.demo import exported
from tests.demo.conftest import INTERACTIONS, WORKSPACE

SOURCES = (
    "outsourcer_calls helpdesk chat messaging selfcare backoffice crm customer_base"
).split()
AGAIN = ("(1)", "_corrige", "_revised")  # deliveries of rows sent before
RESERVED = ("19900", "26191", "35301", "46571", "53649", "63998")


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
    assert len(paths) >= {"crm": 2, "customer_base": 1}.get(name, 12)
    for path in paths:
        rows = exported.rows(path, source)
        assert rows, path.name
        present = set(rows[0])
        for either in headers_named(source):
            assert either & present, f"{path.name} lacks {either}"


def test_no_file_is_left_out(drops: Path, sources: dict):
    read = {path for name in sources for path in exported.files(drops, sources[name])}
    there = {p for p in drops.rglob("*") if p.is_file() and p.parent != drops}
    assert read == there


def test_the_outsourcers_files_are_cp1252_and_end_in_a_total(
    drops: Path, sources: dict
):
    for path in exported.files(drops, sources["outsourcer_calls"]):
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")
        lines = path.read_bytes().decode("cp1252").removesuffix("\r\n").split("\r\n")
        assert lines[-1].startswith(f"Total;{len(lines) - 2} appels;")
        assert {line.count(";") for line in lines} == {lines[0].count(";")}


def test_one_month_came_twice_under_another_name(drops: Path):
    folder = drops / "outsourcer_calls"
    first = (folder / "appels_20250430.csv").read_bytes()
    assert (folder / "appels_20250430 (1).csv").read_bytes() == first


def test_a_correction_overlaps_two_months_and_changes_codes_only(
    drops: Path, sources: dict
):
    source = sources["outsourcer_calls"]
    folder = drops / "outsourcer_calls"
    first = {}
    for name in ("appels_20250930.csv", "appels_20251031.csv"):
        first |= {r["N° de segment"]: r for r in exported.rows(folder / name, source)}
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


def test_some_rows_come_a_month_late(drops: Path, sources: dict):
    late = [
        path.name
        for path in exported.files(drops, sources["outsourcer_calls"])
        if "_corrige" not in path.name
        for row in exported.rows(path, sources["outsourcer_calls"])
        if "/" in row["Date"] and int(row["Date"][3:5]) != int(path.name[11:13])
    ]
    assert late


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
