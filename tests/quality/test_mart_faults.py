"""Every expectation of the published border catches the fault it is there for.

Each has its fault planted here, by SQL, in a candidate that is otherwise good, and
must be among those that speak. The last test fails for an expectation without one.
"""

import shutil

import duckdb
import pytest

from quality.marts.border import VIEWS, judge_mart, judge_marts
from quality.marts.suite import MART_CHECKS
from quality.marts.views import count_raw
from tests.quality.faults_of_activity import ACTIVITY, MORE_ACTIVITY
from tests.quality.faults_of_codes import CODES, MORE_CODES, series_break
from tests.quality.faults_of_costs import COSTS, MORE_COSTS
from tests.quality.faults_of_identity import IDENTITY, MORE_IDENTITY
from tests.quality.faults_of_priorities import MORE_PRIORITIES, PRIORITIES
from tests.quality.faults_of_recontacts import MORE_RECONTACTS, RECONTACTS
from tests.quality.planting import double, remove, update
from tests.support.landed import ROOT


def interaction(change):
    return update("interactions", "interaction_id", change)


def contact(change):
    return update("contacts", "contact_id", change)


def ticket(change):
    return update("tickets", "ticket_id", change)


def rates(change):
    """Change the first month's row of all tickets."""
    return (
        f"update marts.reiteration_rates set {change} where slice = 'all' "
        "and period_grain = 'month' and period_started_on = date '2025-02-01'"
    )


FAULTS = {
    "interactions.key": double("interactions", "interaction_id"),
    "interactions.required": interaction("outcome = null"),
    "interactions.words": interaction("channel = 'fax'"),
    "interactions.ranges": interaction("handling_seconds = -1"),
    "interactions.costs": interaction("cost_amount = 1, cost_basis = null"),
    "interactions.agreement": "update marts.interactions set customer_id = null "
    "where ticket_id is not null",
    "contacts.key": double("contacts", "contact_id"),
    "contacts.required": contact("is_served = null"),
    "contacts.ranges": contact("ended_at = started_at - interval 1 second"),
    "contacts.agreement": "update marts.contacts set reiteration_cause = null",
    "contacts.ticketed": "update marts.contacts set ticket_id = null",
    "tickets.key": double("tickets", "ticket_id"),
    "tickets.required": ticket("first_channel = null"),
    "tickets.resolutions": ticket("resolution = 'solved'"),
    "tickets.agreement": ticket("is_once_and_done = not is_once_and_done"),
    "tickets.reiterations": ticket("reiteration_count = contact_count"),
    "tickets.excess": ticket("excess_contact_count = contact_count + 1"),
    "tickets.ranges": ticket("elapsed_seconds = elapsed_seconds + 1"),
    "tickets.eligibility": "update marts.tickets set is_start_known = false",
    "tickets.costs": ticket("cost_to_resolve_amount = 1, reiteration_cost_amount = 2"),
    "customers.key": double("customers", "customer_id"),
    "customers.required": update("customers", "customer_id", "identity_rule = null"),
    "customers.ranges": update("customers", "customer_id", "contact_count = 0"),
    "reiteration_rates.key": "insert into marts.reiteration_rates "
    "select * from marts.reiteration_rates where slice = 'reason'",
    "reiteration_rates.counts": rates("contact_count = ticket_count - 1"),
    "reiteration_rates.reiterations": rates("reiteration_count = 0"),
    "reiteration_rates.periods": rates("period_started_on = date '2025-02-02'"),
    "reiteration_rates.resolutions": rates("unserved_rate = unserved_rate + 0.01"),
    "reiteration_rates.numerators": rates(
        "reiterated_ticket_count = reiterated_ticket_count + 1"
    ),
    "reiteration_rates.shares": rates("within_expected_rate = 1.01"),
    "reiteration_rates.means": rates("mean_contacts = -0.1"),
    "reiteration_rates.intervals": rates(
        "reiteration_rate_low = reiteration_rate + 0.01"
    ),
    "reiteration_rates.bounds": rates(
        "reiteration_rate_upper_bound = reiteration_rate - 0.01"
    ),
    "reiteration_rates.small_cells": rates(
        "eligible_ticket_count = 29, is_small_cell = false"
    ),
    "jumps.month_on_month": rates(
        "once_and_done_rate = 0.01, once_and_done_rate_low = 0, "
        "once_and_done_rate_high = 0.02"
    ),
    "slices.reasons": "delete from marts.reiteration_rates where slice = 'reason' "
    "and slice_value = 'billing'",
    "slices.first_channels": "delete from marts.reiteration_rates "
    "where slice = 'first_channel' and slice_value = 'phone'",
    "slices.all": "delete from marts.reiteration_rates where slice = 'all'",
    "channel_switches.key": double("channel_switches", "from_channel"),
    "channel_switches.ranges": update(
        "channel_switches", "from_channel", "to_channel = from_channel"
    ),
    "channel_switches.shares": "update marts.channel_switches "
    "set share_of_reiterations = 1.01",
    "contact_reasons.key": double("contact_reasons", "contact_reason_id"),
    "contact_reasons.windows": update(
        "contact_reasons", "contact_reason_id", "reiteration_window_days = 0"
    ),
    "contact_reasons.expected": update(
        "contact_reasons", "contact_reason_id", "expected_contacts = -1"
    ),
    "definitions.key": double("definitions", "definition_id"),
    "definitions.rates": "delete from marts.definitions "
    "where definition_id = 'any_reason'",
    "identity_coverage.key": double("identity_coverage", "source_name"),
    "identity_coverage.rules": "update marts.identity_coverage "
    "set account_count = account_count + 1",
    "identity_coverage.ranges": "update marts.identity_coverage "
    "set identified_share = 1.01",
    "settings.row": double("settings", "company_name"),
    "settings.words": "update marts.settings set currency = 'euro'",
    "sources.key": double("sources", "source_name"),
    "sources.ranges": update(
        "sources", "source_name", "complete_until_at = timestamp '2000-01-01'"
    ),
    "sources.horizon": update(
        "sources", "source_name", "data_horizon_at = timestamp '2000-01-01'"
    ),
    "data_readiness.key": double("data_readiness", "prerequisite"),
    "data_readiness.required": update(
        "data_readiness", "prerequisite", "conclusion_fr = null"
    ),
    "data_readiness.ranges": update(
        "data_readiness", "prerequisite", "measured_share = -0.1"
    ),
    "calendar.key": double("calendar", "local_date"),
    "calendar.hours": update(
        "calendar", "local_date", "ends_at = starts_at + interval 22 hours"
    ),
    "calendar.gaps": "delete from marts.calendar where local_date = date '2025-03-01'",
    "calendar.year": update("calendar", "local_date", "is_in_year = not is_in_year"),
    "raw.interactions": remove("interactions", "interaction_id"),
    "reconciled.ticketed_interactions": "update marts.tickets "
    "set interaction_count = interaction_count + 1",
    "reconciled.ticketed_contacts": "update marts.tickets "
    "set contact_count = contact_count + 1",
    "reconciled.reiterations": "update marts.contacts set is_reiteration = false",
    "reconciled.legs": "update marts.contacts set leg_count = leg_count + 1",
    "reconciled.customers_tickets": "update marts.customers "
    "set ticket_count = ticket_count + 1",
    "reconciled.customers_contacts": "update marts.customers "
    "set contact_count = contact_count + 1",
    "reconciled.customers_interactions": "update marts.customers "
    "set interaction_count = interaction_count + 1",
    "reconciled.months": rates("ticket_count = ticket_count + 1"),
    "reconciled.weeks": "update marts.reiteration_rates "
    "set ticket_count = ticket_count + 1 "
    "where slice = 'all' and period_grain = 'week'",
    "reconciled.switches": "update marts.channel_switches "
    "set switch_count = switch_count + 1",
    "reconciled.coverage": "update marts.identity_coverage "
    "set interaction_count = interaction_count + 1",
    "reconciled.coverage_contacts": "update marts.identity_coverage "
    "set contact_count = contact_count + 1",
    "reconciled.sources": "update marts.sources "
    "set interaction_count = interaction_count + 1",
    "reconciled.costs": "update marts.interactions set cost_amount = 1; "
    "update marts.tickets set cost_to_resolve_amount = 1.02",
    "reconciled.reasons": "delete from marts.contact_reasons "
    "where contact_reason_id = 'billing'",
    "reconciled.customers": remove("customers", "customer_id"),
} | (CODES | RECONTACTS | IDENTITY | COSTS | ACTIVITY | PRIORITIES)


@pytest.fixture(scope="module")
def candidate(company, tmp_path_factory):
    """A copy of the company's warehouse that faults may be planted in."""
    folder = tmp_path_factory.mktemp("candidate")
    path = shutil.copy(company.data_dir / "warehouse.duckdb", folder)
    with duckdb.connect(path) as connection:
        connection.execute("set TimeZone = 'UTC'")
        count_raw(connection, company.data_dir)
        yield connection


@pytest.mark.parametrize(
    ("name", "fault"),
    [*FAULTS.items(), *MORE_CODES, *MORE_RECONTACTS, *MORE_IDENTITY]
    + [*MORE_COSTS, *MORE_ACTIVITY, *MORE_PRIORITIES],
)
def test_a_planted_fault_is_caught_by_its_expectation(candidate, name, fault):
    view = name.partition(".")[0]
    candidate.execute("begin")
    try:
        changed = candidate.execute(fault).fetchall()
        assert changed[0][0] > 0, "nothing was planted"
        faults = judge_mart(candidate, view).faults
    finally:
        candidate.execute("rollback")
    assert name in [fault.check.name for fault in faults]
    assert all(fault.line for fault in faults)


def test_the_marts_of_a_good_build_have_nothing_to_say(candidate):
    judged = judge_marts(candidate)
    assert [fault.line for one in judged.values() for fault in one.faults] == []


def test_a_source_may_end_after_the_last_interaction(candidate):
    # Mails come until 26 June, the sources are complete until 30 June.
    candidate.execute("begin")
    try:
        candidate.execute(
            series_break(day="2025-06-30", kind="source_ends", codes="null")
        )
        faults = judge_mart(candidate, "series_breaks").faults
    finally:
        candidate.execute("rollback")
    assert faults == []


def test_every_expectation_has_a_planted_fault():
    names = [check.name for check in MART_CHECKS]
    assert set(FAULTS) == set(names)
    assert len(names) == len(set(names))


def test_every_mart_has_expectations():
    marts = {path.stem for path in (ROOT / "dbt_project/models/marts").glob("*.sql")}
    assert marts <= set(VIEWS)
