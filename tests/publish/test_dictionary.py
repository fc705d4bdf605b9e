"""The dictionary says what every column means, in any spreadsheet."""

import csv
import io

import pytest

from publish.candidate import Column, Mart
from publish.dictionary import FORMULA_STARTS, dictionary
from tests.publish.test_tables import parquet_of


def test_the_dictionary_has_every_column_of_every_table(published):
    with (published / "dictionary.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["table", "column", "type", "description"]
    assert all(row["description"] for row in rows)
    columns: dict[str, set[str]] = {}
    for row in rows:
        columns.setdefault(row["table"], set())
        if row["column"]:
            columns[row["table"]].add(row["column"])
    assert columns == parquet_of(published)
    said = {(row["table"], row["column"]): row for row in rows}
    assert said["tickets", "contact_count"]["type"] == "bigint"
    assert said["interactions", "x_offer"]["type"] == "varchar"
    assert said["tickets", ""]["description"].endswith("One row per ticket.")


@pytest.mark.parametrize("start", ["=1+1", "+33", "-2", "@cmd", "\tx", "\rx"])
def test_no_cell_is_a_formula(start):
    column = Column(name=start, type="VARCHAR", description=start, expression="")
    mart = Mart(name="marts", description=start, columns=(column,))
    rows = csv.reader(io.StringIO(dictionary((mart,)), newline=""))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    assert cells.count("'" + start) == 3  # two descriptions and the column's name
