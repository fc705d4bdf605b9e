"""Who exists twice is found, whoever only looks alike is not."""

import random

import pyarrow as pa
import pytest

from ingestion.errors import IngestionError
from ingestion.links.pairs import PAIRS, probable_pairs
from ingestion.links.records import comparable
from ingestion.workspace.links import Links
from tests.ingestion.links.population import TWICE, rows

LINKS = Links(
    columns={
        "first_name": "Prénom",
        "last_name": "Nom",
        "birth_date": "Né le",
        "postcode": "Code postal",
        "city": "Ville",
    }
)


def records(lines, links=LINKS, **settings):
    columns = [pa.array(column, pa.string()) for column in zip(*lines, strict=True)]
    clear = dict(zip(links.columns, columns[1:], strict=True))
    return comparable(columns[0], clear, links, **settings)


@pytest.fixture(scope="module")
def found() -> pa.Table:
    return probable_pairs(records(rows()), LINKS)


def test_accounts_of_one_person_are_paired_and_no_others(found):
    pairs = set(zip(*[column.to_pylist() for column in found.columns[:2]], strict=True))
    planted = {(f"A{number}", f"B{number}") for number in range(TWICE)}
    assert len(planted - pairs) <= TWICE * 0.02
    assert len(pairs - planted) <= TWICE * 0.02
    assert found.schema == PAIRS
    assert min(found["match_probability"].to_pylist()) >= 0.9


def test_a_higher_threshold_keeps_the_pairs_that_reach_it(found):
    values = sorted(set(found["match_probability"].to_pylist()))
    middle = len(values) // 2
    between = (values[middle - 1] + values[middle]) / 2
    strict = LINKS.model_copy(update={"threshold": between})
    kept = probable_pairs(records(rows()), strict).to_pylist()
    assert kept == [p for p in found.to_pylist() if p["match_probability"] >= between]
    assert 0 < len(kept) < found.num_rows


def test_the_same_rows_in_any_order_give_the_same_pairs(found):
    lines = rows()
    random.Random(1).shuffle(lines)
    assert probable_pairs(records(lines), LINKS).equals(found)


def test_father_and_son_of_one_name_and_house_are_two():
    lines = rows()
    lines += [
        ["F", "Rémi", "Chénier", "1938-04-11", "35000", "Rennes"],
        ["S", "Rémi", "Chénier", "1969-09-27", "35000", "Rennes"],
    ]
    pairs = probable_pairs(records(lines), LINKS)
    assert ("F", "S") not in set(
        zip(*[column.to_pylist() for column in pairs.columns[:2]], strict=True)
    )


def test_what_does_not_fit_the_memory_is_told_and_no_disk_is_used(tmp_path):
    small = LINKS.model_copy(update={"memory": "1MB"})
    with pytest.raises(IngestionError, match="raise links.memory"):
        probable_pairs(records(rows()), small)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_accounts_are_no_trouble(count):
    lines = [
        ["A", "Zoé", "Quéré", "1950-05-05", "35000", "Rennes"],
        ["B", "Léa", "Roué", "1960-06-06", "69003", "Lyon"],
    ]
    table = records(lines).slice(0, count)
    assert probable_pairs(table, LINKS).num_rows == 0


def test_an_address_of_many_accounts_says_nothing():
    links = Links(columns={"email": "E-mail", "birth_date": "Né le"})
    lines = [[f"A{n}", "x@y.fr", "1950-05-05"] for n in range(51)]
    table = records(lines, links, max_group_size=50)
    assert table["email"].null_count == 51
    table = records(lines[:50], links, max_group_size=50)
    assert table["email"].null_count == 0
