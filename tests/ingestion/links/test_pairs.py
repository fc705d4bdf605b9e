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


FILES = {
    "all blank": ([None, None, None],) * 3,
    "two persons": (["Zoé", "Luc"], ["Quéré", "Roué"], ["1950-05-05", "1961-06-06"]),
    "nobody twice": (
        [f"abc{n}" for n in range(30)],
        [f"xyz{n}" for n in range(30)],
        [f"{1950 + n}-02-03" for n in range(30)],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_where_there_is_nothing_to_learn_from_nobody_is_linked(case):
    links = Links(columns=dict.fromkeys(["first_name", "last_name", "birth_date"], "x"))
    lines = [[f"{n}", *row] for n, row in enumerate(zip(*FILES[case], strict=True))]
    assert probable_pairs(records(lines, links), links).num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        ("first_name", "last_name", "postcode", "address"),
        ("first_name", "last_name", "postcode"),
        ("postcode", "address"),
        ("birth_date", "postcode"),
    ],
)
def test_columns_that_prove_nobody_one_person_are_compared_too(columns):
    texts = {
        "first_name": ["Zoé", "Luc", "Léa"],
        "last_name": ["Quéré", "Roué", "Le Goff"],
        "postcode": ["35000"] * 3,
        "address": ["1 rue Foch", "2 bd Voltaire", "3 rue Pasteur"],
        "birth_date": ["1950-05-05", "1961-06-06", "1972-07-07"],
    }
    links = Links(columns={name: name for name in columns})
    lines = zip("abc", *(texts[name] for name in columns), strict=True)
    assert probable_pairs(records(list(lines), links), links).schema == PAIRS


def test_what_splink_cannot_compare_is_one_line_without_a_value():
    # sources.yml refuses this name; it stands for whatever else Splink stops at.
    names = ("first_name", "last_name", "email", "select")
    links = Links(columns={name: name for name in names})
    lines = [[key, "Zoé", "Quéré", "zoe@a.fr", "secret"] for key in "abc"]
    with pytest.raises(IngestionError) as caught:
        probable_pairs(records(lines, links), links)
    assert str(caught.value).startswith("its links cannot be worked out by first_name")
    for word in ("\n", "zoe", "secret", "Error"):
        assert word not in str(caught.value)
