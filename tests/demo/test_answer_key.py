"""The answer key: complete, true to the world, and out of the pipeline's reach."""

import glob
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from demo.accuracy.pipeline import DECISIONS
from demo.exports.answer_key import FOLDER
from demo.world.history import World
from demo.world.reasons import IDS, REASONS
from ingestion.__main__ import main as ingest
from ingestion.identity import keyed_hashes
from ingestion.landing import completed_files
from tests.demo.conftest import WORKSPACE
from tests.support.landed import ROOT

KEY = "a key for tests only"
ROOMS = "ingestion quality dbt_project publish dags orchestration".split()
opened: list[str] = []
sys.addaudithook(
    lambda event, given: opened.append(str(given[0])) if event == "open" else None
)


@pytest.fixture(scope="module")
def landed(drops: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports, pulled: their DATA_DIR; `opened` has the files that took."""
    for pattern in DECISIONS:
        for path in WORKSPACE.glob(pattern):
            shutil.copy(path, drops.parent)
    data_dir = tmp_path_factory.mktemp("data")
    before = os.environ.get("IDENTITY_KEY")
    os.environ["IDENTITY_KEY"] = KEY
    opened.clear()
    try:
        given = ["--workspace", str(drops.parent), "--data-dir", str(data_dir)]
        assert ingest(given) == 0
    finally:
        os.environ.pop("IDENTITY_KEY")
        if before is not None:
            os.environ["IDENTITY_KEY"] = before
    return data_dir


def raw(data_dir: Path, source_name: str, table: str) -> pa.Table:
    files = completed_files(data_dir, source_name, table)
    return pa.concat_tables([pq.read_table(path) for path in files])


def key_of(drops: Path, source_name: str) -> pa.Table:
    return pq.read_table(drops / FOLDER / f"interactions_{source_name}.parquet")


@pytest.mark.parametrize(
    "name",
    "outsourcer_calls helpdesk chat messaging selfcare backoffice".split(),
)
def test_every_interaction_that_landed_has_a_line_and_the_others_were_rejected(
    drops: Path, landed: Path, name: str
):
    ids = set(raw(landed, name, "interactions")["source_interaction_id"].to_pylist())
    key = key_of(drops, name)
    assert pc.unique(key["source_name"]).to_pylist() == [name]
    clear = key["source_interaction_id"]
    lines = keyed_hashes(KEY.encode(), "interaction", name, clear).to_pylist()
    assert len(ids) > 500
    assert ids <= set(lines)
    deliveries = raw(landed, name, "deliveries")
    left_out = pc.sum(deliveries["rejected_count"]).as_py()
    if name == "backoffice":  # cancelled tasks are skipped
        left_out += pc.sum(deliveries["skipped_count"]).as_py()
    assert len(set(lines) - ids) <= left_out
    # Ids stand for one interaction; visits have none and may, rarely, be alike.
    assert len(lines) - len(set(lines)) <= (5 if name == "selfcare" else 0)


def test_the_key_says_what_the_world_knows(drops: Path, world: World):
    calls = world.events["tool"] == 0
    rows = key_of(drops, "outsourcer_calls").to_pylist()
    events = {name: column[calls] for name, column in world.events.items()}
    for row in rows[:: len(rows) // 50]:
        at = int(row["source_interaction_id"].removeprefix("A")) - 1
        assert row["person"] == events["person"][at]
        assert row["contact"] == events["contact"][at]
        assert row["contact_reason_id"] == IDS[events["reason"][at]]
        assert row["problem"] == world.contacts["problem"][row["contact"]]


def test_pages_looked_at_have_a_person_and_no_problem(drops: Path, world: World):
    key = key_of(drops, "selfcare")
    views = key.filter(pc.is_null(key["problem"]))
    assert views.num_rows > 100
    assert views["person"].null_count == 0
    assert views["contact_reason_id"].null_count == views.num_rows


def test_a_problem_tells_when_its_second_contact_came(drops: Path, world: World):
    problems = pq.read_table(drops / FOLDER / "problems.parquet").to_pylist()
    contacts = world.contacts
    count = np.bincount(contacts["problem"])
    assert [row["contact_count"] for row in problems] == list(count)
    window = {reason.id: reason.window_days * 86_400 for reason in REASONS}
    again = 0
    for row in problems:
        second = row["second_started_at"]
        assert (second is None) == (row["contact_count"] == 1)
        within = second is not None and (
            (second - row["first_ended_at"]).total_seconds()
            <= window[row["contact_reason_id"]]
        )
        assert row["came_again_within_window"] == within
        again += within
    planted = sum(row["planted_probability"] for row in problems)
    assert again == pytest.approx(planted, rel=0.1)


def test_no_source_looks_where_the_key_is(drops: Path, sources: dict):
    key = {str(path) for path in (drops / FOLDER).iterdir()}
    assert len(key) == 9
    for name, source in sources.items():
        found = glob.glob(str(drops.parent / source["path"]), recursive=True)
        assert found and not key & set(found), name


def test_the_pull_opens_no_file_of_the_key(drops: Path, landed: Path):
    of_exports = [name for name in opened if str(drops) in name]
    assert len(of_exports) > 1000
    assert not [name for name in of_exports if FOLDER in name]


def test_no_room_of_the_pipeline_knows_of_the_key():
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in (".py", ".sql", ".yml", ".jinja"):
                assert FOLDER not in path.read_text(encoding="utf-8"), path


def test_the_key_tells_case_status_and_who_answered(drops: Path, world: World):
    key = key_of(drops, "helpdesk").to_pylist()
    desk = {
        name: column[world.events["tool"] == 1] for name, column in world.events.items()
    }
    for row in key[:: len(key) // 50]:
        at = int(row["source_interaction_id"].removeprefix("M")) - 1
        assert row["case"] == desk["thread"][at]
        assert row["started_at"].timestamp() == desk["started"][at]
        assert row["is_automatic"] == desk["automatic"][at]
        # Only a person who works has a name.
        is_agent = row["direction"] == "outbound" and not row["is_automatic"]
        assert (row["agent"] is not None) == is_agent
    statuses = [row["status"] for row in key]
    assert {"new", "pending_customer", "on_hold", "solved", "closed"} <= set(statuses)
    tasks = key_of(drops, "backoffice").to_pylist()
    assert {row["case"] for row in tasks} - {None} <= {row["case"] for row in key}


def test_the_key_tells_the_number_of_who_hid_it(drops: Path, landed: Path):
    calls = key_of(drops, "outsourcer_calls")
    assert calls["phone_number"].null_count == 0
    shown = raw(landed, "outsourcer_calls", "identifiers").filter(
        pc.field("identifier_type") == "phone"
    )
    with_number = len(pc.unique(shown["source_interaction_id"]))
    assert with_number < 0.95 * calls.num_rows
    # As many numbers as persons call from: their own, a home's, a shop's.
    assert (
        2 < len(pc.unique(calls["phone_number"])) < 2 * len(pc.unique(calls["person"]))
    )
