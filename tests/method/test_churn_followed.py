"""Nobody can be said to have stayed on days that no customer file tells of."""

import pytest

from tests.support.landed import LOADED_AT, Company, utc

ENDS = {  # when each customer's one call ends; the customer file tells until 1 July
    "left": "2025-03-01T10:00:00",
    "last to be followed": "2025-04-02T00:00:00",
    "a second too late": "2025-04-02T00:00:01",
    "long after the file": "2025-09-01T10:00:00",
}


def customer_file():
    columns = {"customer_account": "id"}
    return {"entity": "customers", "columns": columns, "constants": {}}


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Calls until December, a customer file of June, another without departures."""
    company = Company(
        tmp_path_factory.mktemp("churn"),
        {"calls": {}, "crm": customer_file(), "loyalty": customer_file()},
    )
    company.interaction("calls", "first", "2024-12-01T10:00:00", account="nobody")
    for account, end in ENDS.items():
        company.interaction("calls", account, end, end=end, account=account)
        company.customer("crm", account, yearly_revenue_amount=100)
    company.rows["crm"]["customers"][0]["departed_on"] = utc("2025-05-01").date()
    company.customer("loyalty", "left", delivered_at=utc("2024-12-01"))
    company.complete("calls", "2025-12-31")
    company.rows["crm"]["deliveries"].append(
        {
            "source_name": "crm",
            "entity": "customers",
            "delivery_id": "June",
            "row_count": len(ENDS),
            "complete_until_at": utc("2025-07-01"),
            "loaded_at": LOADED_AT,
        }
    )
    return company.build(
        "--select", "+churn_at_stake", "--exclude-resource-type", "test"
    )


def test_tickets_are_followed_as_far_as_customer_files_tell(followed):
    # 90 days before 1 July is 2 April; the horizon, 31 December, tells of nobody.
    rows = followed.execute(
        "select ticket_count, departed_ticket_count from marts.churn_at_stake "
        "where contact_reason_id = 'all'"
    ).fetchall()
    assert rows == [(2, 1)]
