"""The report says what problems cost, how sure that is and how much has a price."""

import duckdb
import numpy as np
import pytest
import statsmodels.api as sm

from tests.publish.test_report import FINAL, count_in, rerun, text_of

TITLE = "What a problem costs, from start to end"
PRICED = (
    "update marts.tickets set cost_to_resolve_amount = 10, first_contact_amount = 7, "
    "reiteration_cost_amount = 3, avoidable_cost_amount = 2, internal_cost_amount = 1, "
    "late_internal_amount = 0, has_complete_cost = true"
)


def test_without_prices_nothing_costs_anything_and_nothing_is_said(company, published):
    for mart in ("interactions", "contacts", "tickets", "costs_to_resolve"):
        column = {"tickets": "cost_to_resolve_amount"}.get(mart, "cost_amount")
        column = "total_amount" if mart == "costs_to_resolve" else column
        assert count_in(company, f"select count({column}) from marts.{mart}") == (0,)
    assert count_in(
        company, "select bool_or(has_complete_cost) from marts.tickets"
    ) == (False,)
    assert TITLE not in text_of(published / "report.html")


def test_what_is_in_no_ticket_stands_beside(data_dir, company, capsys):
    text = rerun(
        data_dir,
        company,
        PRICED,
        "update marts.unticketed_costs set cost_amount = null",
        "update marts.unticketed_costs set cost_amount = 12.4, partner_name = 'Atlas' "
        "where channel = 'phone' and month_started_on = date '2025-03-01'",
        "update marts.unticketed_costs set cost_amount = 99 "
        "where month_started_on = date '2025-06-01'",
        "insert into marts.cost_reconciliation by name select date '2025-02-01' as "
        "month_started_on, 'rent' as category, 7 as unallocated_amount",
        *(
            f"insert into marts.tariff_reconciliation by name select date '{month}' as "
            f"month_started_on, 'Atlas' as partner_name, {amount} as unallocated_amount"
            for month, amount in (("2025-02-01", 40), ("2025-04-01", 2))
            + (("2025-06-01", 99),)
        ),
    )
    assert "( hors ticket ): 12 EUR, most of it phone, Atlas (12 EUR)." in text
    assert "Of the ledger 7 EUR found nothing to be spread on." in text
    assert (
        "Of partners’ invoices 42 EUR found nothing to be spread on: minimums of "
        "months without work." in text
    )


def few_carry(month, category, carrying, is_few=True):
    return (
        f"insert into marts.cost_reconciliation by name select date '{month}' as "
        f"month_started_on, '{category}' as category, 100 as ledger_amount, 40 as "
        f"covered_interaction_count, {carrying} as carrying_interaction_count, "
        f"{is_few} as is_carried_by_few"
    )


def test_a_ledger_that_few_carry_is_named_with_its_months(data_dir, company, capsys):
    text = rerun(
        data_dir,
        company,
        PRICED,
        few_carry("2025-02-01", "salaries", 4),
        few_carry("2025-04-01", "salaries", 6),
        few_carry("2025-03-01", "salaries", 40, is_few=False),
        few_carry("2025-06-01", "rent", 1),  # no month of the period
    )
    assert (
        "Carried by few ( porté par trop peu ): salaries, February 2025, April 2025 "
        "(10 of 80 interactions)." in text
    )


def test_it_is_named_also_where_too_few_tickets_are_priced_whole(
    data_dir, company, capsys
):
    text = rerun(
        data_dir,
        company,
        PRICED,
        "update marts.tickets set has_complete_cost = false",
        few_carry("2025-02-01", "salaries", 4),
    )
    assert "Too few to read: 0 of" in text
    assert "salaries, February 2025 (4 of 40 interactions)." in text


def test_a_ledger_that_most_carry_is_not_named(data_dir, company, capsys):
    most = few_carry("2025-03-01", "salaries", 40, is_few=False)
    text = rerun(data_dir, company, PRICED, most)
    assert "Carried by few" not in text


def idle(file_name, line_number, **keys):
    said = "".join(f", '{value}' as {name}" for name, value in keys.items())
    return (
        f"insert into marts.cost_lines by name select '{file_name}' as file_name, "
        f"{line_number} as line_number, 'no_such_keys' as verdict{said}"
    )


def test_lines_whose_keys_nothing_has_are_told_with_what_was_meant(
    data_dir, company, capsys
):
    title = "Lines of cost files that price nothing"
    text = rerun(
        data_dir,
        company,
        "update marts.interactions set team_name = 'Front desk', partner_name = 'Atlas'"
        " where channel = 'phone'",
        idle("cost_rates.csv", 4, team_name="Front dsk", unknown_key="team_name"),
        idle("cost_rates.csv", 7, team_name="Front desk", channel="email"),
        idle("fte_parameters.csv", 2, team_name="Front desk", unknown_key="team_name"),
        "insert into marts.cost_lines by name select 'cost_rates.csv' as file_name, "
        "9 as line_number, 'not_yet' as verdict",
    )
    assert title in text
    assert (
        "cost_rates.csv, line 4: no interaction has the team_name `Front dsk`; did you "
        "mean `Front desk`? cost_rates.csv, line 7: no interaction has team_name "
        "`Front desk` with channel `email` fte_parameters.csv, line 2: no interaction "
        "in the house has the team_name `Front desk`"
    ) in text
    # Who is a partner's is no near name in the house; next year's prices no fault.
    assert "`Front desk`; did" not in text
    assert "line 9" not in text


def unreached(line_number, from_volume, verdict="not_reached"):
    return (
        "insert into marts.cost_lines by name select 'partner_tariffs.csv' as "
        f"file_name, {line_number} as line_number, 'Atlas' as partner_name, "
        f"{from_volume} as from_volume, 7412 as greatest_volume, "
        f"'{verdict}' as verdict"
    )


def test_a_step_that_no_month_reached_is_told_with_the_greatest_and_is_no_warning(
    data_dir, company, capsys
):
    steps = [unreached(2, 0, "used"), unreached(4, 20000), unreached(3, 10000)]
    text = rerun(data_dir, company, *steps)
    assert (
        "no fault, but what was agreed for them never came to pass. "
        "partner_tariffs.csv, line 3: the step of Atlas from 10,000 a month was never "
        "reached: at most 7,412 partner_tariffs.csv, line 4: the step of Atlas from "
        "20,000 a month was never reached: at most 7,412"
    ) in text
    assert "What they are for is nowhere in the data" not in text
    assert "line 2" not in text


def test_many_steps_are_cut(data_dir, company, capsys):
    text = rerun(data_dir, company, *[unreached(n, 9000) for n in range(2, 15)])
    assert "partner_tariffs.csv, line 11:" in text
    assert "partner_tariffs.csv, line 12:" not in text
    assert "and 3 more, in the mart cost_lines" in text


def test_many_idle_lines_are_cut_and_none_says_nothing(data_dir, company, capsys):
    title = "Lines of cost files that price nothing"
    assert title not in rerun(data_dir, company)
    lines = [idle("cost_ledger.csv", n, channel="branch") for n in range(2, 15)]
    text = rerun(data_dir, company, *lines)
    assert "cost_ledger.csv, line 11:" in text
    assert "cost_ledger.csv, line 12:" not in text
    assert "and 3 more, in the mart cost_lines" in text


def test_the_mean_and_its_parts_stand_with_the_share_that_is_priced(
    data_dir, company, capsys
):
    half = (
        "update marts.tickets set has_complete_cost = false where local_date < "
        "(select median(local_date)::date from marts.tickets where is_eligible)"
    )
    text = rerun(data_dir, company, PRICED, half)
    assert "seen only in part" not in text
    ((whole, measured),) = rows_in(
        data_dir,
        "select count(*), count(*) filter (has_complete_cost) from marts.tickets "
        f"where is_eligible and {FINAL}",
    )
    assert 30 < measured < whole
    assert "10.00 EUR a ticket (95% interval 10.00 EUR to 10.00 EUR; " in text
    beside = f"{measured:,} of {whole:,} eligible tickets"
    assert f"{beside} have every interaction priced" in text
    assert f"Contacts too many (coût évitable): {2 * whole:,} EUR, 20.0%" in text
    assert f"Eligible tickets {10 * whole:,} 100%" in text
    assert "Internal work ( back-office ) is 10% of what these tickets cost" in text
    said = capsys.readouterr().out
    assert "Cost to resolve            10.00 EUR (95%: 10.00 to 10.00; " in said
    assert f"{beside} priced whole" in said


def test_the_interval_is_that_of_repeating_customers(data_dir, company, capsys):
    varied = (
        "update marts.tickets set cost_to_resolve_amount = cost_to_resolve_amount + "
        "(hash(customer_id) % 9) + 3 * (hash(ticket_id) % 5)"
    )
    # As many customers as there are pairs of digits: each has several tickets.
    repeating = "update marts.tickets set customer_id = left(ticket_id, 1) || 'x' || "
    text = rerun(data_dir, company, PRICED, f"{repeating} right(ticket_id, 1)", varied)
    rows = rows_in(
        data_dir,
        "select customer_id, cost_to_resolve_amount::double from marts.tickets "
        f"where is_eligible and {FINAL}",
    )
    customers = np.unique([customer for customer, _ in rows], return_inverse=True)[1]
    cost = np.array([amount for _, amount in rows])
    fit = sm.OLS(cost, np.ones(len(cost))).fit(
        cov_type="cluster", cov_kwds={"groups": customers}
    )
    mean, error = fit.params[0], fit.bse[0]
    low, high = (mean * np.exp(z * error / mean) for z in (-1.959964, 1.959964))
    assert customers.max() > 30
    assert low < mean - 0.1
    assert (
        f"{mean:.2f} EUR a ticket (95% interval {low:.2f} EUR to {high:.2f} EUR" in text
    )


def test_a_reason_of_few_tickets_is_too_small_to_read(data_dir, company, capsys):
    few = (
        "update marts.tickets set has_complete_cost = false where "
        "contact_reason_id = 'delivery' and ticket_id > (select ticket_id from "
        "marts.tickets where contact_reason_id = 'delivery' and is_eligible "
        "order by ticket_id limit 1 offset 28)"
    )
    text = rerun(data_dir, company, PRICED, few).split(TITLE)[1]
    table = text.split("By avoidable cost")[0]
    assert "Delivery Livraison too few to read" in table
    assert "Billing <b>dispute</b>" in table


@pytest.mark.parametrize("is_final", [True, False])
def test_only_final_months_have_a_cost_to_resolve(data_dir, company, capsys, is_final):
    provisional = "update marts.reiteration_rates set is_provisional = true"
    text = rerun(data_dir, company, PRICED, *([] if is_final else [provisional]))
    assert (TITLE in text) == is_final


def test_a_month_seen_in_part_has_no_part_in_the_mean(data_dir, company, capsys):
    dear = (
        "update marts.tickets set cost_to_resolve_amount = 70 "
        "where local_date < date '2025-02-01'"
    )
    part = (
        "update marts.costs_to_resolve set is_provisional = true "
        "where month_started_on = date '2025-01-01'"
    )
    text = rerun(data_dir, company, PRICED, dear, part)
    ((measured,),) = rows_in(
        data_dir,
        "select count(*) from marts.tickets where is_eligible and local_date between "
        "date '2025-02-01' and date '2025-05-31'",
    )
    assert "10.00 EUR a ticket (95% interval 10.00 EUR to 10.00 EUR; " in text
    assert f"{measured:,} of {measured:,} eligible tickets have every" in text
    assert "makes its tickets dear: January 2025." in text


def rows_in(data_dir, query):
    with duckdb.connect(data_dir / "warehouse.duckdb", read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()
