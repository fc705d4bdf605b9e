"""One small company, built once: what is left of dbt is tested on copies of it."""

import datetime as dt
from pathlib import Path

from tests.support.landed import Company, utc

REASONS = (
    "contact_reason_id,contact_reason_name_en,contact_reason_name_fr,"
    "reason_group,expected_contacts,reiteration_window_days",
    "billing,Billing <b>dispute</b>,Contestation de facture,money,1,7",
    "delivery,Delivery,Livraison,goods,1,7",
    "outage,Network outage,Panne du réseau,technical,0,7",
)
MAPPINGS = (
    "source_name,source_reason_code,contact_reason_id,valid_from,valid_to",
    "*,billing,billing,,",
    "*,delivery,delivery,,",
    "*,outage,outage,,",
)
# Calls come until 17 June, mails until 26 June: windows of seven days after those
# pass the horizon, so May is the last final month.
DELIVERED_UNTIL = "2025-07-01T00:00"


def build_acme(folder: Path) -> Company:
    """Half a year of 400 customers on three channels, built by dbt."""
    company = Company(
        folder,
        {
            "calls": {"delivery": {"complete_from": dt.date(2025, 1, 1)}},
            "mails": {"delivery": {"complete_from": dt.date(2025, 1, 1)}},
            "site": {"delivery": {"complete_from": dt.date(2025, 1, 1)}},
        },
        company="Acme & Sons",
        defaults={"reiteration_window_days": 7},
    )
    company.write("contact_reasons.csv", *REASONS)
    company.write("contact_reason_mappings.csv", *MAPPINGS)
    for number in range(400):
        _live(company, number)
    for source in company.sources:
        company.complete(source, DELIVERED_UNTIL)
    company.build("--select", "+marts", "--exclude-resource-type", "test").close()
    return company


def _live(company: Company, number: int) -> None:
    """A customer calls; some are not served, some write or visit after some days."""
    start = utc("2025-01-02T09:00") + dt.timedelta(hours=10 * number)
    known = {} if number % 10 == 9 else {"account": f"k{number}"}
    reason = ("billing", "billing", "delivery", "unknown code")[number % 4]
    company.interaction(
        "calls",
        f"call {number}",
        start,
        outcome="abandoned" if number % 8 == 0 else "handled",
        ended_at=start + dt.timedelta(seconds=300),
        source_reason_code=reason,
        handling_seconds=200.5,
        waiting_seconds=20.0,
        agent_key="agent pseudonym",
        team_name="=Team",
        extra='{"offer": "Fibre"}' if number % 2 else None,
        **known,
    )
    if number % 3 == 0:
        company.interaction(
            "mails",
            f"mail {number}",
            start + dt.timedelta(days=2 if number % 2 else 9),
            channel="email",
            source_reason_code=reason,
            **known,
        )
    if number % 50 == 0:
        for day in (1, 2) if number % 100 == 0 else (1,):
            company.interaction(
                "site",
                f"visit {number} {day}",
                start + dt.timedelta(days=day),
                channel="web_selfcare",
                outcome="self_served",
                source_reason_code="outage",
                **known,
            )
