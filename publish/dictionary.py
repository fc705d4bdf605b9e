"""dictionary.csv: every published table and column, in dbt's words."""

import csv
import io

from publish.candidate import Mart

HEADER = ("table", "column", "type", "description")
# A spreadsheet runs what starts so as a formula; an apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def dictionary(marts: tuple[Mart, ...]) -> str:
    """Return the dictionary as CSV: a row per table (no column), one per column."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    for mart in marts:
        writer.writerow(map(guarded, (mart.name, "", "table", mart.description)))
        for column in mart.columns:
            cells = (mart.name, column.name, column.type.lower(), column.description)
            writer.writerow(map(guarded, cells))
    return text.getvalue()


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text
