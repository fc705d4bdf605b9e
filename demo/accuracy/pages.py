"""The tables of docs/method.md that show measured figures."""

import re
from pathlib import Path

from demo.accuracy.signs import EXCEPTIONS, OURS, sign, signs

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
HEADS = {
    "definitions": "| definition | true | published | ceiling | sign, true "
    "| sign, published |",
    "definitions_by_what_is_known": "| persons | reasons | ours | "
    + " | ".join(f"`{name}`" for name in EXCEPTIONS)
    + " | sign" * len(EXCEPTIONS)
    + " |",
    "coding": "| coded twice | kappa | repeats as coded | corrected | truly |",
}


def tables(figures: dict) -> dict[str, str]:
    """Return each table of the page, by the figures it shows."""
    of_signs = {
        column: signs(figures["definitions"], f"{column}_rate")
        for column in ("true", "published")
    }
    rows = [
        [
            f"`{one['definition_id']}`",
            *(
                _said(one[f"{column}_rate"], one["is_share"])
                for column in ("true", "published", "ceiling")
            ),
            *(
                found.get(one["definition_id"], "") if one["is_share"] else ""
                for found in of_signs.values()
            ),
        ]
        for one in figures["definitions"]
    ]
    known = []
    for one in figures["definitions_by_what_is_known"]:
        rates = [one[name] for name in (OURS, *EXCEPTIONS)]
        less = [sign(rate, rates[0]) for rate in rates[1:]]
        said = [_said(rate, True) for rate in rates]
        known.append([one["person"], one["reason"], *said, *less])
    return {
        "definitions": _table(HEADS["definitions"], rows),
        "definitions_by_what_is_known": _table(
            HEADS["definitions_by_what_is_known"], known
        ),
        "coding": _table(HEADS["coding"], [_coding(figures["coding"])]),
    }


def renewed(page: str, figures: dict) -> str:
    """Return the page with its tables as measured; raise ValueError if one is not."""
    for name, table in tables(figures).items():
        pattern = re.escape(HEADS[name]) + r"\n(\|.*\n?)*"
        page, count = re.subn(pattern, lambda _, table=table: table + "\n", page)
        if count != 1:
            raise ValueError(
                f"docs/method.md has {count} tables that begin with {HEADS[name]!r}: "
                "expected one"
            )
    return page


def _coding(found: dict) -> list[str]:
    def within(name: str, form: str) -> str:
        ends = [found[f"{name}{end}"] for end in ("", "_low", "_high")]
        if None in ends:
            return "–"
        return "{} ({} to {})".format(*(format(end, form) for end in ends))

    return [
        f"{found['item_count']:,}",
        within("kappa", ".2f"),
        f"{found['repeated_rate']:.1%}",
        within("corrected_repeated_rate", ".1%"),
        f"{found['true_repeated_rate']:.1%}",
    ]


def _table(head: str, rows: list[list[str]]) -> str:
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _said(rate: float | None, is_share: bool) -> str:
    if rate is None:
        return "–"
    return f"{rate:.1%}" if is_share else f"{rate:.2f}"
