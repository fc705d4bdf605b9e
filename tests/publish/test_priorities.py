"""The report says what to fix first and what scenarios would save, or keeps silent."""

import re

import pytest

from publish.priorities import case, spoken_months
from tests.publish.test_report import rerun, text_of

PRIORITY = (
    "update marts.reason_priorities set priority_rank = 1, best_rank = 1, "
    "worst_rank = 3, yearly_avoidable_cost_amount = 12345, "
    "yearly_avoidable_cost_amount_low = 11000, "
    "yearly_avoidable_cost_amount_high = 15000.4, cumulative_share = 0.61, "
    "excess_ticket_count = 20, priced_excess_ticket_count = 17, "
    "unranked_because = null, avoidable_fte = 0.456, hours_per_post = 1234.4, "
    "is_annualised = true, day_count = 151, "
    "first_cause = 'unresolved', first_cause_share = 0.52, second_cause = 'waiting', "
    "second_cause_share = 0.2, switch_from_channel = 'phone', "
    "switch_to_channel = 'email', switch_share = 0.1 "
    "where contact_reason_id = 'billing'"
)


CELL = r'<t[dh]\b[^>]*?(?:colspan="(\d+)"[^>]*)?>'


def scenario(
    name, reason="billing", net=90, months="2", small="false", lines=1, priced=1.0
):
    return (
        "insert into marts.what_if_savings by name select "
        f"'{name}' as scenario, '{reason}' as contact_reason_id, "
        f"{lines} as line_count, "
        "1000 as yearly_cost_amount, 100 as yearly_saving_amount, "
        "80 as yearly_saving_amount_sampling_low, "
        "120 as yearly_saving_amount_sampling_high, "
        "50 as yearly_saving_amount_lever_low, 400 as yearly_saving_amount_lever_high, "
        "15 as one_off_amount, 10 as yearly_amount, "
        f"{net} as net_yearly_saving_amount, "
        f"{months} as payback_months, 0.5 as fte_released, "
        f"{priced} as priced_contact_share, {priced < 0.7} as is_underpriced, "
        "1131.3 as hours_per_post, true as is_annualised, 151 as day_count, "
        f"1.25 as break_even_handling_time_factor, {small} as is_small_cell"
    )


def alone(name, reason, **figures):
    """Return the statements of a scenario with one line."""
    return [scenario(name, where, **figures) for where in (reason, "all")]


def test_a_priority_stands_with_all_a_consultant_needs(data_dir, company):
    text = rerun(data_dir, company, PRIORITY)
    assert "151 days, brought to a year" in text
    # Its upper end counts late internal work: no 95 % interval.
    assert "Avoidable cost a year, EUR Least to most, late internal work in" in text
    assert (
        "1 (1–3) Billing <b>dispute</b> Contestation de facture 12,345 11,000–15,000 "
        "85% 61% 0.46 – Unresolved 52%, waiting 20%; phone to e-mail 10%"
    ) in text
    assert "Billing <b>dispute</b> begun on phone (12,345 EUR)" in text
    assert "A post is 1,234 in-house hours of work a year" in text


def test_a_reason_of_few_prices_stands_without_a_rank_and_why(data_dir, company):
    text = rerun(
        data_dir,
        company,
        "update marts.reason_priorities set unranked_because = 'too_few_priced', "
        "excess_ticket_count = 20, priced_excess_ticket_count = 13 "
        "where contact_reason_id = 'billing'",
    )
    assert "What to fix first" in text
    assert "under 70 % of their tickets with contacts beyond" in text
    assert "Billing <b>dispute</b> (65%)" in text


def test_a_scenario_stands_with_both_ranges_and_its_payback(data_dir, company):
    text = rerun(
        data_dir,
        company,
        scenario("Bills <i>explained</i>", net=95, months="null", lines=2),
        scenario("Bills <i>explained</i>", "*", net=80, months="null", lines=2),
        scenario("Bills <i>explained</i>", "all", net=175, months="3", lines=2),
        *alone("Better", "billing", net=176),
        *alone("Never", "*", net=-5, months="null"),
        *alone("Tiny", "billing", small="true"),
    )
    rest = "1,000 100 80 to 120 50 to 400 15, 10"
    # The greater net saving first; under a scenario its lines, without payback.
    assert (
        f"Better (Billing <b>dispute</b>) {rest} 2 months 0.50 1.25 "
        f"Bills <i>explained</i> (2 lines) {rest} 3 months 0.50 1.25 "
        f"· of it Billing <b>dispute</b> {rest} 0.50 1.25 "
        f"· of it all other reasons {rest} 0.50 1.25 "
        "Tiny (Billing <b>dispute</b>) too few to read "
        f"Never (all reasons) {rest} never"
    ) in text
    assert "A year (151 days, brought to a year), at the middle of" in text
    assert "bold end, where internal work after the expected contacts goes" in text
    assert "A post is 1,131 in-house hours of work a year" in text


def test_a_saving_of_few_prices_stands_without_a_payback_and_why(data_dir, company):
    text = rerun(
        data_dir,
        company,
        *alone("Known", "billing", priced=0.93),
        *alone("Unknown", "billing", net=80, months="null", priced=0.65),
    )
    rest = "1,000 100 80 to 120 50 to 400 15, 10"
    assert f"Known (Billing <b>dispute</b>) 93% of its contacts priced {rest} 2" in text
    assert (
        "Unknown (Billing <b>dispute</b>) 65% of its contacts priced "
        f"{rest} too little priced"
    ) in text
    assert "under 70 % of contacts in such tickets nothing is said of payback" in text


def test_without_prices_and_scenarios_the_report_keeps_silent(published):
    text = text_of(published / "report.html")
    assert "What to fix first" not in text
    assert "What a change would save" not in text


@pytest.mark.parametrize(
    ("months", "words"),
    [(0.4, "under a month"), (1.4, "1 month"), (35, "35 months"), (36, "3 years")],
)
def test_months_are_said_as_a_board_would(months, words):
    assert spoken_months(months) == words


def test_what_pays_at_once_never_or_has_no_price():
    def said(months, net, is_whole=True, is_underpriced=False):
        return case(
            {
                "is_underpriced": is_underpriced,
                "payback_months": months,
                "net_yearly_saving_amount": net,
                "is_whole": is_whole,
            }
        )

    assert said(0, 5) == "at once"
    assert said(None, 0) == "never"
    assert said(None, None) == "not priced"
    assert said(None, 5, is_underpriced=True) == "too little priced"
    assert said(None, 5, is_whole=False) == ""


def test_every_row_of_a_table_has_a_cell_for_each_heading(data_dir, company):
    rerun(data_dir, company, PRIORITY, scenario("Better bills"))
    page = (data_dir / "published" / "current" / "report.html").read_text()
    tables = re.findall(r"<table.*?</table>", page, re.S)
    assert len(tables) > 3
    for table in tables:
        widths = [
            sum(int(span or 1) for span in re.findall(CELL, row))
            for row in re.findall(r"<tr.*?</tr>", table, re.S)
        ]
        assert set(widths) == {widths[0]}, table
