"""What is wrong in `links` is told with its line and column; defaults suit any file."""

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.links import BLOCKING_RULES, TRAINING_RULES, WAYS, Links
from ingestion.workspace.sources_file import read_sources

SOURCES = """company: Test
sources:
  crm:
    connector: files
    entity: customers
    path: crm.csv
    columns: {customer_account: Compte}
    links:
      columns:
        first_name: Prénom
        last_name: Nom
        birth_date: {from: Né le, format: "%d/%m/%Y"}
"""
LINE = '        birth_date: {from: Né le, format: "%d/%m/%Y"}\n'


def read(folder, text):
    file = folder / "sources.yml"
    file.write_text(text, encoding="utf-8")
    found = read_sources(file)
    for error in found.faults.values():
        raise error
    return found.workspace.sources["crm"].links


def test_names_and_a_birth_date_are_enough(tmp_path):
    links = read(tmp_path, SOURCES)
    assert links.threshold == 0.9
    assert [links.way(name) for name in links.columns] == [
        "first_name",
        "last_name",
        "date",
    ]
    # Of the lists to agree on, those that name these columns only.
    assert (("last_name", None), ("birth_date", None)) in links.rules()
    assert {term for rule in links.rules() for term, _ in rule} == set(links.columns)


def test_a_list_of_one_s_own_replaces_the_others(tmp_path):
    links = read(
        tmp_path, SOURCES + "      blocking_rules: [[last_name:3, birth_date]]\n"
    )
    assert links.rules() == [(("last_name", 3), ("birth_date", None))]


WRONG = {
    "another entity": (
        ("entity: customers", "entity: activity"),
        (
            "customer_account: Compte",
            "month_started_on: Mois, active_customer_count: N",
        ),
        "line 8, column 5: expected `links` only in a source of entity customers",
    ),
    "an unknown key": (
        ("    links:\n", "    links:\n      treshold: 0.8\n"),
        None,
        "line 9, column 7: unknown key `treshold`; did you mean `threshold`?",
    ),
    "an unknown key of a column": (
        ("{from: Né le, format", "{from: Né le, fromat"),
        None,
        "line 12, column 35: unknown key `fromat`; did you mean `format`? Expected one "
        "of: from, compare, format",
    ),
    "an unknown comparison": (
        ('format: "%d/%m/%Y"', "compare: dates"),
        None,
        "expected one of: first_name, last_name, date, postcode, place, address, "
        "email, exact; did you mean `date`?",
    ),
    "a threshold above 1": (
        ("    links:\n", "    links:\n      threshold: 90\n"),
        None,
        "line 9, column 18: expected a number less than 1",
    ),
    "a threshold of 1, which nothing reaches": (
        ("    links:\n", "    links:\n      threshold: 1\n"),
        None,
        "line 9, column 18: expected a number less than 1",
    ),
    "a threshold of 0": (
        ("    links:\n", "    links:\n      threshold: 0\n"),
        None,
        "line 9, column 18: expected a number greater than 0",
    ),
    "a memory without unit": (
        ("    links:\n", "    links:\n      memory: 4\n"),
        None,
        "line 9, column 15: expected a size such as 4GB or 800MB",
    ),
    "a format of no date": (
        ("%d/%m/%Y", "%d/%m"),
        None,
        "line 12, column 43: expected a strptime pattern of year, month and day",
    ),
    "a format of a name": (
        ("last_name: Nom", 'last_name: {from: Nom, format: "%Y"}'),
        None,
        "expected `format` only for dates",
    ),
    "a name that SQL would not take": (
        ("last_name: Nom", "last name: Nom"),
        None,
        "line 11, column 9: expected a name of small letters, digits and _",
    ),
    "a word of SQL": (
        (LINE, LINE + "        select: Motif\n"),
        None,
        "line 13, column 9: expected another name, such as customer_name",
    ),
    "a column of the comparison": (
        (LINE, LINE + "        name: Motif\n"),
        None,
        "line 13, column 9: expected another name, such as customer_name",
    ),
    "a form of another column": (
        (LINE, LINE + "        last_name_bare: Motif\n"),
        None,
        "line 13, column 9: expected another name, such as customer_name",
    ),
    "too little to learn from": (
        (LINE, "        city: Ville\n"),
        None,
        "line 9, column 7: expected at least two of: first_name with last_name",
    ),
    "a list that names no column": (
        (LINE, LINE + "      blocking_rules: [[last_name, birthdate]]\n"),
        None,
        "line 13, column 36: expected a column of `links`, with `:3` for its first "
        "three characters: first_name, last_name, birth_date; did you mean "
        "`birth_date`?",
    ),
    "an empty list": (
        (LINE, LINE + "      blocking_rules: [[]]\n"),
        None,
        "expected lists of columns to agree on",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_its_place(tmp_path, case):
    first, second, expected = WRONG[case]
    text = SOURCES
    for change in (first, second):
        if change:
            assert change[0] in text
            text = text.replace(*change)
    with pytest.raises(WorkspaceError) as caught:
        read(tmp_path, text)
    assert expected in str(caught.value)


def test_the_defaults_name_only_columns_that_are_known():
    for rule in (*BLOCKING_RULES, *TRAINING_RULES):
        assert {term.partition(":")[0] for term in rule} <= WAYS.keys()
    every = Links(columns={name: name for name in WAYS})
    assert len(every.rules()) == len(BLOCKING_RULES)
