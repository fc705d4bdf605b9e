"""Two customers turn out to be one: a final month moves, and the merge says why."""

import datetime as dt

import duckdb

from tests.publish.publishing import current, run
from tests.support.landed import Company


def publish(company):
    company.build("--select", "+marts", "--exclude-resource-type", "test").close()
    assert run(company.data_dir, company) == 0
    return current(company.data_dir).resolve()


def test_a_merge_restates_the_months_that_it_moves_and_no_other(tmp_path):
    complete = {"delivery": {"complete_from": dt.date(2024, 12, 1)}}
    company = Company(tmp_path, {"calls": complete})
    # One person: by phone in January, by account two days later and in February.
    company.interaction("calls", "a", "2025-01-10T09:00", phone="p")
    company.interaction("calls", "b", "2025-01-12T09:00", account="k")
    company.interaction("calls", "c", "2025-02-10T09:00", account="k")
    company.complete("calls", "2025-03-31")
    before = publish(company)

    company.interaction("calls", "d", "2025-04-02T09:00", account="k", phone="p")
    company.interaction("calls", "e", "2025-02-20T09:00", account="another")
    company.complete("calls", "2025-04-30")
    after = publish(company)

    old_id = "select customer_id from '{}/parquet/interactions.parquet' where {}"
    ids = [
        duckdb.sql(
            old_id.format(folder, f"interaction_id = 'calls:{name}'")
        ).fetchall()[0][0]
        for folder, name in ((before, "b"), (before, "a"), (after, "b"))
    ]
    assert ids[1] == ids[2]
    merges = duckdb.sql(
        "select from_customer_id, into_customer_id, merged_at, interaction_id, "
        "from_identifier_type, into_identifier_type, moved_interaction_count, "
        "moved_ticket_count, first_moved_month_on, last_moved_month_on "
        f"from '{after}/parquet/customer_merges.parquet'"
    ).fetchall()
    assert merges == [
        (
            *(ids[0], ids[1], dt.datetime(2025, 4, 2, 9), "calls:d"),
            *("account", "phone", 2, 2),
            *(dt.date(2025, 1, 1), dt.date(2025, 2, 1)),
        )
    ]
    moved = duckdb.sql(
        "select period_started_on, old_value, new_value, causes from "
        f"'{after}/parquet/restatements.parquet' where definition_id = "
        "'once_and_done' and period_grain = 'month' and slice = 'all' "
        "and column_name = 'ticket_count' order by period_started_on"
    ).fetchall()
    # January: two tickets became one of two contacts; February: a late call more.
    assert moved == [
        (
            *(dt.date(2025, 1, 1), 2, 1),
            "late_delivery (calls), customers_merged (1)",
        ),
        (
            *(dt.date(2025, 2, 1), 1, 2),
            "late_delivery (calls), customers_merged (1)",
        ),
    ]
