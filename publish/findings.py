"""What the report says, counted from the marts: one period, a few small tables."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from publish.at_stake import contact_rate, departures
from publish.company import Company
from publish.cost_bridge import cost_bridge, money_spent
from publish.costs import costs, more_costs
from publish.costs_beside import cost_beside
from publish.costs_spoken import cost_figure
from publish.counted import find_counted
from publish.curves import curves
from publish.definitions import any_reason, rules
from publish.headline import Figure, headline, measure, measure_assisted
from publish.identity import find_identity
from publish.idle_cost_lines import idle_cost_lines, unreached_steps
from publish.period import Period, choose_period
from publish.priorities import priorities
from publish.savings import savings
from publish.self_care import self_care_ends
from publish.trust import find_trust
from publish.year import Year, choose_year


@dataclass(frozen=True)
class Findings:
    """All that the report and the last lines of a run say."""

    company: Company
    horizon: dt.datetime | None  # UTC; None: no data
    period: Period | None  # None: no ticket is eligible yet
    figures: list[Figure]
    measured: dict
    reasons: list[dict]
    curves: list[dict]
    channels: list[dict]
    self_care: dict  # how what began there ended there
    switches: list[dict]
    coverage: list[dict]
    covered_months: list[dt.date]  # of coverage and reason_quality: all data
    sources: list[dict]
    readiness: list[dict]
    months: list[dict]  # the headline by month, latest first
    breaks: list[dict]
    codes: list[dict]  # to be mapped first
    reason_quality: list[dict]
    coding: list[dict]  # one row
    idle_overrides: list[dict]
    contacts: dict
    tickets: dict
    rules: list[dict]
    identity: dict[str, list]
    year: Year | None  # None: no month is final with known starts
    costs: list[dict]  # all tickets first, then by reason; empty without prices
    cost_figure: Figure | None  # None without prices
    more_costs: dict | None  # what is beyond the reasons shown
    cost_bridge: list[dict]  # the parts of all tickets' cost
    money_spent: dict  # where all is that has a price
    cost_beside: dict  # what is in no ticket's cost
    idle_cost_lines: list[str]  # of cost files, whose keys nothing has
    unreached_steps: list[str]  # of tariffs, above every month's volume
    priorities: list[dict]  # reasons to fix first
    more_priorities: list[dict]  # the others together, one row
    all_priorities: list[dict]  # all of them, one row
    late_order: list[dict]  # where late internal work turns the order over
    underpriced: list[dict]  # reasons too little priced to rank
    starts: list[dict]  # where the costliest begin
    savings: list[dict]  # scenario by scenario, the best first
    contact_rate: dict | None  # the last final month, per 1,000 active customers
    departures: list[dict]  # by resolution; empty without revenues and departures


def find(connection: duckdb.DuckDBPyConnection, company: Company) -> Findings:
    """Count what the report says from the marts, over the period it chooses."""
    period = choose_period(connection)
    priced = costs(connection) if period and not period.is_provisional else []
    everything, assisted = measure(connection), measure_assisted(connection)
    counted = find_counted(connection)
    return Findings(
        company=company,
        horizon=next((row["data_horizon_at"] for row in counted["sources"]), None),
        period=period,
        figures=headline(
            everything,
            assisted,
            counted["contacts"]["identified_share"],
            any_reason(connection),
        ),
        measured=everything,
        curves=curves(connection),
        self_care=self_care_ends(connection),
        **counted,
        **find_trust(connection),
        rules=rules(connection),
        identity=find_identity(connection),
        contact_rate=contact_rate(connection),
        departures=departures(connection),
        cost_beside=cost_beside(connection),
        idle_cost_lines=idle_cost_lines(connection),
        unreached_steps=unreached_steps(connection),
        year=choose_year(connection, period),
        costs=priced,
        cost_figure=cost_figure(priced, company.currency),
        more_costs=more_costs(priced),
        cost_bridge=cost_bridge(connection),
        money_spent=money_spent(connection),
        **priorities(connection),
        savings=savings(connection),
    )
