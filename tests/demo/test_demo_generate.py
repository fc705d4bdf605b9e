"""The command: same arguments, same bytes; what is there is not written again."""

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demo import generate
from tests.demo import exported

SMALL = ["--interactions", "1500", "--months", "3"]


def written(out: Path, *more: str) -> dict[str, bytes]:
    assert generate.main([*SMALL, "--out", str(out), *more]) == 0
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != generate.STAMP
    }


def is_without_rows(path: Path) -> bool:
    if path.suffix == ".parquet":
        return pq.read_metadata(path).num_rows == 0
    lines = exported.content(path).splitlines()
    return len(lines) == 1 or (len(lines) == 2 and b"Total;0" in lines[1])


def test_same_arguments_give_the_same_bytes(tmp_path: Path):
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    # A file a day of five tools, a file a month of three, nine of the answer key.
    plain = [name for name in first if "(1)" not in name]
    assert len(plain) == 5 * 90 + 3 * 3 + 9
    assert first == second


def test_another_seed_gives_another_year(tmp_path: Path):
    first = written(tmp_path / "a")
    second = written(tmp_path / "b", "--seed", "2")
    same = {name for name in first if first[name] == second.get(name)}
    assert same < first.keys()
    same -= {"answer_key/reasons.parquet"}
    # A Sunday without rows is like another.
    assert all(is_without_rows(tmp_path / "a" / name) for name in same)


def test_what_is_there_already_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture
):
    before = written(tmp_path)
    inodes = {path: path.stat().st_ino for path in tmp_path.rglob("*.csv")}
    capsys.readouterr()
    assert written(tmp_path) == before
    assert "already" in capsys.readouterr().out
    assert {path: path.stat().st_ino for path in inodes} == inodes


def test_a_damaged_file_is_written_again(tmp_path: Path):
    before = written(tmp_path)
    (tmp_path / "chat" / "sessions_20250131.parquet").write_bytes(b"cut")
    assert written(tmp_path) == before


def test_files_of_an_earlier_call_do_not_stay(tmp_path: Path):
    written(tmp_path)
    after = written(tmp_path, "--months", "2")
    assert not [name for name in after if "20250331" in name]


def test_a_strangers_file_stays(tmp_path: Path):
    written(tmp_path)
    (tmp_path / "chat" / "mine.txt").write_text("mine")
    assert "chat/mine.txt" in written(tmp_path, "--months", "2")


def test_only_the_formats_asked_for_are_written(tmp_path: Path):
    names = written(tmp_path, "--formats", "xlsx,parquet")
    folders = {Path(name).parent.name for name in names}
    assert folders == {"chat", "backoffice", "answer_key"}


def test_until_a_morning_only_what_had_come_is_written(tmp_path: Path):
    everything = written(tmp_path / "all")
    came = {
        name: dt.datetime.fromtimestamp(
            (tmp_path / "all" / name).stat().st_mtime, dt.UTC
        )
        for name in everything
    }
    some = written(tmp_path / "some", "--until", "2025-02-10")
    morning = dt.datetime(2025, 2, 10, 6, tzinfo=dt.UTC)
    assert some == {n: everything[n] for n in everything if came[n] <= morning}
    assert "outsourcer_calls/appels_20250209.csv" in some
    assert "outsourcer_calls/appels_20250210.csv" not in some


def test_the_next_morning_adds_files_and_changes_none(tmp_path: Path):
    before = written(tmp_path, "--until", "2025-02-10")
    after = written(tmp_path, "--until", "2025-02-11")
    assert before.items() < after.items()


def test_a_clear_world_is_the_same_world_with_the_truth_on_every_row(tmp_path: Path):
    noisy, clear = written(tmp_path / "a"), written(tmp_path / "b", "--clear")
    assert not [name for name in clear if name.startswith("crm/")]
    for name in ("problems", "interactions_chat", "interactions_outsourcer_calls"):
        path = f"answer_key/{name}.parquet"
        assert noisy[path] == clear[path]
    names = [name for name in clear if name.startswith("chat/")]
    rows = [
        row
        for name in names
        for row in pq.read_table(tmp_path / "b" / name).to_pylist()
        if row["session"]
    ]
    key = pq.read_table(tmp_path / "b" / "answer_key/interactions_chat.parquet")
    truth = {row["source_interaction_id"]: row for row in key.to_pylist()}
    assert len(rows) > 50
    persons = {}
    for row in rows:
        true = truth[row["session"]]
        assert row["intent"] == true["contact_reason_id"]
        assert row["visitor_email"] is None and row["device"] is None
        persons.setdefault(row["customer_no"], set()).add(true["person"])
    assert all(len(same) == 1 for same in persons.values())
    assert len(persons) == len({truth[row["session"]]["person"] for row in rows})


@pytest.mark.parametrize(
    "wrong",
    [["--formats", "pdf"], ["--months", "0"], ["--interactions", "3"]],
    ids=["format", "months", "interactions"],
)
def test_wrong_arguments_are_refused_in_one_line(
    tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture
):
    assert generate.main([*wrong, "--out", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ") and said.count("\n") == 1
    assert not (tmp_path / "none").exists()
