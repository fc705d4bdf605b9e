"""A block becomes customers or monthly activity: the two other entities of a file."""

import decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells, looks_like_footer
from ingestion.connectors.files.checked import Checker
from ingestion.connectors.files.identifiers import Pseudonyms, identifier_table
from ingestion.connectors.files.verdicts import as_mask
from ingestion.contract import ACTIVITY, AMOUNT, CUSTOMER_IDENTIFIERS, CUSTOMERS
from ingestion.identity import normalised_accounts

CUSTOMER_TYPES = ("person", "organisation")
MAX_AMOUNT = 10**12 - 1
_CENTS = decimal.Decimal("0.000001")


def shape_customers(
    cells: Cells,
    checker: Checker,
    pseudonyms: Pseudonyms,
    provenance: dict[str, pa.Array],
) -> dict[str, pa.Table]:
    """Return the `customers` and `customer_identifiers` of the rows that hold."""
    verdicts = checker.verdicts
    cells.skip_unwanted(verdicts)
    given = cells.text("customer_account")
    others = [
        target
        for target in ("customer_email", "customer_phone", "started_on", "valid_from")
        if cells.has(target)
    ]
    alone = np.ones(cells.count, bool)
    for target in others:
        alone &= as_mask(pc.is_null(cells.text(target)))
    verdicts.skip(alone & looks_like_footer(given))
    checker.required("customer_account")
    accounts = normalised_accounts(given)
    verdicts.reject(
        as_mask(pc.is_valid(given)) & as_mask(pc.is_null(accounts)),
        cells.place("customer_account"),
        "customer_account lost digits in a spreadsheet: export it as text",
    )
    checker.learn_decimal(["yearly_revenue_amount"])
    columns = {
        "customer_segment": cells.text("customer_segment"),
        "customer_type": checker.word("customer_type", CUSTOMER_TYPES),
        "started_on": checker.date("started_on"),
        "departed_on": checker.date("departed_on"),
        "yearly_revenue_amount": _amounts(
            checker.number("yearly_revenue_amount", 0, MAX_AMOUNT)
        ),
        "valid_from": checker.date("valid_from"),
        "version_number": checker.version(),
        **provenance,
    }
    taken = pa.array(verdicts.accepted)
    columns = {name: column.filter(taken) for name, column in columns.items()}
    columns["account_key"] = pseudonyms.hashes("account", accounts.filter(taken))
    count = int(verdicts.accepted.sum())
    columns["source_name"] = pa.repeat(pseudonyms.source_name, count)
    table = pa.table([columns[n] for n in CUSTOMERS.names], schema=CUSTOMERS)
    found, unusable = pseudonyms.identifiers(cells, taken)
    checker.progress.rejected_identifier_count += int(unusable.sum())
    return {
        "customers": table,
        "customer_identifiers": identifier_table(found, table, CUSTOMER_IDENTIFIERS),
    }


def shape_activity(
    cells: Cells,
    checker: Checker,
    pseudonyms: Pseudonyms,
    provenance: dict[str, pa.Array],
) -> dict[str, pa.Table]:
    """Return the `activity` of the rows that hold: a month and a segment each."""
    verdicts = checker.verdicts
    cells.skip_unwanted(verdicts)
    months = cells.text("month_started_on")
    verdicts.skip(looks_like_footer(months))
    checker.required("month_started_on")
    dates = checker.date("month_started_on")
    verdicts.reject(
        as_mask(pc.not_equal(pc.day(dates), 1)),
        cells.place("month_started_on"),
        "month_started_on is not the first day of a month",
    )
    checker.required("active_customer_count")
    columns = {
        "month_started_on": dates,
        "customer_segment": pc.fill_null(cells.text("customer_segment"), "all"),
        "active_customer_count": checker.whole_number("active_customer_count"),
        "order_count": checker.whole_number("order_count"),
        "version_number": checker.version(),
        **provenance,
    }
    taken = pa.array(verdicts.accepted)
    columns = {name: column.filter(taken) for name, column in columns.items()}
    count = int(verdicts.accepted.sum())
    columns["source_name"] = pa.repeat(pseudonyms.source_name, count)
    table = pa.table([columns[n] for n in ACTIVITY.names], schema=ACTIVITY)
    return {"activity": table}


def _amounts(values: pa.Array) -> pa.Array:
    """Return amounts as decimals; repr gives a float's shortest exact writing."""
    encoded = values.dictionary_encode()
    amounts = [
        # An amount above the limit is rejected already: it only must not overflow.
        None
        if value is None or abs(value) > MAX_AMOUNT
        else decimal.Decimal(repr(value)).quantize(_CENTS)
        for value in encoded.dictionary.to_pylist()
    ]
    return pa.array(amounts, AMOUNT).take(encoded.indices)
