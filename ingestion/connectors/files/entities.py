"""A block becomes customers or monthly activity: the two other entities of a file."""

import decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import looks_like_footer
from ingestion.connectors.files.shaping import Shaping
from ingestion.connectors.files.verdicts import as_mask
from ingestion.contract import ACTIVITY, AMOUNT, CUSTOMER_IDENTIFIERS, CUSTOMERS
from ingestion.identity import normalised_accounts

CUSTOMER_TYPES = ("person", "organisation")
# A footer stands in the account's place with none of these beside it.
BESIDE_AN_ACCOUNT = ("customer_email", "customer_phone", "started_on", "valid_from")
MAX_AMOUNT = 10**12 - 1
_CENTS = decimal.Decimal("0.000001")


def shape_customers(shaping: Shaping) -> dict[str, pa.Table]:
    """Return the `customers` and `customer_identifiers` of the rows that hold."""
    cells, checker = shaping.cells, shaping.checker
    cells.skip_unwanted(checker.verdicts)
    given = cells.text("customer_account")
    alone = np.ones(cells.count, bool)
    for target in BESIDE_AN_ACCOUNT:
        alone &= as_mask(pc.is_null(cells.text(target)))
    checker.verdicts.skip(alone & looks_like_footer(given))
    checker.required("customer_account")
    checker.intact("customer_account")
    checker.intact("customer_order")
    accounts = normalised_accounts(given)
    checker.verdicts.reject(
        as_mask(pc.is_valid(given)) & as_mask(pc.is_null(accounts)),
        cells.place("customer_account"),
        "customer_account is masked or only says that there is none: export it whole",
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
    }
    keys = shaping.pseudonyms.hashes("account", accounts.filter(shaping.taken))
    table = shaping.table(CUSTOMERS, columns, {"account_key": keys})
    if shaping.links:
        shaping.links.add(table, cells, shaping.taken)
    return {
        "customers": table,
        "customer_identifiers": shaping.identifiers(table, CUSTOMER_IDENTIFIERS),
    }


def shape_activity(shaping: Shaping) -> dict[str, pa.Table]:
    """Return the `activity` of the rows that hold: a month and a segment each."""
    cells, checker = shaping.cells, shaping.checker
    cells.skip_unwanted(checker.verdicts)
    checker.verdicts.skip(looks_like_footer(cells.text("month_started_on")))
    checker.required("month_started_on")
    dates = checker.date("month_started_on")
    checker.verdicts.reject(
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
    }
    return {"activity": shaping.table(ACTIVITY, columns, {})}


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
