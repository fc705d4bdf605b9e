"""Probable links in the warehouse: joined where accepted, invisible where held."""

import json

from tests.support.landed import LOADED_AT, Company

LINKED = ("a", "b")


def linked_company(folder) -> Company:
    """Two accounts without anything in common, linked by a customer file."""
    company = Company(folder, {"calls": {}, "crm": {}})
    for number, account in enumerate(LINKED):
        company.interaction(
            "calls",
            f"call {account}",
            f"2025-03-0{number + 3}T10:00",
            account=account,
            source_reason_code="billing",
        )
        company.customer("crm", account)
    company.complete("calls", "2025-06-01T00:00")
    company.complete("crm", "2025-06-01T00:00")
    company.rows["crm"]["customer_links"].append(
        {
            "source_name": "crm",
            "left_account_key": "a",
            "right_account_key": "b",
            "match_probability": 0.97,
            "loaded_at": LOADED_AT,
        }
    )
    return company


def customers(connection) -> list[tuple]:
    found = connection.sql(
        "select interaction_id, customer_id, ticket_id from marts.interactions "
        "order by interaction_id"
    ).fetchall()
    connection.close()
    return found


def test_linked_accounts_are_one_customer_with_one_ticket(tmp_path):
    company = linked_company(tmp_path)
    (_, one, ticket), (_, other, other_ticket) = customers(company.build())
    assert one == other
    assert ticket == other_ticket  # the second call came a day after the first


def test_links_of_a_held_load_count_as_little_as_its_rows(tmp_path):
    company = linked_company(tmp_path)
    company.land()
    audit = company.data_dir / "raw" / "_audits" / "crm__1.1.json"
    held = json.loads(audit.read_text()) | {"status": "held", "holds_from_at": None}
    company.land = lambda: audit.write_text(json.dumps(held))
    found = customers(
        company.build("--select", "+interactions", "--indirect-selection", "cautious")
    )
    assert len({customer for _, customer, _ in found}) == 2


def test_where_the_unit_is_the_account_a_link_joins_none(tmp_path):
    company = linked_company(tmp_path)
    company.top["customer_unit"] = "account"
    found = customers(
        company.build("--select", "+interactions", "--indirect-selection", "cautious")
    )
    assert len({customer for _, customer, _ in found}) == 2
