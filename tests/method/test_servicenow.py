"""Figures of a real service desk, counted independently in plain SQL beforehand.

One interaction per incident, 24,915 of them with a caller; see the data set's page at
the UCI Machine Learning Repository ("Incident management process enriched event log").
"""

import shutil

import duckdb
import pytest

from tests.support.commands import build_marts
from tests.support.landed import ROOT
from tests.support.shared_data import shared_file

ARCHIVE = shared_file("servicenow_uci/incident_event_log.zip")
# workspace: customers, tickets, reiterations / contacts, tickets with more than one
# contact, contacts per ticket, contacts of the longest.
FIGURES = {
    "category": (5244, 20054, "19.51", "13.6", "1.242", 312),
    "category_and_subcategory": (5244, 21432, "13.98", "8.9", "1.163", 312),
    "any_reason": (5244, 12716, "48.96", "38.2", "1.959", 340),
    "category_30_days": (5244, 17077, "31.46", "22.3", "1.459", 399),
}


@pytest.mark.skipif(ARCHIVE is None, reason="incident_event_log.zip is not here")
@pytest.mark.parametrize("name", FIGURES)
def test_the_figures_of_the_service_desk_are_reproduced(name, tmp_path):
    workspace = tmp_path / "workspace"
    shutil.copytree(ROOT / "tests/workspaces" / f"servicenow_uci_{name}", workspace)
    (workspace / ARCHIVE.name).symlink_to(ARCHIVE)
    built = build_marts(workspace, tmp_path / "data")
    with duckdb.connect(built, read_only=True) as warehouse:
        found = warehouse.sql("""
            select
                count(distinct customer_id),
                count(*),
                printf('%.2f', 100 * sum(reiteration_count) / sum(contact_count)),
                printf('%.1f', 100 * count(*) filter (contact_count > 1) / count(*)),
                printf('%.3f', sum(contact_count) / count(*)),
                max(contact_count)
            from marts.tickets
        """).fetchall()[0]
        assert found == FIGURES[name]
        contacts = warehouse.sql("""
            select count(customer_id), count(*) - count(customer_id) from marts.contacts
        """).fetchall()[0]
        assert contacts == (24915, 3)
        if name == "category":
            resolutions = warehouse.sql("""
                select resolution, count(*) from marts.tickets group by 1 order by 1
            """).fetchall()
            assert resolutions == [("once_and_done", 17326), ("reiterated", 2728)]
            # The same file, counted without the reason or with 30 days: two of the
            # figures above, here as definitions of one build.
            others = warehouse.sql("""
                select definition_id, cast(sum(ticket_count) as bigint),
                    printf('%.2f', 100 * sum(reiteration_count) / sum(contact_count))
                from marts.reiteration_rates
                where period_grain = 'year' and slice = 'all' and definition_id in
                    ('any_reason', 'window_7_days', 'window_30_days')
                group by 1 order by 1
            """).fetchall()
            assert others == [
                ("any_reason", 12716, "48.96"),
                ("window_30_days", 17077, "31.46"),
                ("window_7_days", 20054, "19.51"),
            ]
