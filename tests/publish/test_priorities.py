"""The report says what to fix first, or keeps silent."""

import re

from tests.publish.test_report import rerun, text_of
from tests.publish.test_savings import scenario

PRIORITY = (
    "update marts.reason_priorities set priority_rank = 1, best_rank = 1, "
    "worst_rank = 3, yearly_avoidable_cost_amount = 12345, "
    "yearly_avoidable_cost_amount_low = 11000, "
    "yearly_avoidable_cost_amount_high = 15000.4, cumulative_share = 0.61, "
    "yearly_late_internal_amount = 2500.4, yearly_cost_amount = 40000, "
    "yearly_avoidable_hours = 563.2, rank_with_late_internal = 1, owner = 'Desk', "
    "treatment = 'keep', "
    "excess_ticket_count = 20, priced_excess_ticket_count = 17, "
    "unranked_because = null, avoidable_fte = 0.456, hours_per_post = 1234.4, "
    "is_annualised = true, day_count = 151, "
    "first_cause = 'unresolved', first_cause_share = 0.52, second_cause = 'waiting', "
    "second_cause_share = 0.2, switch_from_channel = 'phone', "
    "switch_to_channel = 'email', switch_share = 0.1 "
    "where contact_reason_id = 'billing'"
)


CELL = r'<t[dh]\b[^>]*?(?:colspan="(\d+)"[^>]*)?>'


def ranked(reason, rank, avoidable, late, with_late, channel="all"):
    """Say of a reason what ranks it, with 10 hours and 0.1 posts."""
    return (
        f"update marts.reason_priorities set priority_rank = {rank}, best_rank = 1, "
        f"worst_rank = 9, unranked_because = null, "
        f"yearly_avoidable_cost_amount = {avoidable}, "
        f"yearly_late_internal_amount = {late}, yearly_cost_amount = 5000, "
        f"rank_with_late_internal = {with_late}, yearly_avoidable_hours = 10, "
        "avoidable_fte = 0.1, cumulative_share = 0.5 "
        f"where contact_reason_id = '{reason}' and first_channel = '{channel}'"
    )


def test_a_priority_stands_with_all_a_consultant_needs(data_dir, company):
    text = rerun(data_dir, company, PRIORITY)
    # Its upper end counts late internal work: no 95 % interval.
    assert "to the upper end of that with internal work after them" in text
    assert "Contacts too many, EUR Internal work after them Cost of the reason" in text
    assert (
        "1 (1–3) Billing <b>dispute</b> Contestation de facture 85% priced whole "
        "12,345 11,000–15,000 2,500 40,000 61% 563 (0.46) Desk , keep, without repeats "
        "No other cause seen 52%, waiting 20%; phone to e-mail 10%"
    ) in text
    assert "All 1 ranked 12,345 2,500 40,000 563 (0.46)" in text
    assert "not shown" not in text.split("What to fix first")[1].split("Costliest")[0]
    beginnings = "Costliest beginnings, by avoidable cost a year"
    assert f"{beginnings}: Billing <b>dispute</b> begun on phone (12,345 EUR)" in text
    assert "A post is 1,234 in-house hours of work a year" in text


def test_late_internal_work_that_turns_the_order_over_is_said(data_dir, company):
    text = rerun(
        data_dir,
        company,
        ranked("billing", 1, 300, 50, 2),
        ranked("delivery", 2, 100, 900.4, 1),
        ranked("outage", 3, 10, 0, 3),
    )
    assert (
        "With internal work after them counted too, the order is another : "
        "1. Delivery (1,000 EUR), 2. Billing <b>dispute</b> (350 EUR), "
        "3. Network outage (10 EUR)."
    ) in text
    assert "All 3 ranked 410 950 15,000 30 (0.30)" in text


def test_late_internal_work_that_turns_nothing_over_is_no_order(data_dir, company):
    text = rerun(
        data_dir,
        company,
        ranked("billing", 1, 300, 50, 1),
        ranked("delivery", 2, 100, 90, 2),
    )
    assert "the order is another" not in text


def test_late_internal_work_without_a_price_is_unknown_not_nothing(data_dir, company):
    text = rerun(
        data_dir,
        company,
        ranked("billing", 1, 300, 50, 1),
        ranked("delivery", 2, 100, "null", "null"),
    )
    assert "Delivery Livraison 100 ––– – 5,000" in text
    assert "All 2 ranked 400 – 10,000" in text
    assert "–: some of that work has no price" in text


def test_reasons_beyond_those_shown_are_counted_and_summed(data_dir, company):
    """Ten are ranked: the two last are one row, and all ten another."""
    copies = [
        statement.format(number=number)
        for number in range(3, 11)
        for statement in (
            "insert into marts.reason_priorities select * replace "
            "('r{number}' as contact_reason_id, {number} as priority_rank, "
            "{number} as rank_with_late_internal) from marts.reason_priorities "
            "where contact_reason_id = 'delivery' and first_channel = 'all'",
            "insert into marts.contact_reasons select * replace "
            "('r{number}' as contact_reason_id) from marts.contact_reasons "
            "where contact_reason_id = 'delivery'",
        )
    ]
    text = rerun(
        data_dir,
        company,
        ranked("billing", 1, 300, 50, 1),
        ranked("delivery", 2, 100, 90, 2),
        *copies,
    )
    assert "2 more, not shown 200 180 10,000 20 (0.20)" in text
    assert "All 10 ranked 1,200 860 50,000 100 (1.00)" in text


def test_a_reason_of_few_prices_stands_without_a_rank_and_why(data_dir, company):
    text = rerun(
        data_dir,
        company,
        "update marts.reason_priorities set unranked_because = 'too_few_priced', "
        "excess_ticket_count = 20, priced_excess_ticket_count = 13 "
        "where contact_reason_id = 'billing'",
    )
    assert "What to fix first" in text
    assert "under 70% of their tickets with contacts beyond" in text
    assert "Billing <b>dispute</b> (65%)" in text


def test_without_prices_and_scenarios_the_report_keeps_silent(published):
    text = text_of(published / "report.html")
    assert "What to fix first" not in text
    assert "What a change would save" not in text


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
