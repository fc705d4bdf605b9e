"""The report's table of definitions, and the headline where codes are not mapped."""

import re

import pytest

from publish.report import points
from tests.publish.publishing import change, current, run
from tests.publish.test_report import count_in, text_of

PERIOD = "period_grain = 'last_12_months' and slice = 'all'"


def rules_in(report) -> dict[str, list[str]]:
    """Return the cells of each row of the table, by the definition's name."""
    page = report.read_text()
    section = page[page.index('<section class="rules">') :]
    section = section[: section.index("</section>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", section, re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in rows]
    return {row[0]: row[1:] for row in cells if row}


def republished(data_dir, company, *statements):
    change(data_dir, *statements)
    assert run(data_dir, company) == 0
    return current(data_dir) / "report.html"


def test_each_rule_stands_with_its_rate_interval_and_points_to_ours(data_dir, company):
    report = republished(
        data_dir,
        company,
        f"update marts.reiteration_rates set rate = 0.2 where {PERIOD} "
        "and definition_id = 'once_and_done'",
        "update marts.reiteration_rates set rate = 0.125, rate_low = 0.1, "
        f"rate_high = 0.15 where {PERIOD} and definition_id = 'same_channel'",
        "update marts.reiteration_rates set rate = 1.5, rate_low = 1.25, "
        f"rate_high = 1.75 where {PERIOD} and definition_id = 'ni14_mean_contacts'",
        f"update marts.reiteration_rates set is_small_cell = true where {PERIOD} "
        "and definition_id = 'any_reason'",
    )
    rules = rules_in(report)
    same_channel = rules["Same channel (classic first contact resolution)"]
    assert same_channel[:3] == ["12.5%", "10.0–15.0", "−7.5"]
    assert rules["NI14 mean contacts per request"][:3] == ["1.50", "1.25–1.75", "–"]
    assert rules["Any reason"][0] == "too few to read"
    assert next(iter(rules)) == "Once &amp; Done"


def test_every_definition_with_a_rate_has_its_row(company, published):
    rows, rated = count_in(
        company,
        "select count(*) filter (rate is not null), count(*) from "
        f"marts.reiteration_rates where {PERIOD}",
    )
    assert len(rules_in(published / "report.html")) == rows > 15
    # Nobody's cases: the company has no help desk.
    assert rated == rows


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.1, "+10.0"), (-0.1, "−10.0"), (0.0004, "0.0"), (-0.0004, "0.0"), (None, "–")],
)
def test_points_are_signed_unless_they_are_none(difference, said):
    assert points(difference) == said


def test_under_70_percent_coverage_no_rule_is_compared(data_dir, company):
    report = republished(
        data_dir,
        company,
        "update marts.contacts set customer_id = null where hash(contact_id) % 2 = 0",
    )
    assert "One log, every rule" not in text_of(report)


def test_without_a_mapping_the_headline_is_any_reason(data_dir, company):
    report = republished(
        data_dir,
        company,
        "update marts.data_readiness set is_met = false "
        "where prerequisite = 'reasons_mapped'",
        "update marts.reiteration_rates set eligible_ticket_count = 1234, rate = 0.3, "
        f"rate_low = 0.25, rate_high = 0.35 where {PERIOD} "
        "and definition_id = 'any_reason'",
    )
    text = text_of(report)
    assert "Reiterated, any reason taux de réitération, tous motifs 30.0%" in text
    assert "25.0% to 35.0%" in text
    assert "By each source's own codes:" in text
    assert "1,234 eligible chains of contacts" in text


def test_with_a_mapping_the_headline_is_by_reason(published):
    assert "Reiterated, any reason" not in text_of(published / "report.html")
