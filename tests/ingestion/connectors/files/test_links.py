"""A customer file with names: pairs of hashes land, names never do."""

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from ingestion.links.words import tokens
from tests.ingestion.connectors.files.conftest import KEY
from tests.ingestion.links.population import TWICE, rows, text
from tests.support.landed import ROOT
from tests.support.watching import watched

LINKS = {
    "columns": {
        "first_name": "Prénom",
        "last_name": "Nom",
        "birth_date": "Né le",
        "postcode": "Code postal",
        "city": "Ville",
    }
}
CRM = {
    "connector": "files",
    "entity": "customers",
    "path": "drops/*.csv",
    "columns": {"customer_account": "Compte"},
    "account_space": "crm",
}


@pytest.fixture
def crm(company):
    company.configure_all({"crm": CRM | {"links": LINKS}})
    return company


def pairs(company) -> set[tuple[str, str]]:
    """Return the pairs of the latest load, as staging takes them."""
    latest = max(row["loaded_at"] for row in company.rows("deliveries", "crm"))
    table = company.table("customer_links", "crm").to_pylist()
    return {
        (row["left_account_key"], row["right_account_key"])
        for row in table
        if row["loaded_at"] == latest
    }


def planted(key_of) -> set[tuple[str, str]]:
    keys = [
        (key_of("account", f"A{n}", "crm"), key_of("account", f"B{n}", "crm"))
        for n in range(TWICE)
    ]
    return {tuple(sorted(pair)) for pair in keys}


def test_pairs_of_account_hashes_land(crm, key_of):
    crm.drop("a.csv", text(rows()))
    assert crm.pull("crm").errors == []
    assert len(pairs(crm) ^ planted(key_of)) <= TWICE * 0.03
    assert any("probably one person" in said for said in crm.said)


def test_a_pull_with_links_warns_of_nothing(crm, recwarn):
    crm.drop("a.csv", text(rows()[:40]))
    assert crm.pull("crm").errors == []
    assert [str(one.message) for one in recwarn] == []


def test_a_later_file_is_compared_with_the_customers_of_earlier_ones(crm, key_of):
    lines = rows()
    crm.drop("a.csv", text(lines[:-TWICE]))
    crm.pull("crm")
    assert len(pairs(crm)) <= TWICE * 0.03
    crm.drop("b.csv", text(lines[-TWICE:]))
    crm.now = crm.now + dt.timedelta(hours=1)
    crm.pull("crm")
    assert len(pairs(crm) ^ planted(key_of)) <= TWICE * 0.03


def test_earlier_files_that_are_gone_are_told(crm):
    lines = rows()
    first = crm.drop("a.csv", text(lines[:-TWICE]))
    crm.pull("crm")
    first.unlink()
    crm.drop("b.csv", text(lines[-TWICE:]))
    crm.now = crm.now + dt.timedelta(hours=1)
    crm.pull("crm")
    assert pairs(crm) == set()
    assert any("1 earlier deliveries are no longer" in said for said in crm.said)


def test_a_corrected_row_is_compared_as_corrected(crm, key_of):
    lines = rows()
    crm.drop("a.csv", text(lines), age=7200)
    corrected = [["B0", "Zoé", "Trégarec", "1941-11-30", "44600", "Saint-Nazaire"]]
    crm.drop("b.csv", text(corrected))
    crm.pull("crm")
    gone = tuple(sorted(key_of("account", n, "crm") for n in ("A0", "B0")))
    assert gone in planted(key_of)
    assert gone not in pairs(crm)


def secrets() -> set[bytes]:
    """Return what must not be on disk: names and birth dates, as written or folded."""
    found = set()
    for line in rows():
        first, last, born = line[1:4]
        for word in (first, last, "".join(tokens(first)), "".join(tokens(last))):
            found |= {word.encode(), word.upper().encode()}
        found.add(born.encode())
    # A short word, Roué or Léa, stands by chance in any page of bytes.
    return {word for word in found if len(word) > 6}


def found_in(watch) -> set[bytes]:
    words = secrets()
    return {word for content in watch.written() for word in words if word in content}


def run(crm, tmp_path: Path, command: list[str]):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    crm.data_dir.mkdir(exist_ok=True)
    return watched(
        command,
        [crm.data_dir, temporary],
        tmp_path / "kept",
        cwd=ROOT,
        env=os.environ
        | {"WORKSPACE": str(crm.folder), "DATA_DIR": str(crm.data_dir)}
        | {"TMPDIR": str(temporary), "IDENTITY_KEY": KEY.decode()},
    )


def test_names_and_birth_dates_are_in_no_byte_written(crm, tmp_path):
    crm.drop("a.csv", text(rows()))
    watch = run(crm, tmp_path, [sys.executable, "-m", "ingestion"])
    assert len(pairs(crm)) > TWICE * 0.9
    assert found_in(watch) == set()


LEAKS = {
    "a temporary file that is removed": "import tempfile, time\n"
    "with tempfile.NamedTemporaryFile() as file:\n"
    "    file.write(name); file.flush(); time.sleep(0.2)",
    "a temporary file without a name": "import tempfile, time\n"
    "with tempfile.TemporaryFile() as file:\n"
    "    file.write(name); file.flush(); time.sleep(0.2)",
    "a column of Parquet": "import os, pyarrow as pa, pyarrow.parquet as pq\n"
    "path = os.environ['DATA_DIR'] + '/x.parquet'\n"
    "pq.write_table(pa.table({'n': [name.decode()] * 1000}), path, compression='zstd')",
    "what is said": "import sys\nsys.stderr.buffer.write(name)",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_the_watch_sees_a_name_wherever_it_is_written(crm, tmp_path, leak):
    name = "Marie-Thérèse".encode()
    code = f"name = {name!r}\n{LEAKS[leak]}"
    assert name in found_in(run(crm, tmp_path, [sys.executable, "-c", code]))
