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
from publish.curves import curves
from publish.definitions import any_reason, rules
from publish.headline import (
    OF_PERIOD,
    Figure,
    dict_rows,
    headline,
    measure,
    measure_assisted,
)
from publish.identity import find_identity
from publish.idle_cost_lines import idle_cost_lines, unreached_steps
from publish.period import Period, choose_period
from publish.priorities import priorities
from publish.savings import savings
from publish.self_care import self_care_ends
from publish.trust import find_trust
from publish.year import Year, choose_year

FEW = 5  # events: rows of fewer are not shown
REASONS = f"""
    with rates as ({OF_PERIOD} and slice = 'reason')
    select
        contact_reason_name_en as name,
        contact_reason_name_fr as name_fr,
        tickets.reiteration_count,
        rates.eligible_ticket_count as ticket_count,
        rates.reiterated_ticket_rate,
        rates.reiterated_ticket_rate_low,
        rates.reiterated_ticket_rate_high,
        rates.is_small_cell
    from rates
    inner join marts.contact_reasons
        on rates.slice_value = contact_reasons.contact_reason_id
    inner join (
        select
            contact_reason_id,
            cast(sum(reiteration_count) as bigint) as reiteration_count
        from period_tickets
        where is_eligible
        group by contact_reason_id
    ) as tickets
        on rates.slice_value = tickets.contact_reason_id
    where rates.slice_value <> 'unqualified' and tickets.reiteration_count > 0
    order by is_small_cell, tickets.reiteration_count desc, rates.slice_value
    limit 10
"""
CHANNELS = f"""
    {OF_PERIOD} and slice = 'first_channel' and eligible_ticket_count > 0
    order by eligible_ticket_count desc, slice_value
"""
SWITCHES = f"""
    with reiterations as (
        select *, count(*) over () as total
        from period_contacts
        where is_reiteration
    )
    select
        previous_channel as from_channel,
        channel as to_channel,
        count(*) as switch_count,
        count(*) / any_value(total) as share_of_reiterations,
        median(seconds_since_previous) as median_seconds
    from reiterations
    where previous_channel <> channel
    group by all
    having count(*) >= {FEW}
    order by switch_count desc, from_channel, to_channel
    limit 6
"""
COVERAGE = """
    select
        source_name,
        sum(interaction_count) as interaction_count,
        1 - sum(unidentified_count) / sum(interaction_count) as identified_share,
        sum(contact_count) as contact_count,
        sum(identified_contact_share * contact_count)
            / nullif(sum(contact_count), 0) as identified_contact_share,
        sum(qualified_contact_share * contact_count)
            / nullif(sum(contact_count), 0) as qualified_contact_share
    from marts.identity_coverage
    group by source_name
    order by interaction_count desc, source_name
"""
COVERED_MONTHS = """
    select distinct month_started_on from marts.identity_coverage order by 1
"""
SOURCES = """
    select source_name, is_late, complete_from_at, complete_until_at,
        active_until_at, data_horizon_at
    from marts.sources
    where is_contact_source
    order by source_name
"""
CONTACTS = """
    select
        count(*) as contact_count,
        count(customer_id) / nullif(count(*), 0) as identified_share,
        count(*) filter (contact_reason_id = 'unqualified')
            / nullif(count(*), 0) as unqualified_share,
        count(*) filter (is_reiteration and previous_channel <> channel)
            / nullif(count(*) filter (is_reiteration), 0) as switch_share
    from period_contacts
"""
TICKETS = """
    select
        count(*) as ticket_count,
        count(*) filter (is_eligible) as eligible_count,
        min(reiteration_window_days) as least_window_days,
        max(reiteration_window_days) as greatest_window_days,
        coalesce(
            sum(reiteration_count) filter (contact_reason_id = 'unqualified')
            / nullif(sum(reiteration_count), 0), 0
        ) as unqualified_reiteration_share
    from period_tickets
    inner join marts.contact_reasons using (contact_reason_id)
"""
READINESS = "select * from marts.data_readiness order by position_number"


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
    contacts = dict_rows(connection, CONTACTS)[0]
    sources = dict_rows(connection, SOURCES)
    return Findings(
        company=company,
        horizon=next((row["data_horizon_at"] for row in sources), None),
        period=period,
        figures=headline(
            everything,
            assisted,
            contacts["identified_share"],
            any_reason(connection),
        ),
        measured=everything,
        reasons=dict_rows(connection, REASONS),
        curves=curves(connection),
        channels=dict_rows(connection, CHANNELS),
        self_care=self_care_ends(connection),
        switches=dict_rows(connection, SWITCHES),
        coverage=dict_rows(connection, COVERAGE),
        covered_months=[
            row["month_started_on"] for row in dict_rows(connection, COVERED_MONTHS)
        ],
        sources=sources,
        readiness=dict_rows(connection, READINESS),
        **find_trust(connection),
        contacts=contacts,
        tickets=dict_rows(connection, TICKETS)[0],
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
