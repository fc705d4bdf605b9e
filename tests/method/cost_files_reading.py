"""A plain reading of what lines of cost files price and what partners charge."""

from collections import Counter
from fractions import Fraction

from tests.method.costs_reading import (
    best,
    billable,
    carriers,
    costs,
    fits,
    invoice_of,
    standards,
)


def lines(rows, rates, tariffs, ledger) -> dict[str, list[tuple[int, int]]]:
    """Return of each file's lines how many rows they fit, and how many they price."""
    found = costs(rows, rates, tariffs, ledger)
    _, able = carriers(rows, rates, standards(rows, rates, tariffs), ledger)
    carrying = Counter(
        number for weights in able.values() for number, weight in weights if weight
    )

    def told(file, basis):
        return [
            (
                sum(fits(line, row) for row in rows),
                sum(
                    best(file, row) is line and found[row["id"]][1] == basis
                    for row in rows
                ),
            )
            for line in file
        ]

    return {
        "cost_rates.csv": told(rates, "rate"),
        "partner_tariffs.csv": told(tariffs, "tariff"),
        "cost_ledger.csv": [
            (
                sum(line["month"] == row["month"] and fits(line, row) for row in rows),
                carrying[number],
            )
            for number, line in enumerate(ledger)
        ],
    }


def invoices(rows, tariffs, months) -> dict[tuple, tuple[int, Fraction, Fraction]]:
    """Return volume, charge and what nothing bears of it by tariff and month."""
    found = {}
    for number, tariff in enumerate(tariffs):
        for month in months:
            volume = sum(
                row["month"] == month and billable(row) and best(tariffs, row) is tariff
                for row in rows
            )
            charge = invoice_of(tariff, volume)
            found[number, month] = (volume, charge, Fraction(0) if volume else charge)
    return found
