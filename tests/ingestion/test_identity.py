import hashlib
import hmac
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pytest

from ingestion.emails import normalised_emails
from ingestion.errors import IngestionError
from ingestion.identity import (
    excel_damaged,
    identifier_space,
    keyed_hashes,
    normalised,
    normalised_accounts,
)
from ingestion.secret import identity_key
from ingestion.workspace.sources import Emails

KEY = b"a key of the test, long"
ROOT = Path(__file__).parents[2]


def test_a_hash_is_the_one_that_openssl_makes():
    # printf 'email\x1f\x1fjean@example.fr' | openssl dgst -sha256 -hmac "$KEY"
    hashes = keyed_hashes(KEY, "email", "", pa.array(["jean@example.fr"]))
    assert hashes.to_pylist() == ["a64d81c75e7644dfbac4c2cb9e500867"]
    hashes = keyed_hashes(KEY, "account", "crm", pa.array(["0042"]))
    assert hashes.to_pylist() == ["8017b85a78305bf958c81ef1e442af4f"]


@pytest.mark.parametrize("length", [16, 63, 64, 65, 200])
def test_a_key_of_any_length_gives_hmac(length):
    key = bytes(range(length))
    message = b"phone\x1f\x1f+33612345678"
    expected = hmac.new(key, message, hashlib.sha256).hexdigest()[:32]
    hashes = keyed_hashes(key, "phone", "", pa.array(["+33612345678"]))
    assert hashes.to_pylist() == [expected]


def test_hashes_keep_order_repeats_and_nulls():
    values = pa.chunked_array([["b", None], ["a", "b"], [], ["é"]], pa.string())
    hashes = keyed_hashes(KEY, "account", "crm", values).to_pylist()
    assert hashes[0] == hashes[3] != hashes[2]
    assert hashes[1] is None
    assert len(set(hashes)) == 4
    assert keyed_hashes(KEY, "account", "crm", values.slice(2, 1)).to_pylist() == [
        hashes[2]
    ]


def test_no_values_give_no_hashes():
    assert keyed_hashes(KEY, "email", "", pa.array([], pa.string())).to_pylist() == []


def test_type_space_and_key_all_change_the_hash():
    values = pa.array(["42"])
    hashes = {
        keyed_hashes(key, type, space, values)[0].as_py()
        for key in (KEY, KEY + b"2")
        for type in ("account", "order")
        for space in ("crm", "shop", "")
    }
    assert len(hashes) == 12


def test_emails_are_trimmed_lowered_and_composed():
    values = pa.array(
        ["  Jean.DUPONT@Example.FR ", "\ufeffa@b\u00a0", "Rene\u0301@x.fr"]
    )
    assert normalised_emails(values).to_pylist() == [
        "jean.dupont@example.fr",
        "a@b",
        "ren\u00e9@x.fr",
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "jean", "@x.fr", "jean@", "a@b@c", "a b@c.fr", "a@b;c@d", None]
)
def test_what_is_no_email_is_null(text):
    assert normalised_emails(pa.array([text], pa.string())).to_pylist() == [None]


@pytest.mark.parametrize(
    "text",
    [
        " \u200ejean@x.fr",
        "jean@x.fr\u200b ",
        "\u202ajean@x.fr\u202c",
        "mailto:jean@x.fr",
    ]
    + ["MailTo:jean@x.fr?subject=Bonjour", "'jean@x.fr", "'jean@x.fr'", "jean@x.fr."],
)
def test_what_stands_around_an_address_is_no_part_of_it(text):
    assert normalised_emails(pa.array([text])).to_pylist() == ["jean@x.fr"]


@pytest.mark.parametrize(
    "text", ["j*@gmail.com", "j…@gmail.com", "j•@gmail.com", "j●n@x.fr", "*@x.fr"]
)
def test_an_address_with_one_mark_of_a_mask_identifies_nobody(text):
    assert normalised_emails(pa.array([text])).to_pylist() == [None]


@pytest.mark.parametrize(
    "text",
    ["maxxxx1@gmail.com", "o'brien@x.fr", "j.mailto:a@x.fr", "a?b@x.fr", "j#1@x.fr"],
)
def test_what_only_looks_like_a_mask_or_a_link_stays_in_an_address(text):
    assert normalised_emails(pa.array([text])).to_pylist() == [text]


WRITINGS = ["j.ean+shop@googlemail.com", "jean@gmail.com", "j.ean@orange.fr"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, WRITINGS),
        (
            {"drop_plus_tags": True},
            ["j.ean@googlemail.com", "jean@gmail.com", "j.ean@orange.fr"],
        ),
        (
            {"join_provider_aliases": True},
            ["jean+shop@gmail.com", "jean@gmail.com", "j.ean@orange.fr"],
        ),
        (
            {"drop_plus_tags": True, "join_provider_aliases": True},
            ["jean@gmail.com", "jean@gmail.com", "j.ean@orange.fr"],
        ),
    ],
)
def test_writings_of_one_mailbox_are_one_only_where_the_company_says_so(
    settings, expected
):
    found = normalised_emails(pa.array(WRITINGS), Emails(**settings))
    assert found.to_pylist() == expected


def test_icloud_domains_are_one_mailbox_and_those_that_may_be_two_stay_apart():
    emails = Emails(drop_plus_tags=True, join_provider_aliases=True)
    values = ["a.b@me.com", "a.b@mac.com", "a@wanadoo.fr", "a@hotmail.fr", "+a@x.fr"]
    assert normalised_emails(pa.array(values), emails).to_pylist() == [
        "a.b@icloud.com",
        "a.b@icloud.com",
        "a@wanadoo.fr",
        "a@hotmail.fr",
        "+a@x.fr",  # all tag and no name: nothing is left to compare
    ]


@pytest.mark.parametrize("type", ["account", "device", "social", "order", "phone"])
@pytest.mark.parametrize(
    "text",
    ["anonymous", "Anonyme", "INCONNU", "Masqué", "non communiqué", "null", "N/A"]
    + ["12****34", "########", "1234XXXX", "••••", "-", "?", "0", "000000"]
    + ["NA", "NC", "n.c.", "aucun", "non renseigne", "Non renseigné", "(null)"]
    + ["<null>", "[NULL]", "\\N", "XXXX", "xxxxxxxx", "#N/A", "#REF!", "#VALUE!"]
    + ["#NOM?", "#DIV/0!", "00000000-0000-0000-0000-000000000000"]
    + ["{00000000-0000-0000-0000-000000000000}"],
)
def test_what_hides_a_person_identifies_nobody(type, text):
    assert normalised(type, pa.array([text]), "FR").to_pylist() == [None]


def test_a_masked_address_identifies_nobody():
    values = pa.array(["j***@x.fr", "jean@x*.fr"])
    assert normalised_emails(values).to_pylist() == [None, "jean@x*.fr"]


@pytest.mark.parametrize(
    "text",
    ["xxxxjoe", "joe_xxxx", "00420", "A*7", "Private-8"]
    + ["NA1", "NC-0042", "ANNA", "aucun7", "N", "XXX", "NULL01", "#1", "#N12", "(42)"]
    + ["00000000-0000-0000-0000-000000000001"],
)
def test_what_only_looks_like_a_mask_is_kept(text):
    assert normalised("social", pa.array([text]), "FR").to_pylist() == [text]


def test_accounts_keep_leading_zeros_and_case():
    values = pa.array([" 0042", "42", "Ab-7", "12E45", "1.5.0", "", "  ", None])
    assert normalised_accounts(values).to_pylist() == [
        "0042",
        "42",
        "Ab-7",
        "12E45",
        "1.5.0",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "text",
    ["'0042", "'0042'", " \u200e0042", "0042\u200b ", "\u00a0\u200b 0042", "' 0042"],
)
def test_marks_around_an_account_are_no_part_of_it(text):
    assert normalised_accounts(pa.array([text])).to_pylist() == ["0042"]


def test_an_apostrophe_inside_an_account_stays():
    values = pa.array(["O'42", "42'", "'", "''", "'NC", "'00"])
    assert normalised_accounts(values).to_pylist() == ["O'42", "42'"] + [None] * 4


@pytest.mark.parametrize(
    "text",
    ["3,3199E+10", "3.36E+10", "3.36e+10", "1E+15", "3.3612E10", "1002.0", "1002,00"],
)
def test_accounts_that_a_spreadsheet_damaged_are_null(text):
    values = pa.array([text])
    assert excel_damaged(values).to_pylist() == [True]
    assert normalised_accounts(values).to_pylist() == [None]


def test_each_type_has_its_normaliser():
    def one(type, text):
        return normalised(type, pa.array([text]), "FR").to_pylist()

    assert one("email", "A@B.fr ") == ["a@b.fr"]
    assert one("phone", "06 12 34 56 78") == ["+33612345678"]
    for type in ("account", "device", "social", "order"):
        assert one(type, " A01 ") == ["A01"]


def test_only_accounts_and_handles_have_a_space_of_their_source():
    assert identifier_space("email", "crm", "numbers", "handles") == ""
    assert identifier_space("phone", "crm", "numbers", "handles") == ""
    assert identifier_space("social", "crm", "numbers", "handles") == "handles"
    assert identifier_space("social", "crm", "numbers") == "crm"
    assert identifier_space("device", "crm", "numbers", "handles") == "crm"
    for type in ("account", "order"):
        assert identifier_space(type, "crm", "numbers", "handles") == "numbers"
        assert identifier_space(type, "crm") == "crm"


def test_the_key_of_the_environment_is_used_as_it_is(tmp_path, capsys):
    environ = {"IDENTITY_KEY": "exactly16letters"}
    assert identity_key(tmp_path, environ) == b"exactly16letters"
    assert not (tmp_path / "identity.key").exists()
    assert capsys.readouterr().err == ""


def test_a_key_shorter_than_sixteen_characters_is_refused(tmp_path):
    with pytest.raises(IngestionError) as caught:
        identity_key(tmp_path, {"IDENTITY_KEY": "only15letters.."})
    assert "IDENTITY_KEY is too short: expected at least 16" in str(caught.value)
    assert "only15letters" not in str(caught.value)


def test_a_missing_key_is_made_once_private_and_with_a_warning(tmp_path, capsys):
    first = identity_key(tmp_path / "data", {})
    warning = capsys.readouterr().err
    assert "protects nothing against whoever reads that disk" in warning
    assert "secret store" in warning
    assert first.decode() not in warning
    file = tmp_path / "data" / "identity.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first) == 64
    assert identity_key(tmp_path / "data", {}) == first
    assert capsys.readouterr().err == ""
    assert identity_key(tmp_path / "data", {"IDENTITY_KEY": first.decode()}) == first


def test_an_empty_key_file_is_refused(tmp_path):
    (tmp_path / "identity.key").write_text("")
    with pytest.raises(IngestionError, match="identity.key is too short"):
        identity_key(tmp_path, {})


@pytest.mark.parametrize("second", [{}, {"IDENTITY_KEY": "another key, quite long"}])
def test_a_second_key_for_the_same_data_is_refused(tmp_path, second):
    identity_key(tmp_path, {"IDENTITY_KEY": "the first key, quite long"})
    with pytest.raises(IngestionError, match="is not the key that"):
        identity_key(tmp_path, second)


def test_threads_that_start_at_once_agree_on_one_key(tmp_path):
    barrier, keys = threading.Barrier(8), []

    def take():
        barrier.wait()
        keys.append(identity_key(tmp_path, {}))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "identity.fingerprint",
        "identity.key",
    ]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    code = (
        "import sys; from ingestion.secret import identity_key; "
        "print(identity_key(sys.argv[1], {}).decode())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )
        for _ in range(3)
    ]
    keys = {process.communicate()[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(keys) == 1
