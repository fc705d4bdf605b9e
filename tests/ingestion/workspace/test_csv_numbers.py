"""Amounts and shares of workspace files, as spreadsheets write them."""

from decimal import Decimal

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.csv_file import read_csv
from ingestion.workspace.csv_values import typed_rows
from ingestion.workspace.tables import TABLES

LEDGER = "month_started_on;category;amount;driver"
FTE = "annual_hours;shrinkage_without_leave;occupancy"


@pytest.fixture
def typed(tmp_path):
    """Return a function that reads lines of a file of the workspace."""

    def read(name: str, *lines: str, encoding: str = "utf-8") -> list[dict]:
        file = tmp_path / f"{name}.csv"
        file.write_bytes("\n".join(lines).encode(encoding))
        return [
            values
            for _, values in typed_rows(read_csv(file, TABLES[name]), TABLES[name])
        ]

    return read


def ledger(amount: str) -> str:
    return f"2025-03-01;salaries;{amount};handling_time"


def refusal(typed, name: str, *lines: str) -> str:
    with pytest.raises(WorkspaceError) as refused:
        typed(name, *lines)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("blank", [" ", "\u00a0"])
def test_blanks_group_thousands_as_a_french_spreadsheet_writes_them(
    typed, blank, encoding
):
    (row,) = typed("cost_ledger", LEDGER, ledger(f"1{blank}234,50"), encoding=encoding)
    assert row["amount"] == Decimal("1234.50")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1\u202f234\u202f567,5", "1234567.5"),
        ("-1 234,50", "-1234.50"),
        ("862,50", "862.50"),
        ("1,234", "1.234"),
        ("34.50", "34.50"),
        ("0.125", "0.125"),
        ("1234.500", "1234.500"),
    ],
)
def test_a_number_with_one_reading_is_read(typed, text, amount):
    (row,) = typed("cost_ledger", LEDGER, ledger(text))
    assert row["amount"] == Decimal(amount)


def test_whole_numbers_and_hours_may_be_grouped(typed):
    (row,) = typed("fte_parameters", FTE, "1 607;0,12;0,80")
    assert (row["annual_hours"], row["occupancy"]) == (1607, 0.8)
    (row,) = typed(
        "partner_tariffs",
        "partner_name,from_volume,price_amount,mode",
        "Atlas,10 000,4.5,whole",
    )
    assert row["from_volume"] == 10000


@pytest.mark.parametrize("text", ["1 23,50", "12 3456", "1234 567", "1 234 ,5"])
def test_blanks_elsewhere_are_no_number(typed, text):
    assert "expected an amount" in refusal(typed, "cost_ledger", LEDGER, ledger(text))


@pytest.mark.parametrize("text", ["34,50 €", "€34,50", "$ 5", "1 234,50 £"])
def test_a_currency_sign_is_to_be_taken_out(typed, text):
    said = refusal(typed, "cost_ledger", LEDGER, ledger(text))
    assert "line 2, column amount: " in said
    assert "take out the currency sign" in said
    assert "34" not in said.split("column amount")[1]


@pytest.mark.parametrize("text", ["12%", "12 %", "12\u00a0%"])
def test_a_per_cent_is_told_how_it_is_written(typed, text):
    said = refusal(typed, "fte_parameters", FTE, f"1607;{text};0,8")
    assert "column shrinkage_without_leave: " in said and "12 % is 0.12" in said


@pytest.mark.parametrize("text", ["1.234,50", "1,234.50"])
def test_points_and_commas_that_group_are_to_be_taken_out(typed, text):
    said = refusal(typed, "cost_ledger", LEDGER, ledger(text))
    assert "take out the points or commas that group thousands" in said


def test_points_and_commas_that_group_are_told_among_commas_too(typed):
    line = '2025-03-01,salaries,"1,234.50",handling_time'
    said = refusal(typed, "cost_ledger", LEDGER.replace(";", ","), line)
    assert "take out the points or commas" in said


@pytest.mark.parametrize("text", ["12.500", "12.5"])
def test_a_point_among_decimal_commas_is_refused(typed, text):
    """12.500 was read as twelve and a half, of a file that means thousands by it."""
    said = refusal(typed, "cost_ledger", LEDGER, ledger(text), ledger("862,50"))
    assert "line 2, column amount: expected a decimal comma" in said
    # A comma in a name is none.
    rows = typed("cost_ledger", LEDGER, ledger("12.5").replace("salaries", "a,b"))
    assert rows[0]["amount"] == Decimal("12.5")


def test_thousands_or_decimals_need_another_number_that_tells(typed):
    said = refusal(typed, "cost_ledger", LEDGER, ledger("12.500"), ledger("7"))
    assert "that can be read one way" in said
    rows = typed("cost_ledger", LEDGER, ledger("12.500"), ledger("7.25"))
    assert rows[0]["amount"] == Decimal("12.5")
    line = "2025-03-01,salaries,12.500,handling_time"
    (row,) = typed("cost_ledger", LEDGER.replace(";", ","), line)
    assert row["amount"] == Decimal("12.5")
