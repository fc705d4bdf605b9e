"""Who lives together is nobody else: couples, father and son, twins stay apart."""

import random

import duckdb
import pyarrow as pa
import pytest

from ingestion.links.households import one_person
from ingestion.links.pairs import probable_pairs
from ingestion.links.records import comparable
from ingestion.workspace.links import Links
from tests.ingestion.links.population import FIRST, TWICE, rows

NAMES = ("first_name", "last_name", "birth_date", "postcode", "city", "address")
LINKS = Links(columns={name: name for name in NAMES})
COUPLES, SONS, TWINS = 200, 20, 5


def compared(lines: list[list[str | None]], links: Links) -> pa.Table:
    keys, *columns = (pa.array(one, pa.string()) for one in zip(*lines, strict=True))
    return comparable(keys, dict(zip(links.columns, columns, strict=True)), links)


def households() -> list[list[str]]:
    """Return the population with addresses, and somebody else in 225 of the houses."""
    draw = random.Random(1)
    lines = rows()
    streets = "rue Foch,bd Voltaire,place de l'Eglise,rue Pasteur,rue des Lilas"
    houses = [f"{draw.randint(1, 90)} {draw.choice(streets.split(','))}" for _ in lines]
    for number in range(TWICE):
        if draw.random() < 0.7:  # the others moved
            houses[-TWICE + number] = houses[number].upper()
    lines = [[*line, house] for line, house in zip(lines, houses, strict=True)]
    for number in range(COUPLES + SONS + TWINS):
        _, first, last, born, *place = lines[TWICE + number]
        other = draw.choice([name for name in FIRST if name != first])
        day = f"{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        if number < COUPLES:
            first, born = other, f"{draw.randint(1931, 1985)}-{day}"
        elif number < COUPLES + SONS:
            born = f"{int(born[:4]) + 28}-{day}"
        else:
            first = other
        lines.append([f"H{number}", first, last, born, *place])
    return lines


def test_a_file_full_of_households_links_repeats_and_nobody_else():
    pairs = probable_pairs(compared(households(), LINKS), LINKS)
    found = set(zip(*[column.to_pylist() for column in pairs.columns[:2]], strict=True))
    planted = {(f"A{number}", f"B{number}") for number in range(TWICE)}
    assert len(planted - found) <= TWICE * 0.02
    assert found - planted == set()


# First name, last name, birth date, address and e-mail of two records.
JEAN = ("Jean", "Martin", "1950-03-04", "1 rue Foch", "jean@a.fr")
CASES = {
    "all but a slip of the hand in the first name": ({0: "Jeann"}, True),
    "another first name, nothing else": ({0: "Luc"}, False),
    "another first name of the same initial": ({0: "Jérôme"}, False),
    "the initial alone": ({0: "J."}, True),
    "the first of two first names": ({0: "Jean-Pierre"}, True),
    "first and last name swapped": ({0: "Martin", 1: "Jean"}, True),
    "no first name": ({0: None}, True),
    "another first name elsewhere, same day": ({0: "Luc", 3: "9 av Hoche"}, True),
    "another first name elsewhere, two digits off": (
        {0: "Luc", 2: "1951-03-05", 3: "9 av Hoche"},
        True,
    ),
    "another first name elsewhere, three digits off": (
        {0: "Luc", 2: "1951-04-05", 3: "9 av Hoche"},
        False,
    ),
    "another first name elsewhere, the same year": (
        {0: "Luc", 2: "1950-11-22", 3: "9 av Hoche"},
        False,
    ),
    "another first name, no birth date, elsewhere": (
        {0: "Luc", 2: None, 3: "9 av Hoche"},
        True,
    ),
    "another first name, no birth date, one house": ({0: "Luc", 2: None}, False),
    "another first name, no address": ({0: "Luc", 3: None}, True),
    "one name, the same year": ({2: "1950-11-22"}, True),
    "one name, day and month swapped": ({2: "1950-04-03"}, True),
    "one name, another year, one mailbox": ({2: "1978-11-22"}, True),
    "one name, another year, another mailbox": (
        {2: "1978-11-22", 4: "jean2@a.fr"},
        False,
    ),
    "one name, another year, no e-mail": ({2: "1978-11-22", 4: None}, False),
    "one name, no birth date": ({2: None}, True),
}
FIVE = Links(columns=dict.fromkeys((*NAMES[:3], "address", "email"), "header"))


def together(other: dict[int, str | None], links: Links = FIVE) -> bool:
    changed = [other.get(at, value) for at, value in enumerate(JEAN)]
    width = len(links.columns)
    lines = [["l", *JEAN[:width]], ["r", *changed[:width]]]
    records = compared(lines, links)
    with duckdb.connect() as memory:
        memory.register("records", records)
        (found,) = memory.execute(
            "select count(*) from records as l, records as r "
            "where l.unique_id = 'l' and r.unique_id = 'r' and " + one_person(links)
        ).fetchone()
    return found == 1


@pytest.mark.parametrize("case", CASES)
def test_first_names_and_birth_dates_have_the_last_word(case):
    other, expected = CASES[case]
    assert together(other) is expected


def test_where_no_birth_dates_are_compared_first_names_must_agree():
    links = Links(columns={"first_name": "Prénom", "last_name": "Nom"})
    assert together({}, links)
    assert not together({0: "Luc"}, links)


def test_without_names_and_dates_there_is_nothing_to_say():
    assert one_person(Links(columns={"postcode": "CP", "address": "Voie"})) == "true"
