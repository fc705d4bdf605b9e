"""A company whose customers come back, and a plain reading of its contacts."""

import datetime as dt
import random

from tests.support.landed import Company

DAY = 86400
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
HORIZON = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
REASONS = {"bill": 7, "move": 14, "rare": 3}  # and their windows, days


def repeating_company(folder) -> Company:
    """Return 700 customers over eight months; some leave, some come often."""
    rng = random.Random(5)
    company = Company(folder, {"calls": {}}, timezone="UTC")
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reiteration_window_days",
        *(f"{reason},{days}" for reason, days in REASONS.items()),
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{reason},{reason}" for reason in REASONS),
    )
    number = 0
    for customer in range(700):
        account = f"customer {customer}"
        at = START + dt.timedelta(seconds=rng.randrange(200 * DAY))
        left = at + dt.timedelta(days=40) if customer % 7 == 0 else None
        company.customer("calls", account, departed_on=left and left.date())
        for _ in range(1 + int(rng.expovariate(0.45))):
            number += 1
            company.interaction(
                "calls",
                f"i{number}",
                at,
                end=at + dt.timedelta(seconds=rng.randrange(900)),
                account=account,
                source_reason_code=rng.choice(["bill"] * 5 + ["move"] * 3 + ["rare"]),
            )
            days = rng.expovariate(1 / 4) if rng.random() < 0.6 else rng.uniform(0, 90)
            at += dt.timedelta(seconds=1000 + int(days * DAY))
            if at > HORIZON - dt.timedelta(days=1):
                break
    company.complete("calls", HORIZON.replace(tzinfo=None).isoformat())
    company.sources["calls"]["delivery"] = {"complete_from": dt.date(2024, 12, 1)}
    return company


def followed(built, company: Company) -> dict[str, list[tuple[str, int, bool]]]:
    """Return, per reason, each contact's customer, days followed, and recontact.

    Read from the contacts mart and the company's own customer file, in the words
    of the method: whole days to the horizon or a departure, 90 at most.
    """
    accounts = {
        row["source_interaction_id"]: row["identifier_key"]
        for row in company.rows["calls"]["identifiers"]
    }
    left = {
        row["account_key"]: row["departed_on"]
        for row in company.rows["calls"]["customers"]
        if row["departed_on"]
    }
    contacts = built.execute(
        "select contacts.contact_reason_id, contacts.customer_id, "
        "epoch(contacts.started_at), epoch(contacts.ended_at), "
        "min(source_interaction_id) "
        "from marts.contacts inner join marts.interactions using (contact_id) "
        "group by contacts.* order by 3, min(interaction_id)"
    ).fetchall()
    found: dict[str, list] = {}
    last: dict[tuple, int] = {}
    gaps: list[float | None] = [None] * len(contacts)
    for place, (reason, customer, start, _, _) in enumerate(contacts):
        if (reason, customer) in last:
            before = last[reason, customer]
            gaps[before] = max(start - contacts[before][3], 0)
        last[reason, customer] = place
    for (reason, customer, _, end, name), gap in zip(contacts, gaps, strict=True):
        until = HORIZON.timestamp()
        if day := left.get(accounts[name]):
            midnight = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
            until = min(until, midnight) if midnight > end else until
        whole = min(int((until - end) // DAY), 90)
        on_day = None if gap is None else -int(-gap // DAY)
        is_recontacted = on_day is not None and on_day <= whole
        days = on_day if is_recontacted else whole
        found.setdefault(reason, []).append((customer, days, is_recontacted))
    return found
