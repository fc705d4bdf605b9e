"""Pairs become groups, groups become figures; absent files are told, not missed."""

import numpy as np
import pyarrow as pa
import pytest

from demo.linkage.__main__ import main
from demo.linkage.files import FILES, groups, our_pairs, read
from demo.linkage.results import judged
from tests.support.shared_data import shared_file

FAKE = shared_file("identity/fake_1000.csv")


def test_pairs_are_joined_in_chains():
    pairs = pa.table({"l": ["a", "c", "e"], "r": ["b", "b", "f"]})
    found = groups(list("abcdef"), pairs).tolist()
    assert found[0] == found[1] == found[2]
    assert found[4] == found[5]
    assert len({found[0], found[3], found[4]}) == 3


def test_judged_pairs_count_as_they_were_judged():
    # Grouped a-b-c; judged: a-b yes (found), a-c no (wrongly found), c-d yes (missed),
    # b-d no: precision 1/2, recall 1/2.
    labels = pa.table(
        {
            "unique_id_l": ["a", "a", "c", "b"],
            "unique_id_r": ["b", "c", "d", "d"],
            "clerical_match_score": ["0.5", "0.49", "1.0", "0"],
        }
    )
    assert judged(list("abcd"), np.array([1, 1, 1, 2]), labels) == (0.5, 0.5, 0.5)


def test_absent_files_are_told_and_nothing_is_measured(tmp_path, capsys):
    assert main(["--folder", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "links: skipped" in said and "fake_1000.csv" in said
    assert "SHARED_DATA" in said


@pytest.mark.skipif(FAKE is None, reason="the labelled files are absent")
def test_ours_on_fake_1000_is_what_was_kept():
    from demo.accuracy.pairs import pairwise
    from demo.linkage.results import kept

    fake = FILES[0]
    records = read(FAKE)
    ids = records["unique_id"].to_pylist()
    grouped = groups(ids, our_pairs(records, fake.links))
    true = np.array(records["cluster"].to_pylist(), dtype=int)
    expected = kept()["fake_1000"]["ours"]
    found = pairwise(grouped, true)
    assert found.precision == pytest.approx(expected["precision"], abs=1e-4)
    assert found.recall == pytest.approx(expected["recall"], abs=1e-4)
