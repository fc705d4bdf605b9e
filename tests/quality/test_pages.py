"""The pages of the audits show no person, and open without any other host."""

import re
import shutil

import duckdb
import pytest

from quality.__main__ import main
from tests.quality.landing import DELIVERY, IDENTIFIER, INTERACTION

PLANTED = ("jean.dupont@example.com", "+33612345678", "Jeanne Martin", "K-4711")
EMAIL, PHONE, NAME, ACCOUNT = PLANTED


@pytest.fixture
def site(raw, company):
    """Pages of a held load and of failing marts, with persons in every text."""
    shutil.copytree(company.data_dir / "raw", raw.raw)
    shutil.copy(company.data_dir / "warehouse.duckdb", raw.data_dir)
    row = INTERACTION | {
        "source_name": "desk",
        "channel": PHONE,
        "queue_name": NAME,
        "source_interaction_id": ACCOUNT,
        "extra": NAME,
        "agent_key": NAME,
    }
    raw.land(
        "9.1",
        "desk",
        interactions=[row] * 2,
        identifiers=[IDENTIFIER | {"identifier_key": EMAIL, "identifier_type": NAME}],
        deliveries=[DELIVERY | {"source_name": NAME, "file_name": f"{NAME}.csv"}],
    )
    raw.audit("--source", "desk")
    with duckdb.connect(raw.data_dir / "warehouse.duckdb") as connection:
        for mart, column in (
            ("interactions", "channel"),
            ("interactions", "customer_id"),
            ("tickets", "resolution"),
            ("reiteration_rates", "slice_value"),
            ("contact_reasons", "contact_reason_id"),
            ("channel_switches", "contact_reason_id"),
            ("customers", "customer_id"),
        ):
            connection.execute(f"update marts.{mart} set {column} = '{EMAIL}'")
    assert main(["marts", "--data-dir", str(raw.data_dir)]) == 1
    return raw.data_dir / "quality"


def test_no_planted_person_is_on_any_page_or_in_the_verdict(site):
    texts = {path: path.read_text() for path in site.rglob("*") if path.is_file()}
    assert len(texts) >= 4
    for path, text in texts.items():
        for value in PLANTED:
            assert value not in text, path


def test_audits_hold_no_planted_value_but_the_name_of_the_file(site):
    text = (site.parent / "raw" / "_audits" / "desk__9.1.json").read_text()
    assert "held" in text
    for value in (EMAIL, PHONE, ACCOUNT):
        assert value not in text


def test_pages_fetch_nothing_and_lead_to_each_other(site):
    for path in site.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"(src|href)=.(https?:)?//|@import|<script", text), path
        for link in re.findall(r'href="([^"#]+)"', text):
            assert (path.parent / link).exists(), (path, link)


def test_pages_show_every_expectation_with_its_verdict(site):
    page = (site / "pages" / "marts.html").read_text()
    assert 'id="tickets.resolutions"' in page
    assert "✘ fails" in page and "✔ holds" in page
    held = (site / "pages" / "desk__9.1.html").read_text()
    assert "interactions.channel" in held
    assert "desk__9.1.html" in (site / "index.html").read_text()
