"""The report says what scenarios would save, each as the business case that it is."""

import pytest

from publish.savings import case, case_range, has_unseen, spoken_months, stays
from tests.publish.test_report import rerun

SAVING = {
    "line_count": 1,
    "yearly_cost_amount": 1000,
    "yearly_saving_amount": 100,
    "yearly_saving_amount_sampling_low": 80,
    "yearly_saving_amount_sampling_high": 120,
    "yearly_saving_amount_lever_low": 50,
    "yearly_saving_amount_lever_high": 400,
    "one_off_amount": 15,
    "yearly_amount": 10,
    "net_yearly_saving_amount": 90,
    "payback_months": 2,
    "payback_months_lever_low": 6,
    "payback_months_lever_high": 1,
    "yearly_contacts": 200,
    "yearly_contacts_avoided": 30,
    "yearly_contacts_avoided_lever_low": 20,
    "yearly_contacts_avoided_lever_high": 40,
    "yearly_hours_released": 12.4,
    "fte_released": 0.5,
    "hours_per_post": 1131.3,
    "break_even_handling_time_factor": 1.25,
    "break_even_cost_factor": 0.9,
    "priced_contact_share": 1,
    "is_underpriced": False,
    "is_small_cell": False,
    "ledger_share": 0.4,
    "tariff_share": 0.004,
}


def scenario(name, reason="billing", net=90, months=2, **columns):
    """Return the statement that adds a row of what_if_savings."""
    keys = {"net_yearly_saving_amount": net, "payback_months": months}
    said = ", ".join(
        f"{'null' if value is None else value} as {column}"
        for column, value in (SAVING | keys | columns).items()
    )
    return (
        "insert into marts.what_if_savings by name select "
        f"'{name}' as scenario, '{reason}' as contact_reason_id, {said}"
    )


def alone(name, reason, **figures):
    """Return the statements of a scenario with one line."""
    return [scenario(name, where, **figures) for where in (reason, "all")]


MONEY = "1,000 100 80 to 120 50 to 400 10"  # cost, saving, ranges, fix a year


def test_a_scenario_stands_with_both_ranges_and_its_payback(data_dir, company):
    text = rerun(
        data_dir,
        company,
        scenario("Bills <i>explained</i>", net=95, months=None, line_count=2),
        scenario("Bills <i>explained</i>", "*", net=80, months=None, line_count=2),
        scenario("Bills <i>explained</i>", "all", net=175, months=3, line_count=2),
        *alone("Better", "billing", net=176),
        *alone("Never", "*", net=-5, months=None, payback_months_lever_low=None),
        *alone("Tiny", "billing", is_small_cell=True),
    )
    # The greater net saving first; under a scenario its lines, without payback.
    assert (
        f"Better (Billing <b>dispute</b>) {MONEY} 176 15 2 months 1 month to 6 months "
        f"Bills <i>explained</i> (2 lines) {MONEY} 175 15 3 months 1 month to 6 months "
        f"· of it Billing <b>dispute</b> {MONEY} 95 15 "
        f"· of it all other reasons but unqualified {MONEY} 80 15 "
        "Tiny (Billing <b>dispute</b>) too few to read "
        f"Never (all reasons but unqualified) {MONEY} −5 15 never 1 month to never"
    ) in text
    assert "nor are scenarios, which overlap" in text
    assert "Levers are somebody's estimates" in text
    assert "A post is 1,131 in-house hours of work a year" in text
    assert (
        "do not fall of themselves: of today’s cost Better, 40% spread from the ledger"
        "; Bills <i>explained</i>, 40% spread from the ledger; "
    ) in text
    # Neither lever nor revenue was given, so nothing is said of them.
    assert "A problem that never arises" not in text
    assert (
        "revenue" not in text.split("What a change would save")[1].split("ten reas")[0]
    )


ESTIMATED = {
    "yearly_saving_amount_estimated": 130,
    "yearly_saving_amount_estimated_low": 104,
    "yearly_saving_amount_estimated_high": 156,
}


def test_what_is_not_seen_stands_beside_what_is(data_dir, company):
    row = ESTIMATED | {"is_coding_estimated": True}
    text = rerun(data_dir, company, *alone("Better", "billing", **row))
    assert (
        "Better (Billing <b>dispute</b>) 1,000 100 80 to 120 50 to 400 "
        "130 104 to 156 10 90"
    ) in text
    assert "without a code or under another one, is not seen" in text
    assert "net saving and payback stay on what is seen" in text
    assert "a double coding of a sample would tell" not in text


def test_without_a_double_coding_wrong_codes_are_in_no_estimate(data_dir, company):
    row = ESTIMATED | {"is_coding_estimated": False}
    text = rerun(data_dir, company, *alone("Better", "billing", **row))
    assert "a double coding of a sample would tell how many there are" in text


@pytest.mark.parametrize(
    ("saving", "estimated", "tells"),
    [
        (100, 101, True),
        (100, 100.9, False),
        (-100, -99, True),
        (0, 0, False),
        (None, 5, False),
        (5, None, False),
    ],
)
def test_what_is_not_seen_is_told_from_one_per_cent_on(saving, estimated, tells):
    row = {"yearly_saving_amount": saving, "yearly_saving_amount_estimated": estimated}
    assert has_unseen(row) is tells


def test_contacts_hours_and_break_even_stand_in_a_table_of_work(data_dir, company):
    text = rerun(
        data_dir,
        company,
        *alone("Better", "billing"),
        *alone(
            "Slower",
            "billing",
            net=80,
            fte_released=-0.59,
            yearly_hours_released=-1610,
            break_even_cost_factor=None,
        ),
    )
    assert (
        "Better (Billing <b>dispute</b>) 200 30 20 to 40 12 0.50 +25% −10% "
        "Slower (Billing <b>dispute</b>) 200 30 20 to 40 −1,610 0.59 more needed +25% –"
    ) in text


def test_levers_stand_with_what_they_save_and_kept_revenue_beside_it(data_dir, company):
    levers = {
        "problems_avoided_share_low": 0.1,
        "problems_avoided_share_high": 0.2,
        "departures_avoided_count_low": 2,
        "departures_avoided_count_high": 5,
    }
    kept = {"revenue_kept_amount_low": 766, "revenue_kept_amount_high": 1914.7}
    text = rerun(data_dir, company, *alone("Better", "billing", **levers, **kept))
    assert (
        "Better (Billing <b>dispute</b>) 10–20% fewer problems, 2–5 customers kept "
        "a year 1,000 100"
    ) in text
    assert "A problem that never arises saves its whole cost" in text
    assert (
        "in no saving: a year's revenue of customers kept, Better 766 EUR to 1,915 EUR."
    ) in text


def test_a_fix_that_costs_nothing_leaves_its_columns_empty(data_dir, company):
    free = alone("Free", "billing", one_off_amount=0, yearly_amount=0, months=0)
    text = rerun(data_dir, company, *free)
    assert "80 to 120 50 to 400 90 at once 1 month to 6 months" in text


def test_a_saving_of_few_prices_stands_without_a_payback_and_why(data_dir, company):
    text = rerun(
        data_dir,
        company,
        *alone("Known", "billing", priced_contact_share=0.93),
        *alone(
            "Unknown",
            "billing",
            net=80,
            months=None,
            priced_contact_share=0.65,
            is_underpriced=True,
        ),
    )
    priced = "(Billing <b>dispute</b>) {}% of its contacts priced"
    assert f"Known {priced.format(93)} {MONEY} 90 15 2 months" in text
    unknown = f"Unknown {priced.format(65)} {MONEY} 80 15 too little priced"
    assert f"{unknown} Scenario" in text  # the next table: no range of it either
    assert "under 70% of contacts in such tickets nothing is said of payback" in text


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


@pytest.mark.parametrize(
    ("bold", "middle", "prudent", "words"),
    [
        (2, 4, 6, "2 to 6 months"),
        (36, 60, 120, "3 to 10 years"),
        (1, 4, 6, "1 month to 6 months"),
        (0.2, 9, None, "under a month to never"),
        (4.2, 4.1, 3.9, ""),  # all are 4 months
        (None, None, None, ""),  # never, and so is the middle
        (0, None, None, "at once to never"),
    ],
)
def test_a_payback_has_the_range_of_its_levers(bold, middle, prudent, words):
    row = {
        "is_whole": True,
        "is_underpriced": False,
        "net_yearly_saving_amount": 5,
        "payback_months": middle,
        "payback_months_lever_high": bold,
        "payback_months_lever_low": prudent,
    }
    assert case_range(row) == words
    assert case_range(row | {"is_whole": False}) == ""
    assert case_range(row | {"is_underpriced": True}) == ""
    assert case_range(row | {"net_yearly_saving_amount": None}) == ""


def test_what_does_not_fall_of_itself_is_said_where_it_is_something():
    def said(ledger, tariff, is_whole=True):
        shares = {"ledger_share": ledger, "tariff_share": tariff}
        return stays({"is_whole": is_whole} | shares)

    both = "40% spread from the ledger and 6% charged by partners' tariffs"
    assert said(0.4, 0.06) == both
    assert said(0.0, 0.01) == "1% charged by partners' tariffs"
    assert said(0.0099, None) == ""
    assert said(0.4, 0.06, is_whole=False) == ""
