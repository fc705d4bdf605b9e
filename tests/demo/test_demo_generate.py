"""The command: same arguments, same bytes; what is there is not written again."""

from pathlib import Path

import pytest

from demo import generate

SMALL = ["--interactions", "1500", "--months", "3"]


def written(out: Path, *more: str) -> dict[str, bytes]:
    assert generate.main([*SMALL, "--out", str(out), *more]) == 0
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != generate.STAMP
    }


def test_same_arguments_give_the_same_bytes(tmp_path: Path):
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    assert len(first) == 20
    assert first == second


def test_another_seed_gives_another_year(tmp_path: Path):
    first = written(tmp_path / "a")
    second = written(tmp_path / "b", "--seed", "2")
    assert first.keys() == second.keys()
    same = {name for name in first if first[name] == second[name]}
    assert not same


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
    assert {Path(name).suffix for name in names} == {".xlsx", ".parquet"}


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
