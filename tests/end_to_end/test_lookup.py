"""make lookup, on the demo's exports: all rows of a person, and no trace of asking."""

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from demo.generate import main as generate
from ingestion.identity import keyed_hashes
from tests.support.landed import ROOT
from tests.support.site import SOURCES, Site

KEY = "a key for tests only"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    """Four months of the demo, published."""
    folder = tmp_path_factory.mktemp("lookup")
    with contextlib.redirect_stdout(io.StringIO()):
        asked = ["--interactions", "5000", "--months", "4"]
        assert generate([*asked, "--out", str(folder / "exports")]) == 0
    site = Site(folder, folder / "exports")
    site.deliver(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IDENTITY_KEY", KEY)
        site.pull(SOURCES)
        site.publish()
    return site


def ask(site: Site, *lines: str, **environment) -> subprocess.CompletedProcess:
    """Run what make lookup runs."""
    return subprocess.run(
        [sys.executable, "-m", "ingestion.lock", "warehouse"]
        + [sys.executable, "-m", "publish.lookup"],
        input="\n".join(lines),
        cwd=ROOT,
        env=os.environ
        | {"WORKSPACE": str(site.workspace), "DATA_DIR": str(site.data_dir)}
        | {"IDENTITY_KEY": KEY}
        | environment,
        capture_output=True,
        text=True,
    )


def rows(answer: subprocess.CompletedProcess) -> dict[str, list[dict]]:
    found = defaultdict(list)
    for line in answer.stdout.splitlines():
        row = json.loads(line)
        found[row.pop("table")].append(row)
    return found


@pytest.fixture(scope="module")
def messages(site) -> dict[str, dict[str, set[str]]]:
    """Ids of help-desk messages by the account and by the address they show."""
    found = {"customer_no": defaultdict(set), "requester": defaultdict(set)}
    for path in (site.exports / "helpdesk").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name, ids in found.items():
                    if row[name]:
                        ids[row[name]].add(row["message_id"])
    return found


def hashed(ids: set[str]) -> set[str]:
    values = pa.array(sorted(ids))
    return set(
        keyed_hashes(KEY.encode(), "interaction", "helpdesk", values).to_pylist()
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def busiest(ids: dict[str, set[str]]) -> str:
    return max(ids, key=lambda name: (len(ids[name]), name))


def test_all_rows_of_a_person_are_printed_as_published(site, messages):
    account = busiest(messages["customer_no"])
    answer = ask(site, f"account,{account},crm")
    assert answer.returncode == 0, answer.stderr
    found = rows(answer)
    (customer,) = {row["customer_id"] for row in found["customers"]}
    shown = {row["source_interaction_id"] for row in found["interactions"]}
    assert len(messages["customer_no"][account]) > 3
    assert hashed(messages["customer_no"][account]) <= shown
    marts = site.data_dir / "published" / "current" / "marts.duckdb"
    with duckdb.connect(marts, read_only=True) as published:
        for table in ("customers", "interactions", "contacts", "tickets"):
            (count,) = published.execute(
                f"select count(*) from {table} where customer_id = ?", [customer]
            ).fetchone()
            assert len(found[table]) == count > 0
    # A second identifier of the same person changes nothing.
    assert rows(ask(site, f"account,{account}", f"account,{account},crm")) == found


def test_asking_leaves_no_trace(site, messages, tmp_path):
    account = busiest(messages["customer_no"])
    before = contents(site.data_dir)
    answer = ask(site, f"account,{account}", TMPDIR=str(tmp_path))
    after = contents(site.data_dir)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"locks/warehouse.lock"}
    assert before.keys() <= after.keys()
    assert list(tmp_path.rglob("*")) == []
    key = keyed_hashes(KEY.encode(), "account", "crm", pa.array([account]))[0].as_py()
    for secret in (account, key):
        assert secret not in answer.stdout + answer.stderr


def test_nothing_found_says_so(site):
    answer = ask(site, "account,C99999999999", "email,nobody@nowhere.example")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "nothing is held about these identifiers" in answer.stderr


def test_two_customers_are_both_printed_and_told(site, messages):
    accounts = [name for name, _ in Counter(messages["customer_no"]).most_common()]
    single = {}
    for account in accounts:
        answer = ask(site, f"account,{account}")
        (row,) = rows(answer)["customers"]
        single[row["customer_id"]] = account
        if len(single) == 2:
            break
    answer = ask(site, *(f"account,{account}" for account in single.values()))
    assert "2 customers found" in answer.stderr
    assert {row["customer_id"] for row in rows(answer)["customers"]} == set(single)


def shared_phone(site) -> tuple[str, str]:
    """Return a number that two customers of the customer file share, and one account.

    The demo has households with one landline.
    """
    seen = defaultdict(set)
    for path in (site.exports / "crm").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                digits = "".join(filter(str.isdigit, row["Fixe"]))[-9:]
                if digits:
                    seen[digits].add(row["Compte"])
    for digits, accounts in sorted(seen.items()):
        if len(accounts) == 2:
            owners = [
                {
                    row["customer_id"]
                    for row in rows(ask(site, f"account,{one}"))["customers"]
                }
                for one in sorted(accounts)
            ]
            if owners[0] != owners[1]:
                return "0" + digits, sorted(accounts)[0]
    raise AssertionError("the demo has no shared landline")


def test_a_number_of_two_customers_gives_nothing_until_a_second_line_decides(site):
    phone, account = shared_phone(site)
    answer = ask(site, f"phone,{phone}")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert re.search(
        r"line 1: [23] customers used this phone; give an account", answer.stderr
    )
    decided = ask(site, f"phone,{phone}", f"account,{account}")
    assert decided.returncode == 0, decided.stderr
    assert rows(decided) == rows(ask(site, f"account,{account}"))


def test_a_number_set_aside_gives_nobody_s_rows(site):
    with (site.workspace / "ignored_identifiers.csv").open(encoding="utf-8") as file:
        line = next(row for row in csv.DictReader(file))
    answer = ask(site, f"{line['identifier_type']},{line['identifier']}")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "is set aside (ignored), so it tells nobody apart" in answer.stderr


def test_another_key_is_refused(site, messages):
    account = busiest(messages["customer_no"])
    answer = ask(site, f"account,{account}", IDENTITY_KEY="another key, quite long")
    assert answer.returncode == 2
    assert "is not the key that" in answer.stderr
    answer = ask(site, f"account,{account}", IDENTITY_KEY="")
    assert answer.returncode == 2
    assert "IDENTITY_KEY is not set" in answer.stderr
