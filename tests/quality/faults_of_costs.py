"""Faults of the marts of money; the company has no ledger, so its lines are added."""

from tests.quality.planting import double, remove, update


def cost(change):
    return update("costs_to_resolve", "first_channel", change)


def unticketed(change):
    return update("unticketed_costs", "channel", change)


def spent(ledger, allocated, unallocated, covered=0, carrying=0, share="null", few=""):
    return (
        "insert into marts.cost_reconciliation by name select date '2025-03-01' as "
        f"month_started_on, 'staff' as category, {ledger} as ledger_amount, "
        f"{allocated} as allocated_amount, {unallocated} as unallocated_amount, "
        f"0 as credit_amount, {covered} as covered_interaction_count, "
        f"{carrying} as carrying_interaction_count, {share} as least_carrying_share, "
        f"{few or 'false'} as is_carried_by_few"
    )


def invoice(**columns):
    """Return SQL that adds March's invoice of a partner; `columns` are SQL."""
    said = {
        "month_started_on": "date '2025-03-01'",
        "partner_name": "'Atlas'",
        "interaction_count": "2",
        "billable_interaction_count": "0",
        "priced_amount": "0",
        "minimum_amount": "5",
        "charged_amount": "5",
        "allocated_amount": "0",
        "unallocated_amount": "5",
        "unseen_amount": "0",
        "under_ledger_amount": "0",
        "is_minimum_charged": "true",
    } | columns
    listed = ", ".join(f"{value} as {name}" for name, value in said.items())
    return f"insert into marts.tariff_reconciliation by name select {listed}"


BORNE = {"allocated_amount": "5", "unallocated_amount": "0"}
BORNE |= {"billable_interaction_count": "1"}
UNSEEN = (
    "; update marts.cost_reconciliation set unseen_amount = 5, is_provisional = false"
)


def priced_line(**columns):
    """Return SQL that adds a line of cost_rates; `columns` are SQL."""
    line = {
        "file_name": "'cost_rates.csv'",
        "line_number": "2",
        "fitting_interaction_count": "2",
        "pricing_interaction_count": "1",
        "verdict": "'used'",
        "is_used": "true",
    } | columns
    said = ", ".join(f"{value} as {name}" for name, value in line.items())
    return f"insert into marts.cost_lines by name select {said}"


def step(verdict, **columns):
    """Return SQL that adds a step from 10 a month of a tariff that had 9 at most."""
    said = {
        "file_name": "'partner_tariffs.csv'",
        "from_volume": "10",
        "greatest_volume": "9",
        "verdict": f"'{verdict}'",
        "is_used": f"{verdict == 'used'}",
        "pricing_interaction_count": f"{int(verdict == 'used')}",
    }
    return priced_line(**said | columns)


def idle_line(verdict, **columns):
    """Return SQL that adds a line of cost_rates that prices nothing."""
    idle = {
        "fitting_interaction_count": "0",
        "pricing_interaction_count": "0",
        "verdict": f"'{verdict}'",
        "is_used": "false",
    }
    return priced_line(**idle | columns)


PRICED = (
    "total_amount = 10, first_contact_amount = 6, reiteration_amount = 4, "
    "avoidable_amount = 3, internal_amount = 2, late_internal_amount = 1"
)

COSTS = {
    "costs_to_resolve.key": double("costs_to_resolve", "first_channel"),
    "costs_to_resolve.tickets": cost("ticket_count = ticket_count + 1"),
    "costs_to_resolve.amounts": cost(PRICED.replace("= 10", "= 0.01")),
    "costs_to_resolve.measured": cost("measured_total_amount = 0.01"),
    "costs_to_resolve.parts": cost(PRICED.replace("= 6", "= 5.99")),
    "costs_to_resolve.ranges": cost(
        "complete_ticket_count = 1, measured_ticket_count = 2"
    ),
    "costs_to_resolve.intervals": cost(
        "is_provisional = false, mean_amount = 5, mean_amount_low = 5.01, "
        "mean_amount_high = 6"
    ),
    "cost_lines.key": "; ".join([priced_line()] * 2),
    "cost_lines.words": priced_line(unknown_key="'team'"),
    "cost_lines.agreement": priced_line(fitting_interaction_count="0"),
    "cost_lines.teams": "update marts.interactions set team_name = 'Desk'; "
    + idle_line("no_such_keys", unknown_key="'team_name'", team_name="'Desk'"),
    "cost_reconciliation.key": "; ".join([spent(5, 0, 5)] * 2),
    "cost_reconciliation.sums": spent(5, 0, 4.99),
    "cost_reconciliation.interactions": spent(5, 5, 0),
    "cost_reconciliation.carrying": spent(5, 0, 5, 10, 6, 0.6, "false"),
    "cost_reconciliation.unseen": spent(5, 0, 5) + UNSEEN,
    "tariff_reconciliation.key": "; ".join([invoice()] * 2),
    "tariff_reconciliation.sums": invoice(unallocated_amount="4.99"),
    "tariff_reconciliation.interactions": invoice(**BORNE),
    "tariff_reconciliation.ranges": invoice(charged_amount="6"),
    "unticketed_costs.key": double("unticketed_costs", "channel"),
    "unticketed_costs.interactions": unticketed(
        "interaction_count = interaction_count + 1"
    ),
    "unticketed_costs.amounts": unticketed("cost_amount = 0.01"),
    "unticketed_costs.ranges": unticketed("priced_count = priced_count + 1"),
}
# Other sides of the same expectations.
MORE_COSTS = (
    ("cost_lines.words", priced_line(file_name="'rates.csv'")),
    ("cost_lines.words", idle_line("unused")),
    ("cost_lines.agreement", priced_line(is_used="false")),
    ("cost_lines.agreement", priced_line(line_number="1")),
    ("cost_lines.agreement", priced_line(category="'rent'")),
    ("cost_lines.agreement", priced_line(pricing_interaction_count="0")),
    ("cost_lines.agreement", priced_line(verdict="'beaten'", is_used="false")),
    (
        "cost_lines.agreement",
        idle_line("other_days", fitting_interaction_count="1"),
    ),
    (
        "cost_lines.agreement",
        idle_line("not_yet", valid_from="date '2025-03-01'"),
    ),
    (
        "cost_lines.agreement",
        idle_line("no_longer", valid_to="date '2025-03-01'"),
    ),
    ("cost_lines.agreement", step("used")),
    ("cost_lines.agreement", step("not_reached", greatest_volume="10")),
    ("cost_lines.agreement", priced_line(from_volume="0")),
    ("cost_lines.agreement", step("used", from_volume="null")),
    ("costs_to_resolve.tickets", remove("costs_to_resolve", "first_channel")),
    ("costs_to_resolve.parts", cost(PRICED.replace("_amount = 3", "_amount = 9.5"))),
    (
        "costs_to_resolve.parts",
        cost(PRICED.replace(" internal_amount = 2", " internal_amount = 0.5")),
    ),
    ("costs_to_resolve.intervals", cost("is_provisional = true, mean_amount = 5")),
    (
        "costs_to_resolve.intervals",
        cost(
            "is_provisional = false, mean_amount = 5, measured_ticket_count = 2, "
            "measured_total_amount = 10.01"
        ),
    ),
    (
        "costs_to_resolve.ranges",
        cost(
            "internal_hours = 8, internal_fte = 0.01, annual_hours = 1000, "
            "shrinkage_without_leave = 0, occupancy = 0.9"
        ),
    ),
    ("costs_to_resolve.intervals", cost("median_amount = 5, p90_amount = 4")),
    (
        "cost_reconciliation.interactions",
        "update marts.interactions set cost_amount = 1, cost_basis = 'ledger'",
    ),
    ("cost_reconciliation.carrying", spent(5, 0, 5, 10, 7, 0.7, "true")),
    ("cost_reconciliation.carrying", spent(5, 0, 5, 10, 11, 1, "false")),
    ("cost_reconciliation.carrying", spent(5, 0, 5, 10, 8, 0.9, "false")),
    (
        "tariff_reconciliation.interactions",
        "update marts.interactions set partner_name = 'Atlas', cost_amount = 1, "
        "cost_basis = 'tariff'",
    ),
    ("tariff_reconciliation.ranges", invoice(billable_interaction_count="1")),
    ("tariff_reconciliation.ranges", invoice(billable_interaction_count="3")),
    ("tariff_reconciliation.ranges", invoice(is_minimum_charged="false")),
    ("tariff_reconciliation.ranges", invoice(priced_amount="5")),
    (
        "tariff_reconciliation.ranges",
        invoice(unseen_amount="4", is_provisional="false"),
    ),
    ("tariff_reconciliation.ranges", invoice(unseen_amount="5.01")),
    (
        "tariff_reconciliation.ranges",
        invoice(**BORNE | {"under_ledger_amount": "5.01"}),
    ),
    ("unticketed_costs.interactions", remove("unticketed_costs", "channel")),
)
