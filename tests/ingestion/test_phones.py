import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.phones import PLANS, e164, normalised_phones


def one(text, country="FR"):
    return normalised_phones(pa.array([text], pa.string()), country).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "(06) 12 34 56 78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "'0612345678",
        " 0612345678 ",
        "+33612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        "0033 6 12 34 56 78",
        "33612345678",
        "612345678",
        "tel:+33612345678",
        "sip:+33612345678@operator.example;user=phone",
        "06 12 34 56 78 poste 12",
        "0612345678;",
        "tel:+33612345678;ext=1234",
        "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",  # full width
    ],
)
def test_one_french_number_has_one_form(text):
    assert one(text) == "+33612345678"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("07911 123456", "GB", "+447911123456"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 20 7946 0018", "FR", "+442079460018"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("011 33 6 12 34 56 78", "US", "+33612345678"),
        ("612 34 56 78", "ES", "+34612345678"),
        ("030 901820", "DE", "+4930901820"),
        ("0049 30 901820", "FR", "+4930901820"),
        ("+39 06 6982", "FR", "+39066982"),  # Italy keeps its zero
        ("01 99 00 10 42", "FR", "+33199001042"),  # kept for films, yet possible
        ("06 92 12 34 56", "FR", "+262692123456"),  # Réunion, dialled from Paris
        ("0262 12 34 56", "FR", "+262262123456"),
        ("+33 6 90 12 34 56", "FR", "+590690123456"),  # Guadeloupe
        ("06 94 12 34 56", "FR", "+594694123456"),  # Guyane
        ("06 96 12 34 56", "FR", "+596696123456"),  # Martinique
        ("06 39 12 34 56", "FR", "+262639123456"),  # Mayotte
        ("06 39 98 34 56", "FR", "+33639983456"),  # kept for films
        ("0709 00 12 34", "FR", "+590709001234"),
        ("0709 04 12 34", "FR", "+590709041234"),
        ("0709 05 12 34", "FR", "+33709051234"),  # given to nobody there
        ("0709 13 12 34", "FR", "+596709131234"),
        ("0709 23 12 34", "FR", "+262709231234"),
        ("0709 33 12 34", "FR", "+594709331234"),
        ("0709 34 12 34", "FR", "+33709341234"),
        ("0709 35 12 34", "FR", "+262709351234"),
        ("0976 01 23 45", "FR", "+590976012345"),
        ("0976 61 23 45", "FR", "+596976612345"),
        ("0596 50 12 34", "FR", "+596596501234"),
        ("0596 20 12 34", "FR", "+33596201234"),
        ("+596 596 20 12 34", "FR", "+33596201234"),
        ("0269 61 23 45", "YT", "+33269612345"),
        ("+262 269 61 23 45", "FR", "+33269612345"),
        ("+262 692 12 34 56", "FR", "+262692123456"),
        ("06 95 12 34 56", "FR", "+33695123456"),  # metropolitan, next to those
    ],
)
def test_numbers_of_other_countries(text, country, expected):
    assert one(text, country) == expected


OVERSEAS = {"RE": 262, "YT": 262, "GP": 590, "GF": 594, "MQ": 596}


@pytest.mark.parametrize("country", sorted(OVERSEAS))
@pytest.mark.parametrize(
    ("national", "expected"),
    [
        ("612345678", "+33612345678"),
        ("123456789", "+33123456789"),
        ("692123456", "+262692123456"),
        ("690123456", "+590690123456"),
    ],
)
def test_a_company_overseas_reads_numbers_as_one_of_paris(country, national, expected):
    writings = [f"0{national}", national, f"+33{national}", f"0033 {national}"]
    assert {one(text, country) for text in writings} == {expected}


def test_a_company_overseas_knows_its_code_without_a_sign():
    for text in ("262692123456", "00262 692 12 34 56", "+262 (0)692 12 34 56"):
        assert one(text, "RE") == "+262692123456"


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(OVERSEAS)),
    st.sampled_from(["26", "59", "69", "639", "709", "80", "93", "94", "97", "6", "9"]),
    st.data(),
)
def test_an_overseas_number_is_one_however_it_is_dialled(country, start, data):
    rest = 9 - len(start)
    digits = start + data.draw(st.text("0123456789", min_size=rest, max_size=rest))
    if len(set(digits[-8:])) == 1:
        return
    own = f"+{OVERSEAS[country]}{digits}"
    writings = [f"0{digits}", f"+33{digits}", f"0033{digits}", own, f"00{own[1:]}"]
    found = {one(text, home) for text in writings for home in ("FR", country)}
    assert len(found) == 1
    assert found <= {f"+{code}{digits}" for code in (33, *OVERSEAS.values())}
    (whole,) = found
    # A mobile of a department, by the library, is written with its code.
    number = phonenumbers.parse(own)
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
        assert whole == own


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "anonymous",
        "Anonyme",
        "masqué",
        "inconnu",
        "withheld",
        "0000000000",
        "0600000000",
        "+33 6 66 66 66 66",
        "9999999999",
        "061234XXXX",
        "06 12 34 ** **",
        "06 12 34 __ __",
        "0612",
        "33",
        "+33 6 12",
        "0033 6 12 34",
        "06 12 34 56 7",  # cut by a digit
        "3900",
        "06 12 34 56 78 90",
        "0612345678 / 0798765432",
        "0612345678;0698765432",
        "06 12 34 56 78 ; +33 6 98 76 54 32",
        "tel:0612345678;0698765432",
        "3,3199E+10",
        "3.36E+10",
        "33612345678.0",
        "612345678.0",
        "061234567.0",  # would be 06 12 34 56 70 without its dot
        "+33612345678,00",
    ],
)
def test_what_is_no_number_is_null(text):
    assert one(text) is None


def test_order_repeats_and_chunks_are_kept():
    values = pa.chunked_array([["0612345678", None], ["inconnu", "06 12 34 56 78"]])
    assert normalised_phones(values, "FR").to_pylist() == [
        "+33612345678",
        None,
        None,
        "+33612345678",
    ]
    assert normalised_phones(pa.array([], pa.string()), "FR").to_pylist() == []


def written(digits, country):
    """Give the ways in which people of a country write a national number."""
    plan = PLANS[country]
    pairs = " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))
    home = [plan.trunk + digits, plan.trunk + pairs, f"'{plan.trunk}{digits}"]
    code = plan.calling_code
    return home + [
        f"+{code}{digits}",
        f"+{code} {pairs}",
        f"{plan.abroad}{code}{digits}",
    ]


def is_valid(code, digits):
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+{code}{digits}"))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_valid_numbers_come_out_as_the_library_says(country, data):
    length = 10 if country in ("GB", "US") else 9
    digits = data.draw(st.text("0123456789", min_size=length, max_size=length))
    number = phonenumbers.parse(f"+{PLANS[country].calling_code}{digits}")
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number) or len(set(digits[-8:])) == 1:
        return
    if country == "FR" and any(is_valid(code, digits) for code in OVERSEAS.values()):
        return  # a property of its own
    assert {one(text, country) for text in written(digits, country)} == {whole}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    st.sampled_from([*sorted(PLANS), *sorted(OVERSEAS), "DE", "IT"]),
    st.sampled_from(
        [
            "",
            "+262",
            "0590",
            "0709",
            "+",
            "+33",
            "0033",
            "33",
            "+330",
            "0",
            "+44",
            "07",
            "+1",
            "011",
            "069",
        ]
    ),
    st.text("0123456789 .-/()+',\u00a0", min_size=4, max_size=16),
)
def test_the_quick_path_agrees_with_the_rule(country, start, rest):
    assert one(start + rest, country) == e164(start + rest, country)
