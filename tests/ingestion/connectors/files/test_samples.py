"""The outsourcer's drops of the shared samples give what their list says."""

import json
import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[4]
SHARED = Path(os.environ.get("SHARED_DATA", REPOSITORY.parent / "shared"))
SAMPLES = SHARED / "reference" / "source_samples" / "outsourcer_drop"

pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="no samples: SHARED_DATA names the folder with them"
)
ALPHA = {
    "source_interaction_id": {"one_of": ["Réf contact", "Ref contact"]},
    "customer_account": {"one_of": ["N° client", "Num client"]},
    "customer_phone": {"one_of": ["Téléphone", "Tel"]},
    "channel": "Canal",
    "direction": "Sens",
    "started_at": {"one_of": ["Début", "Debut"]},
    "ended_at": "Fin",
    "waiting_seconds": {"one_of": ["Attente (s)", "Attente"]},
    "outcome": {"one_of": ["Issue", "Statut"]},
    "source_reason_code": "Motif",
    "agent": "Agent",
}
VALUES = {
    "channel": {"Appel": "phone", "Mail": "email", "Tchat": "chat"},
    "direction": {"Entrant": "inbound"},
    "outcome": {"Traité": "handled", "Abandonné": "abandoned"},
}


@pytest.fixture
def alpha(company):
    for path in SAMPLES.iterdir():
        copy = company.folder / "drops" / path.name
        shutil.copy(path, copy)
        company.age(copy)
    # The samples are of October 2026, after the day of the other tests.
    company.now = company.now.replace(month=12)

    def configure(duration: dict, **settings):
        company.configure(
            ALPHA | {"handling_seconds": duration},
            values=VALUES,
            ids="plain",
            timestamp_format="%d/%m/%Y %H:%M:%S",
            **settings,
        )

    company.configure_alpha = configure
    return company


def test_the_first_export(alpha, key_of):
    expected = json.loads((SAMPLES / "expected.json").read_text())["alpha_20261025.csv"]
    minutes = {"from": "Durée (min)", "unit": "minutes"}
    alpha.configure_alpha(minutes, path=["drops/alpha_20261025*", "drops/*27.csv*"])
    assert alpha.pull().errors == []
    (account,) = alpha.rows("deliveries")  # the resent file and the .part are not there
    assert account["accepted_count"] == expected["data_rows"]
    assert account["rejected_count"] == expected["rejected_rows"]
    assert account["skipped_count"] == len(expected["skipped"])
    found = {row["source_interaction_id"]: row for row in alpha.rows("interactions")}
    phones = {
        row["source_interaction_id"]: row["identifier_key"]
        for row in alpha.rows("identifiers")
        if row["identifier_type"] == "phone"
    }
    assert len(found) == len(expected["records"])
    for record in expected["records"]:
        row = found[record["ref"]]
        for name in ("handling_seconds", "waiting_seconds", "outcome"):
            assert row[name] == record.get(name, row[name])
        for name in ("started_at", "ended_at"):
            if name in record:
                assert f"{row[name]:%Y-%m-%dT%H:%M:%SZ}" == record[name]
        candidates = record.get("started_at_candidates")
        if candidates:
            assert f"{row['started_at']:%Y-%m-%dT%H:%M:%SZ}" == candidates[0]
        if "phone" in record:
            phone = record["phone"] and key_of("phone", record["phone"])
            assert phones.get(record["ref"]) == phone


def test_the_export_with_a_new_header(alpha):
    alpha.configure_alpha({"from": "Duree (s)"}, path="drops/alpha_20261026*")
    assert alpha.pull().errors == []
    assert alpha.column("handling_seconds") == [750, 750]
    assert alpha.column("source_reason_code") == ["Facture – réclamation", None]


def test_the_workbook(alpha):
    columns = {
        "source_interaction_id": "Ref",
        "customer_account": "Client",
        "customer_phone": "Téléphone",
        "started_at": "Début",
        "handling_seconds": {"from": "Durée", "unit": "hh:mm:ss"},
    }
    source = alpha.CALLS | {"path": "drops/beta*", "columns": columns, "header_row": 3}
    alpha.configure_all({"calls": source})
    assert alpha.pull().errors == []
    assert alpha.column("handling_seconds") == [750, 240, 540]
    starts = [f"{start:%d %H:%M}" for start in alpha.column("started_at")]
    assert starts == ["25 09:00", "25 09:30", "25 11:00"]
    assert len(alpha.rows("identifiers")) == 5
