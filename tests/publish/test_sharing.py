"""What the file to be shared shows of each mart: no row that speaks of under five."""

from dataclasses import replace

import duckdb
import pytest

from publish.candidate import Mart, read_marts
from publish.sharing import is_shareable, shared
from publish.sharing_rules import NUMBERS, TOTALS
from publish.sharing_totals import is_primary
from publish.tables import as_written
from tests.support.landed import Company

# By hand, from each mart's description: the columns that count what a row is about,
# or what its sums and rates are taken over. None: the mart counts nothing of people.
SPEAKS_OF = {
    "calendar": None,
    "channel_activity": (
        "contact_count waiting_known_contact_count handling_known_contact_count"
    ),
    "channel_switches": "switch_count",
    "churn_at_stake": "ticket_count customer_count",
    "coding_agreement": "item_count quiet_contact_count",
    "contact_count_distribution": "ticket_count reason_ticket_count",
    "contact_rates": "contact_count",
    "contact_reasons": None,
    "cost_lines": "fitting_interaction_count",
    "cost_reconciliation": "covered_interaction_count",
    "costs_to_resolve": "ticket_count complete_ticket_count measured_ticket_count",
    "data_readiness": None,
    "definitions": None,
    "identity_coverage": "interaction_count contact_count",
    "overrides": None,
    "rank_sensitivity": "contact_count",
    "rate_changes": "ticket_count compared_ticket_count",
    "reason_priorities": "ticket_count complete_ticket_count",
    "reason_quality": "contact_count coded_interaction_count",
    "recontact_curves": "contact_count at_risk_count",
    "reiteration_rates": "ticket_count eligible_ticket_count followed_ticket_count",
    "self_care_containment": "self_care_start_count",
    "series_breaks": None,
    "settings": None,
    "source_reason_codes": "interaction_count contact_count",
    "sources": "interaction_count",
    "tariff_reconciliation": "interaction_count",
    "unticketed_costs": "interaction_count priced_count",
    "what_if_savings": "ticket_count complete_ticket_count",
    "window_advice": "contact_count followed_90_days_count",
}
CASES = [(mart, name) for mart, of in SPEAKS_OF.items() for name in (of or "").split()]


@pytest.fixture(scope="module")
def marts(company: Company) -> dict[str, Mart]:
    """The marts as they are published, by name."""
    manifest = company.data_dir / "dbt" / "manifest.json"
    warehouse = company.data_dir / "warehouse.duckdb"
    with duckdb.connect(warehouse, read_only=True) as connection:
        read = read_marts(connection, manifest)
    return {mart.name: as_written(mart) for mart in read if is_shareable(mart)}


def shown(mart: Mart, **numbers: int) -> list[dict]:
    """Return what is shared of one row: 100 in every number but those given."""
    values = {
        column.name: f"{numbers.get(column.name, 100)}::{column.type}"
        if column.type.startswith(NUMBERS)
        else f"{'false' if column.type == 'BOOLEAN' else 'null'}::{column.type}"
        for column in mart.columns
    }
    row = ", ".join(f"{value} as {name}" for name, value in values.items())
    to_share = shared(mart)
    if mart.name in TOTALS:
        row = f"*, {is_primary(mart.name)} as is_hidden from (select {row})"
    selected = ", ".join(
        f"{column.expression} as {column.name}" for column in to_share.columns
    )
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(
            f"select {selected} from (select {row}) where {to_share.rows}"
        )
        names = [column[0] for column in rows.description]
        return [dict(zip(names, found, strict=True)) for found in rows.fetchall()]


def test_every_mart_that_is_shared_is_in_the_list(marts):
    assert set(marts) == set(SPEAKS_OF)


@pytest.mark.parametrize(("name", "column"), CASES)
def test_four_are_hidden_and_five_are_shown(marts, name, column):
    mart = marts[name]
    assert shown(mart, **{column: 5})[0][column] == 5
    hidden = shown(mart, **{column: 4})
    if "is_small_cell" in mart.column_names:
        assert [row[column] for row in hidden] == [None]
    else:
        assert hidden == []


@pytest.mark.parametrize("name", [name for name, of in SPEAKS_OF.items() if not of])
def test_a_mart_that_counts_nobody_is_shared_whole(marts, name):
    assert shared(marts[name]) == marts[name]


def test_a_small_cell_loses_every_number_but_its_keys(marts):
    (row,) = shown(marts["contact_count_distribution"], ticket_count=1, contact_count=7)
    numbers = {name: value for name, value in row.items() if value not in (None, False)}
    assert numbers == {"contact_count": 7, "expected_contacts": 100}


def test_a_mart_nobody_listed_is_judged_by_all_its_counts(marts):
    mart = replace(marts["channel_activity"], name="new_mart")
    assert shown(mart, served_contact_count=5) != []
    assert shown(mart, served_contact_count=4) == []
