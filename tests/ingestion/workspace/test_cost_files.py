"""Cost files: prices that answer twice, steps that disagree, a second currency."""

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.reader import read_workspace
from tests.ingestion.workspace.samples import SOURCES

RATES = "partner_name,team_name,channel,hours,valid_from,valid_to,amount_per_hour\n"
TARIFFS = (
    "partner_name,channel,valid_from,valid_to,from_volume,price_amount,mode,"
    "minimum_amount\n"
)
LEDGER = "month_started_on,category,amount,driver,team_name,currency\n"
TIE = (
    "have as many keys and can fit the same interaction: fill a key in one of them so "
    "that they exclude each other, or add a line that has the keys of both"
)
STEPS = "expected what line 2 has: they are steps of one tariff"
FIRST = "expected a first step from 0 (or empty) and each step once"

REFUSED = {
    "a team and a channel": (
        "cost_rates",
        RATES + ",,,,,,1\n,Tech,,,,,2\n,,phone,,,,3\n",
        f"line 4, column channel: this line (channel) and line 3 (team_name) {TIE}",
    ),
    "a team and hours": (
        "cost_rates",
        RATES + ",Tech,,,,,2\n,,,20:00-22:00,,,3\n",
        f"line 3, column hours: this line (hours) and line 2 (team_name) {TIE}",
    ),
    "hours that overlap by a minute": (
        "cost_rates",
        RATES + ",,,08:00-20:01,,,2\n,,,20:00-22:00,,,3\n",
        f"line 3, column hours: this line (hours) and line 2 (hours) {TIE}",
    ),
    "an answer that comes a day late": (
        "cost_rates",
        RATES + ",Tech,,,,,2\n,,phone,,2025-03-01,,3\n,Tech,phone,,2025-03-02,,4\n",
        "line 3, column channel: this line (channel) and line 2 (team_name) "
        + TIE.replace(":", " from 2025-03-01 until 2025-03-02 (excluded):"),
    ),
    "an answer that ends too early": (
        "cost_rates",
        RATES + ",Tech,,,,,2\n,,phone,,,,3\n,Tech,phone,,,2025-06-01,4\n",
        "line 3, column channel: this line (channel) and line 2 (team_name) "
        + TIE.replace(":", " from 2025-06-01:"),
    ),
    "an answer from June on": (
        "cost_rates",
        RATES + ",Tech,,,,,2\n,,phone,,,,3\n,Tech,phone,,2025-06-01,,4\n",
        "line 3, column channel: this line (channel) and line 2 (team_name) "
        + TIE.replace(":", " until 2025-06-01 (excluded):"),
    ),
    "a week's hours": (
        "fte_parameters",
        "annual_hours,shrinkage_without_leave,occupancy\n199.9,0,1\n",
        "line 2, column annual_hours: expected a year's hours, not a week's or a "
        "month's: at least 200, such as 1607",
    ),
    "an answer for some hours only": (
        "cost_rates",
        RATES + ",Tech,,,,,2\n,,phone,,,,3\n,Tech,phone,08:00-20:00,,,4\n",
        f"line 3, column channel: this line (channel) and line 2 (team_name) {TIE}",
    ),
    "hours in words": (
        "cost_rates",
        RATES + ",,,office hours,,,2\n",
        "line 2, column hours: expected hours such as 08:00-20:00, mon-fri "
        "08:00-20:00 or sat-sun, joined by +",
    ),
    "tariffs that tie": (
        "partner_tariffs",
        "partner_name,team_name,channel,price_amount,mode\n"
        "A,,,5,whole\nA,Tech,,5,whole\nA,,phone,4,whole\n",
        f"line 4, column channel: this line (channel) and line 3 (team_name) {TIE}",
    ),
    "steps of two modes": (
        "partner_tariffs",
        TARIFFS + "A,,,,,5,whole,\nA,,,,100,4,marginal,\n",
        f"line 3, column mode: {STEPS}",
    ),
    "steps of two minimums": (
        "partner_tariffs",
        TARIFFS + "A,,,,,5,whole,10\nA,,,,100,4,whole,\n",
        f"line 3, column minimum_amount: {STEPS}",
    ),
    "steps of two validities": (
        "partner_tariffs",
        TARIFFS + "A,,,,,5,whole,\nA,,2025-03-01,,100,4,whole,\n",
        f"line 3, column valid_from: {STEPS}",
    ),
    "no first step": (
        "partner_tariffs",
        TARIFFS + "A,,,,1,5,whole,\n",
        f"line 2, column from_volume: {FIRST}",
    ),
    "two first steps": (
        "partner_tariffs",
        TARIFFS + "A,,,,,5,whole,\nA,,,,0,5,whole,\n",
        f"line 2, column from_volume: {FIRST}",
    ),
    "a tariff from within a month": (
        "partner_tariffs",
        TARIFFS + "A,,2025-03-02,,,5,whole,\n",
        "line 2, column valid_from: expected the first day of a month: volumes are a "
        "month's",
    ),
    "a second currency": (
        "cost_ledger",
        LEDGER + "2025-01-01,staff,1,interactions,,EUR\n"
        "2025-02-01,staff,1,interactions,,USD\n",
        "line 3, column currency: expected EUR, the currency of sources.yml: one "
        "workspace has one; convert the amounts",
    ),
    "a second currency of rates": (
        "cost_rates",
        "amount_per_hour,currency\n30,GBP\n",
        "line 2, column currency: expected EUR, the currency of sources.yml: one "
        "workspace has one; convert the amounts",
    ),
    "a second currency of tariffs": (
        "partner_tariffs",
        "partner_name,price_amount,mode,currency\nA,5,whole,CHF\n",
        "line 2, column currency: expected EUR, the currency of sources.yml: one "
        "workspace has one; convert the amounts",
    ),
}

READ = {
    "keys that exclude each other": ("cost_rates", ",,phone,,,,1\n,,chat,,,,2\n"),
    "hours that follow each other": (
        "cost_rates",
        ",,,08:00-20:00,,,1\n,,,20:00-08:00,,,2\n",
    ),
    "days that follow each other": (
        "cost_rates",
        ",Tech,,,,2025-03-01,1\n,,phone,,2025-03-01,,2\n",
    ),
    "more keys": ("cost_rates", ",,,,,,1\n,Tech,,,,,2\n,Tech,phone,,,,3\n"),
    "an answer where two would tie": (
        "cost_rates",
        ",Tech,,,,,1\n,,phone,,,,2\n,Tech,phone,,,2025-03-01,3\n"
        ",Tech,phone,,2025-03-01,,4\n",
    ),
    "steps in any order": (
        "partner_tariffs",
        "A,,,,100,4,whole,9\nA,,,,,5,whole,9\nB,,,,,5,marginal,\nA,chat,,,,1,whole,\n",
    ),
    "tariffs that follow each other": (
        "partner_tariffs",
        "A,,,2025-03-01,,5,whole,\nA,,2025-03-01,,,4,marginal,9\n",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_cost_file_is_refused_at_its_line(write, case):
    name, text, expected = REFUSED[case]
    folder = write(SOURCES, **{name: text})
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(folder)
    assert str(caught.value) == f"{folder / name}.csv, {expected}"


@pytest.mark.parametrize("case", READ)
def test_prices_that_answer_once_are_read(write, case):
    name, lines = READ[case]
    header = RATES if name == "cost_rates" else TARIFFS
    content = read_workspace(write(SOURCES, **{name: header + lines}))
    assert content.tables[name].num_rows == lines.count("\n")


def test_lines_of_twelve_figures_are_read_to_the_cent_and_may_pass_them_together(write):
    text = LEDGER + "2025-01-01,staff,999999999999.99,interactions,,\n"
    text += "2025-02-01,staff,999999999999.99,interactions,,\n"
    content = read_workspace(write(SOURCES, cost_ledger=text))
    amounts = content.tables["cost_ledger"].column("amount").to_pylist()
    assert [str(amount) for amount in amounts] == ["999999999999.990000"] * 2
