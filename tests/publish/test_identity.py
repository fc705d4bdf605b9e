"""The report says whom identity cut, left apart and found impossible, and how much."""

import duckdb

from tests.publish.test_report import rerun, text_of
from tests.quality.faults_of_identity import account, cut, impossible, pair

HEADING = "Who is who, and who is not"


def test_where_nothing_is_cut_there_is_nothing_to_read(published):
    assert HEADING not in text_of(published / "report.html")


def test_the_largest_cuts_are_named_and_the_others_counted(data_dir, company):
    text = rerun(
        data_dir,
        company,
        cut(account_count=5000, interaction_count=12345),
        cut(
            position_number=2,
            cut_rule="'max_daily_contacts'",
            limit_count=20,
            max_daily_contact_count=21,
        ),
        cut(
            position_number=3,
            cut_rule="'reissued'",
            limit_count=400,
            max_gap_days=401,
        ),
        cut(position_number=4, cut_rule="'ignored'", limit_count="null"),
    )
    assert (
        "identity_cuts no. 1: phone on 12,345 interactions "
        "(on 5,000 accounts, more than 50)"
    ) in text
    assert "no. 2: phone on 60 interactions (21 contacts on one day" in text
    assert "no. 3: phone on 60 interactions (unused for 401 days" in text
    assert "no. 4" not in text and "and 1 more in identity_cuts" in text
    assert "switchboard" not in text  # its key


def test_impossible_and_ambiguous_customers_are_named_without_their_ids(
    data_dir, company
):
    text = rerun(
        data_dir,
        company,
        impossible(
            position_number=1,
            contact_count=700,
            max_monthly_contact_count=300,
            impossible_rule="'monthly_contacts'",
            identifier_type="'order'",
        ),
        pair(account(0), interaction_count=8, ticket_count=3),
        pair(account(1), interaction_count=8, ticket_count=3),
    )
    assert (
        "impossible_customers no. 1: 700 contacts (300 contacts in one month), "
        "mostly by one order"
    ) in text
    assert "ignored_identifiers.csv" in text
    assert "1 customers without account" in text
    assert "8 interactions and 3 tickets" in text
    assert "caller" not in text.lower().split(HEADING.lower())[1]


def test_tables_of_single_identifiers_are_not_shared(published):
    with duckdb.connect(published / "aggregates.duckdb", read_only=True) as shared:
        tables = {name for (name,) in shared.sql("show tables").fetchall()}
    assert not tables & {
        "identity_cuts",
        "ambiguous_customers",
        "impossible_customers",
        "customer_merges",
    }
