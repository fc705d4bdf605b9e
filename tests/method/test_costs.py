"""Costs of random interactions: read plainly, and what may not change them.

Rates are split, scaled and shuffled, lines of nothing added, rows read in another
order: each is a whole run of the models of costs.
"""

import datetime as dt
import random
from decimal import Decimal

import duckdb
import pytest

from tests.method.cost_files_reading import invoices, lines
from tests.method.costs_reading import costs
from tests.support.landed import Company, run_dbt

CENT = Decimal("0.01")
TIMEZONE = dt.timezone(dt.timedelta(hours=1))  # of Paris in these months
COLUMNS = (
    "partner_name,site_name,team_name,channel,support_level,language,hours,valid_from,"
    "valid_to,amount_per_hour,amount_per_interaction,default_handling_seconds,"
    "concurrency"
).split(",")
SCOPE = COLUMNS[:7]
RATES = [
    {"amount_per_hour": "30", "default_handling_seconds": "300"},
    {"channel": "chat", "amount_per_hour": "33.3", "concurrency": "3"},
    {"channel": "email", "amount_per_hour": "31", "amount_per_interaction": "0.07"},
    {"channel": "phone", "hours": (18, 20), "amount_per_hour": "45"},
    {"channel": "ivr", "amount_per_hour": "2.4"},
    {"channel": "web_selfcare", "amount_per_interaction": "0.11"},
    {"channel": "phone", "team_name": "Tech", "amount_per_interaction": "6.5"}
    | {"hours": (8, 18)},
    {"channel": "back_office", "team_name": "Tech", "amount_per_hour": "41"}
    | {"valid_to": dt.date(2025, 2, 10)},
    {"channel": "back_office", "team_name": "Tech", "amount_per_hour": "43.7"}
    | {"valid_from": dt.date(2025, 2, 10)},
]
TARIFFS = [
    {"partner_name": "Atlas", "channel": "phone", "mode": "marginal"}
    | {"steps": [(0, "5"), (20, "4.1"), (40, "3.3")]},
    {"partner_name": "Atlas", "channel": "chat", "mode": "whole"}
    | {"steps": [(0, "3"), (10, "2.9")], "minimum_amount": "37"},
    {"partner_name": "Bell", "mode": "whole", "steps": [(0, "6"), (9000, "5")]},
    {"partner_name": "Bell", "channel": "bot", "mode": "whole", "steps": [(0, "1")]},
]
LEDGER = [
    {"category": "salaries", "amount": "700", "driver": "handling_time"}
    | {"month": dt.date(2025, 2, 1), "team_name": "Desk"},
    {"category": "licences", "amount": "33.33", "driver": "interactions"}
    | {"month": dt.date(2025, 2, 1), "team_name": "Desk"},
    {"category": "credit", "amount": "-5", "driver": "standard_cost"}
    | {"month": dt.date(2025, 2, 1), "team_name": "Desk", "channel": "phone"},
    {"category": "overhead", "amount": "100", "driver": "standard_cost"}
    | {"month": dt.date(2025, 1, 1), "language": "fr"},
]


def line(columns, values) -> str:
    hours = values.get("hours")
    text = values | ({"hours": f"{hours[0]:02}:00-{hours[1]:02}:00"} if hours else {})
    return ",".join("" if text.get(c) is None else str(text[c]) for c in columns)


def write(company, rates=RATES, tariffs=TARIFFS, ledger=LEDGER) -> None:
    company.write(
        "cost_rates.csv", ",".join(COLUMNS), *(line(COLUMNS, r) for r in rates)
    )
    steps = [*SCOPE, "from_volume", "price_amount", "mode", "minimum_amount"]
    priced = [
        tariff | {"from_volume": volume, "price_amount": price}
        for tariff in tariffs
        for volume, price in tariff["steps"]
    ]
    company.write(
        "partner_tariffs.csv", ",".join(steps), *(line(steps, t) for t in priced)
    )
    spent = ["month", "category", "amount", "driver", *SCOPE]
    header = ",".join(spent).replace("month", "month_started_on")
    company.write("cost_ledger.csv", header, *(line(spent, one) for one in ledger))


def lived(rng, number) -> dict:
    start = dt.datetime(2025, 1, 20, 6, tzinfo=dt.UTC)
    at = start + dt.timedelta(seconds=rng.randrange(40 * 86400))
    channel = rng.choice(
        ["phone"] * 6 + ["chat", "chat", "email", "email", "ivr", "bot"]
        + ["web_selfcare", "back_office", "back_office"]
    )  # fmt: skip
    partners = {
        "phone": ["Atlas", "Atlas", "Bell", None, None],
        "chat": ["Atlas", None],
        "ivr": ["Bell", None],
        "bot": ["Bell", None],
    }
    partner = rng.choice(partners.get(channel, [None]))
    local = at.astimezone(TIMEZONE)
    return {
        "id": f"i{number}",
        "at": at,
        "day": local.date(),
        "month": local.date().replace(day=1),
        "hour": local.hour,
        "channel": channel,
        "direction": "internal"
        if channel == "back_office"
        else rng.choice(["inbound", "inbound", "outbound"]),
        "outcome": rng.choice(["handled"] * 4 + ["abandoned", "failed", "unknown"]),
        "is_automatic": rng.random() < 0.06,
        "thread_id": rng.choice(["crm:t1", None]),
        "seconds": rng.choice([None, *(rng.randrange(1, 2000) for _ in range(4))]),
        "partner_name": partner,
        "site_name": None,
        "team_name": None if partner else rng.choice(["Desk", "Tech", None]),
        "support_level": rng.choice([None, 1, 2]),
        "language": rng.choice(["fr", "en", None]),
    }


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    rng = random.Random(7)
    company = Company(tmp_path_factory.mktemp("costs"), timezone="Europe/Paris")
    company.lived = [lived(rng, number) for number in range(600)]
    fill(company, company.lived)
    company.complete("crm", "2025-12-31")  # an hour of it is seen in Paris
    company.days = (min(row["day"] for row in company.lived), dt.date(2025, 12, 30))
    write(company)
    with company.build("--select", "+marts", "--exclude-resource-type", "test") as db:
        company.cost_lines = db.execute(
            "select file_name, line_number, fitting_interaction_count, "
            "pricing_interaction_count from marts.cost_lines order by 1, 2"
        ).fetchall()
        company.invoices = db.execute(
            "select channel, month_started_on, billable_interaction_count, "
            "charged_amount, unallocated_amount from marts.tariff_reconciliation"
        ).fetchall()
    company.base = read(company)
    return company


def fill(company, rows) -> None:
    company.rows["crm"]["interactions"].clear()
    company.rows["crm"]["identifiers"].clear()
    for row in rows:
        given = {
            key: row[key]
            for key in ("channel", "direction", "outcome", "is_automatic", "thread_id")
            + ("partner_name", "site_name", "team_name", "support_level", "language")
        }
        company.interaction(
            "crm",
            row["id"],
            row["at"],
            account=f"a{len(row['id']) % 3}",
            handling_seconds=None if row["seconds"] is None else float(row["seconds"]),
            thread_kind="case",
            **given,
        )


def read(company) -> dict:
    with duckdb.connect(company.data_dir / "warehouse.duckdb", read_only=True) as db:
        rows = db.execute(
            "select source_interaction_id, cost_amount, cost_basis "
            "from intermediate.int_interactions_costed"
        ).fetchall()
    return {name: (amount, basis) for name, amount, basis in rows}


def priced_again(company, select="path:models/intermediate/costs", **files) -> dict:
    """Write other files of costs and run what reads them."""
    write(company, **files)
    company.land()
    ran = run_dbt(company.data_dir, "run", "--quiet", "--select", select)
    assert ran.returncode == 0, ran.stdout
    return read(company)


def total(found) -> Decimal:
    return sum(amount for amount, _ in found.values() if amount is not None)


def test_costs_are_those_of_a_plain_reading(company):
    expected = costs(company.lived, RATES, TARIFFS, LEDGER, company.days)
    assert company.base.keys() == expected.keys()
    bases = {name: basis for name, (_, basis) in company.base.items()}
    assert bases == {name: basis for name, (_, basis) in expected.items()}
    assert {None, "rate", "tariff", "ledger"} == set(bases.values())
    for name, (amount, _) in company.base.items():
        if amount is not None:
            assert abs(amount - Decimal(float(expected[name][0]))) < Decimal("1e-5")


def test_lines_fit_and_price_what_a_plain_reading_says(company):
    expected = []
    for file, told in lines(
        company.lived, RATES, TARIFFS, LEDGER, company.days
    ).items():
        expected += [(file, n + 2, *counts) for n, counts in enumerate(told)]
    assert company.cost_lines == sorted(expected)
    steps = [prices for file, _, _, prices in expected if "tariffs" in file]
    assert 0 < steps.count(0) < len(steps)
    assert min(fits for _, _, fits, _ in expected) > 0
    assert any(prices < fits for _, _, fits, prices in expected)


def test_invoices_are_those_of_a_clerk_in_silent_months_too(company):
    # From the month of the first call to that of the last day, which is December's.
    months = [dt.date(2025, month, 1) for month in range(1, 13)]
    expected = {
        (TARIFFS[number].get("channel"), month, volume, charge, unborne)
        for (number, month), (volume, charge, unborne) in invoices(
            company.lived, TARIFFS, months, company.days
        ).items()
    }
    assert set(company.invoices) == expected
    assert ("chat", dt.date(2025, 7, 1), 0, 37, 37) in expected


def test_splitting_a_rate_by_date_or_team_changes_nothing(company):
    day = dt.date(2025, 2, 1)
    chat, late = RATES[1], RATES[3]
    by_date = [chat | {"valid_to": day}, chat | {"valid_from": day}]
    by_team = [late, *(late | {"team_name": team} for team in ("Desk", "Tech"))]
    others = [rate for rate in RATES if rate not in (chat, late)]
    assert priced_again(company, rates=[*others, *by_date, *by_team]) == company.base


def test_a_line_of_nothing_changes_nothing(company):
    nothing = LEDGER[0] | {"amount": "0", "team_name": None, "category": "none"}
    nobody = {"team_name": "Nobody", "channel": "phone", "amount_per_hour": "0"}
    nobody |= {"hours": (18, 20)}
    found = priced_again(company, rates=[*RATES, nobody], ledger=[*LEDGER, nothing])
    assert found == company.base


def test_scaling_all_prices_scales_all_costs(company):
    def scaled(lines, *names):
        return [
            one | {n: str(3 * Decimal(one[n])) for n in names if one.get(n)}
            for one in lines
        ]

    tariffs = [
        tariff | {"steps": [(v, str(3 * Decimal(p))) for v, p in tariff["steps"]]}
        for tariff in scaled(TARIFFS, "minimum_amount")
    ]
    found = priced_again(
        company,
        rates=scaled(RATES, "amount_per_hour", "amount_per_interaction"),
        tariffs=tariffs,
        ledger=scaled(LEDGER, "amount"),
    )
    assert total(company.base) > 1000
    for name, (amount, basis) in company.base.items():
        assert found[name][1] == basis
        if amount is not None:
            assert abs(found[name][0] - 3 * amount) <= Decimal("0.000006")
    assert abs(total(found) - 3 * total(company.base)) < CENT


def test_a_credit_leaves_an_hourly_part_above_the_cost(company):
    # 100 off by interactions leave less than what is spread by time: 700 of 633.33.
    credit = LEDGER[1] | {"category": "refund", "amount": "-100"}
    models = "path:models/intermediate/costs int_work_priced"
    priced_again(company, models, ledger=[*LEDGER, credit])
    with duckdb.connect(company.data_dir / "warehouse.duckdb", read_only=True) as db:
        assert db.execute(
            "select count(*) from intermediate.int_work_priced "
            "where hourly_amount > cost_amount + 0.01"
        ).fetchone() > (0,)
    test = ("test", "--quiet", "--select", "the_hourly_part_is_a_part")
    assert run_dbt(company.data_dir, *test).returncode == 0


def test_the_order_of_rows_and_lines_changes_nothing(company):
    rng = random.Random(8)
    shuffled = {
        name: rng.sample(lines, len(lines))
        for name, lines in {"rates": RATES, "ledger": LEDGER}.items()
    }
    backwards = [t | {"steps": t["steps"][::-1]} for t in TARIFFS[::-1]]
    fill(company, rng.sample(company.lived, len(company.lived)))
    found = priced_again(
        company, "+int_interactions_costed", tariffs=backwards, **shuffled
    )
    assert found == company.base
