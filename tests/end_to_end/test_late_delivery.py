"""A delivery that comes late moves final figures, and the next snapshot says so."""

import datetime as dt

import duckdb
import pytest

from tests.publish.publishing import current, run
from tests.support.landed import Company

JANUARY = (
    "definition_id = 'once_and_done' and period_grain = 'month' "
    "and period_started_on = date '2025-01-01' "
    "and slice = 'all' and column_name in ('ticket_count', 'contact_count', "
    "'reiterated_ticket_count', 'once_and_done_rate', 'mean_contacts_30_days')"
)


@pytest.fixture
def company(tmp_path):
    """Two customers who called once in January; the mails are not there yet."""
    company = Company(
        tmp_path,
        {
            name: {"delivery": {"complete_from": dt.date(2024, 12, 1)}}
            for name in ("calls", "mails")
        },
    )
    for name in ("a", "b"):
        company.interaction("calls", name, "2025-01-10T09:00", end=None, account=name)
    for source in company.sources:
        company.complete(source, "2025-03-31")
    return company


def publish(company):
    company.build("--select", "+marts", "--exclude-resource-type", "test").close()
    assert run(company.data_dir, company) == 0
    return current(company.data_dir).resolve()


def test_a_late_mail_restates_its_final_month(company):
    first = publish(company)
    company.interaction(
        "mails", "late", "2025-01-12T09:00", channel="email", account="a", end=None
    )
    second = publish(company)
    found = duckdb.sql(
        "select column_name, old_value, new_value, causes, from_snapshot_id, "
        f"to_snapshot_id from '{second}/parquet/restatements.parquet' "
        f"where {JANUARY} order by column_name"
    ).fetchall()
    because = ("late_delivery (mails)", first.name, second.name)
    # Two tickets of one contact each; then one has two contacts.
    assert found == [
        ("contact_count", 2, 3, *because),
        ("mean_contacts_30_days", 1, 1.5, *because),
        ("once_and_done_rate", 1, 0.5, *because),
        ("reiterated_ticket_count", 0, 1, *because),
    ]
