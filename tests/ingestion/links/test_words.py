import pytest

from ingestion.links import words


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (
            ["Jean-Pierre", "JEAN PIERRE", "jean pierre ", "M. Jean-Pierre"],
            "jeanpierre",
        ),
        (["Le Goff", "LEGOFF", "le-goff"], "legoff"),
        (["d'Ormesson", "D’ORMESSON", "Dormesson"], "dormesson"),
        (["Œuvrard", "OEUVRARD"], "oeuvrard"),
        (["Mélenec", "Me\u0301lenec", "MELENEC"], "melenec"),
        (["Ste-Marthe", "Sainte Marthe"], "saintemarthe"),
    ],
)
def test_ways_of_writing_a_name_are_one(ways, expected):
    assert {words.joined_name(way) for way in ways} == {expected}


def test_particles_are_no_part_of_a_name_unless_it_is_all_there_is():
    assert words.bare_name("de Villepin") == words.bare_name("VILLEPIN") == "villepin"
    assert words.bare_name("de La Tour") == "tour"
    assert words.bare_name("Le") == "le"
    assert words.name_parts("Martin-Dupont") == ["dupont", "martin"]
    assert words.name_parts("de la Tour d'Auvergne") == ["auvergne", "tour"]
    assert words.name_parts("Du") == ["du"]


def test_the_first_of_several_first_names_leads():
    assert words.leading_name("Jean-Pierre") == "jean"
    assert words.leading_name("Mme Zoé") == "zoe"
    assert words.leading_name("-") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1961-07-23", "1961-07-23"),
        ("1961-07-23 00:00:00", "1961-07-23"),
        ("19610723", "1961-07-23"),
        ("23/07/1961", "1961-07-23"),
        ("03/07/1961", "1961-07-03"),  # day before month
        ("23.07.1961", "1961-07-23"),
        ("23-07-1961", "1961-07-23"),
        ("01/01/1900", None),  # what a form fills in
        ("1853-24-24", "1853-24-24"),  # no date, yet near one
        ("unknown", None),
        ("", None),
    ],
)
def test_dates_of_birth_in_any_order(text, expected):
    assert words.date(text) == expected


def test_a_declared_format_is_the_only_one():
    assert words.date("07/23/1961", "%m/%d/%Y") == "1961-07-23"
    assert words.date("23/07/1961", "%m/%d/%Y") is None


def test_towns_addresses_and_postcodes():
    for text in ("Paris 12e", "PARIS CEDEX 12", "Paris"):
        assert words.place(text) == "paris"
    assert words.place("St-Denis") == words.place("SAINT DENIS") == "saintdenis"
    assert words.place("12") == "12"
    assert words.address("3 bis, Bd St-Michel") == "3 bis boulevard saint michel"
    assert words.postcode("01000") == words.postcode("1000") == "01000"
    assert words.postcode("EH1 3PY") == "eh13py"
    assert words.postcode(" ") is None
