"""Lines of standard input become hashes; what is wrong is said without its value."""

import pyarrow as pa
import pytest

from ingestion.asked import read_asked
from ingestion.errors import LocatedError
from ingestion.identity import keyed_hashes
from ingestion.workspace.sources import Workspace

KEY = b"a key for tests only"
WORKSPACE = Workspace.model_validate(
    {
        "company": "Test",
        "emails": {"drop_plus_tags": True},
        "sources": {
            "calls": {"connector": "files", "account_space": "crm"},
            "chat": {"connector": "files", "social_space": "handles"},
            "base": {"connector": "files", "entity": "activity"},
        },
    }
)


def key_of(type, value, space=""):
    return keyed_hashes(KEY, type, space, pa.array([value]))[0].as_py()


def asked(*lines):
    return read_asked(lines, WORKSPACE, KEY)


def test_identifiers_are_normalised_as_at_landing():
    found = asked("Phone, 06 12 34 56 78 ", "", "email,Jean+shop@X.fr")
    assert [(one.line, one.type) for one in found] == [(1, "phone"), (3, "email")]
    assert found[0].keys == (key_of("phone", "+33612345678"),)
    assert found[1].keys == (key_of("email", "jean@x.fr"),)


def test_an_account_is_looked_for_in_its_space_or_in_all():
    (one,) = asked("account,0042,crm")
    assert one.keys == (key_of("account", "0042", "crm"),)
    (one,) = asked('account,"00,42"')
    assert one.keys == (
        key_of("account", "00,42", "chat"),
        key_of("account", "00,42", "crm"),
    )
    (one,) = asked("social,@jean")
    assert one.keys == (
        key_of("social", "@jean", "calls"),
        key_of("social", "@jean", "handles"),
    )


@pytest.mark.parametrize(
    ("lines", "where", "expected"),
    [
        ([], "standard input: ", "it is empty"),
        ([" ", "\ufeff"], "standard input: ", "it is empty"),
        (["0612345678"], "line 1: ", "holds 1 values"),
        (["", "account,00,42,crm"], "line 2: ", "holds 4 values"),
        (["0612345678,phone"], "line 1, column 1: ", "expected one of account"),
        (["phone,06****5678"], "line 1, column 2: ", "expected a whole phone"),
        (["account,3.36E+10"], "line 1, column 2: ", "expected a whole account"),
        (["account,0612345678,base"], "line 1, column 3: ", "account: chat, crm"),
        (["phone,0612345678,crm"], "line 1, column 3: ", "phone: nothing"),
        (['account,"0612345678'], "line 1: ", "cannot be read"),
    ],
)
def test_a_wrong_line_is_told_by_its_place_and_never_by_its_value(
    lines, where, expected
):
    with pytest.raises(LocatedError) as caught:
        asked(*lines)
    said = str(caught.value)
    assert where in said and expected in said
    said = said.replace("phone,0612345678 or account,0042", "")  # the example
    for value in ("0612345678", "5678", "3.36", "00,42"):
        assert value not in said
