"""A plain reading of what lines of cost files price and what partners charge."""

from collections import Counter
from fractions import Fraction

from tests.method.costs_reading import (
    best,
    billable,
    carriers,
    costs,
    fits,
    price_of,
    standards,
    tariff_of,
)
from tests.method.days_reading import Days, seen_part


def lines(rows, rates, tariffs, ledger, days: Days) -> dict[str, list[tuple[int, int]]]:
    """Return of each file's lines how many rows they fit, and how many they price.

    Each step of a tariff is a line, and prices what its tariff does or, above the
    volume of every month, nothing.
    """
    found = costs(rows, rates, tariffs, ledger, days)
    standard = standards(rows, rates, tariffs, days)
    _, able = carriers(rows, rates, standard, ledger)
    carrying = Counter(
        number for weights in able.values() for number, weight in weights if weight
    )

    def told(file, basis, chosen=best):
        return [
            (
                sum(fits(line, row) for row in rows),
                sum(
                    chosen(file, row) is line and found[row["id"]][1] == basis
                    for row in rows
                ),
            )
            for line in file
        ]

    return {
        "cost_rates.csv": told(rates, "rate"),
        "partner_tariffs.csv": [
            (fit, prices if step <= most else 0)
            for (fit, prices), tariff in zip(
                told(tariffs, "tariff", tariff_of), tariffs, strict=True
            )
            for most in [greatest_volume(rows, tariffs, tariff)]
            for step, _ in tariff["steps"]
        ],
        "cost_ledger.csv": [
            (
                sum(line["month"] == row["month"] and fits(line, row) for row in rows),
                carrying[number],
            )
            for number, line in enumerate(ledger)
        ],
    }


def greatest_volume(rows, tariffs, tariff) -> int:
    """Return the most that a tariff's partner worked on in a month."""
    return max(volume(rows, tariffs, tariff, row["month"]) for row in rows)


def volume(rows, tariffs, tariff, month) -> int:
    """Return what a tariff's partner worked on in a month."""
    return sum(
        row["month"] == month and billable(row) and tariff_of(tariffs, row) is tariff
        for row in rows
    )


def invoices(
    rows, tariffs, months, days: Days
) -> dict[tuple, tuple[int, Fraction, Fraction]]:
    """Return volume, charge and what nothing bears of it by tariff and month."""
    found = {}
    for number, tariff in enumerate(tariffs):
        for month in months:
            worked = volume(rows, tariffs, tariff, month)
            priced = price_of(tariff, worked)
            least = Fraction(tariff.get("minimum_amount") or 0)
            due = max(priced, seen_part(least, month, days)) if worked else 0
            charge = max(priced, least)
            found[number, month] = (worked, charge, charge - due)
    return found
