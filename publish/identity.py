"""What the report says of identity: what was cut, left apart or found impossible."""

import duckdb

from publish.headline import dict_rows

SHOWN = 3
# Persons are few behind a row, so keys and ids stay in the marts: a line names its
# position there.
CUTS = f"""
    select position_number, identifier_type, cut_rule, limit_count, account_count,
        interaction_count, max_daily_contact_count, busiest_date, max_gap_days,
        count(*) over () as total
    from marts.identity_cuts
    order by position_number
    limit {SHOWN}
"""
IMPOSSIBLE = f"""
    select position_number, impossible_rule, account_count, contact_count,
        max_daily_contact_count, max_monthly_contact_count, identifier_type,
        count(*) over () as total
    from marts.impossible_customers
    order by position_number
    limit {SHOWN}
"""
AMBIGUOUS = """
    select count(*) as customer_count,
        cast(sum(interaction_count) as bigint) as interaction_count,
        cast(sum(ticket_count) as bigint) as ticket_count
    from (
        select distinct customer_id, interaction_count, ticket_count
        from marts.ambiguous_customers
    )
"""
RULES = {
    "ignored": "a line of ignored_identifiers.csv",
    "max_group_size": "on {account_count:,} accounts, more than {limit_count:,}",
    "max_daily_contacts": "{max_daily_contact_count:,} contacts on one day, "
    "more than {limit_count:,}",
    "reissued": "unused for {max_gap_days:,.0f} days, more than {limit_count:,}: "
    "two people's",
    "accounts": "{account_count:,} accounts",
    "monthly_contacts": "{max_monthly_contact_count:,} contacts in one month",
    "daily_contacts": "{max_daily_contact_count:,} contacts on one day",
}


def find_identity(connection: duckdb.DuckDBPyConnection) -> dict[str, list]:
    """Return the report's lines on identity: texts, and one row on the ambiguous."""
    return {
        "cuts": _lines(
            dict_rows(connection, CUTS),
            "{identifier_type} on {interaction_count:,} interactions ({rule})",
            "identity_cuts",
        ),
        "impossible": _lines(
            dict_rows(connection, IMPOSSIBLE),
            "{contact_count:,} contacts ({rule}), mostly by one {identifier_type}",
            "impossible_customers",
        ),
        "ambiguous": dict_rows(connection, AMBIGUOUS),
    }


def _lines(rows: list[dict], pattern: str, mart: str) -> list[str]:
    """Return a line a row, and one for those that are not shown."""
    lines = []
    for row in rows:
        rule = row.get("cut_rule") or row.get("impossible_rule")
        said = pattern.format(rule=RULES[rule].format(**row), **row)
        lines.append(f"{mart} no. {row['position_number']}: {said}")
    if rows and rows[0]["total"] > len(rows):
        lines.append(f"and {rows[0]['total'] - len(rows):,} more in {mart}")
    return lines
