"""Faults of what identity cut, left apart and found impossible."""


def insert(mart, **values):
    listed = ", ".join(f"{value} as {name}" for name, value in values.items())
    return f"insert into marts.{mart} by name select {listed}"


def cut(**changes):
    """A switchboard as the mart lists it, but for the changes."""
    right = {
        "position_number": 1,
        "identifier_type": "'phone'",
        "identifier_key": "'switchboard'",
        "cut_rule": "'max_group_size'",
        "limit_count": 50,
        "account_count": 51,
        "interaction_count": 60,
        "unidentified_interaction_count": 2,
        "customer_row_count": 0,
        "max_daily_contact_count": 3,
        "max_gap_days": 9.5,
        "first_used_at": "timestamp '2025-01-03'",
        "last_used_at": "timestamp '2025-01-04'",
    }
    return insert("identity_cuts", **(right | changes))


def account(position):
    """The id of one of the company's customers."""
    return (
        "(select customer_id from marts.customers where identity_rule = 'account' "
        f"order by customer_id limit 1 offset {position})"
    )


def pair(touched, **changes):
    """A row of an ambiguous customer that touches two, but for the changes."""
    right = {
        "customer_id": "'caller'",
        "touched_customer_id": touched,
        "touched_customer_count": 2,
        "shared_identifier_count": 1,
        "interaction_count": 2,
        "contact_count": 2,
        "ticket_count": 1,
    }
    return insert("ambiguous_customers", **(right | changes))


def impossible(**changes):
    """One of the company's customers as an impossible one, but for the changes."""
    right = {
        "customer_id": account(0),
        "impossible_rule": "'daily_contacts'",
        "identifier_key": "'key'",
        "max_daily_contact_count": 1,
        "max_monthly_contact_count": 1,
        **{
            name: f"(select {name} from marts.customers where customer_id = "
            f"{account(0)})"
            for name in (
                "account_count",
                "contact_count",
                "ticket_count",
                "interaction_count",
            )
        },
    }
    return insert("impossible_customers", **(right | changes))


def merge(**changes):
    """A merge into one of the company's customers, but for the changes."""
    interaction = (
        "(select min(interaction_id) from marts.interactions "
        f"where customer_id = {account(0)})"
    )
    at = (
        f"(select started_at from marts.interactions where interaction_id = "
        f"{interaction})"
    )
    right = {
        "from_customer_id": "'gone'",
        "into_customer_id": account(0),
        "interaction_id": interaction,
        "merged_at": at,
        "from_identifier_type": "'phone'",
        "into_identifier_type": "'account'",
        "moved_interaction_count": 3,
        "moved_ticket_count": 2,
        "moved_month_count": 2,
        "first_moved_month_on": "date '2025-01-01'",
        "last_moved_month_on": "date '2025-03-01'",
    }
    return insert("customer_merges", **(right | changes))


TWO = (pair(account(0)), pair(account(1)))
IDENTITY = {
    "identity_cuts.key": "; ".join([cut(), cut(position_number=2)]),
    "identity_cuts.words": cut(cut_rule="'disliked'"),
    "identity_cuts.limits": cut(account_count=50),
    "identity_cuts.ranges": cut(unidentified_interaction_count=61),
    "identity_cuts.order": "; ".join(
        [cut(), cut(identifier_key="'x'", position_number=2, interaction_count=61)]
    ),
    "ambiguous_customers.key": "; ".join([*TWO, pair(account(0))]),
    "ambiguous_customers.customers": "; ".join(TWO),
    "ambiguous_customers.touched": pair("'nobody'"),
    "ambiguous_customers.ranges": pair(account(0)),
    "impossible_customers.key": "; ".join([impossible(), impossible()]),
    "impossible_customers.words": impossible(impossible_rule="'annoying'"),
    "impossible_customers.ranges": impossible(max_daily_contact_count=2),
    "impossible_customers.customers": impossible(contact_count=99),
    "customer_merges.key": "; ".join([merge(), merge()]),
    "customer_merges.ids": merge(from_customer_id=account(1)),
    "customer_merges.ranges": merge(moved_ticket_count=4),
    "customer_merges.interactions": merge(merged_at="timestamp '2024-01-01'"),
}
# Other sides of the same expectations: each guard has its own limit.
MORE_IDENTITY = (
    (
        "identity_cuts.limits",
        cut(
            cut_rule="'max_daily_contacts'", limit_count=20, max_daily_contact_count=20
        ),
    ),
    (
        "identity_cuts.limits",
        cut(cut_rule="'reissued'", limit_count=400, max_gap_days=400),
    ),
    ("identity_cuts.limits", cut(identifier_type="'account'")),
    (
        "identity_coverage.ranges",
        "update marts.identity_coverage set identified_qualified_contact_share = "
        "identified_contact_share + 0.01",
    ),
    ("customer_merges.ids", merge(into_customer_id="'nobody'")),
    ("customer_merges.ranges", merge(first_moved_month_on="date '2025-04-01'")),
    ("identity_cuts.limits", cut(cut_rule="'ignored'")),
)
