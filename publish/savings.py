"""The business case of each scenario, for the report."""

import duckdb

from publish.headline import dict_rows
from publish.levers import spoken_levers

# The scenario whole first, then its lines; of one line alone the scenario says all.
SAVINGS = """
    with cases as (
        select
            *,
            contact_reason_id = 'all' as is_whole,
            max(net_yearly_saving_amount)
                filter (where contact_reason_id = 'all')
                over (partition by scenario) as scenario_amount,
            min(contact_reason_id) filter (where contact_reason_id <> 'all')
                over (partition by scenario) as one_reason_id
        from marts.what_if_savings
    ),
    shown as (
        select
            * exclude (contact_reason_id),
            if(is_whole, one_reason_id, contact_reason_id) as contact_reason_id
        from cases
    )
    select
        shown.* exclude (contact_reason_id),
        contact_reason_id = '*' as is_any_reason,
        coalesce(contact_reason_name_en, contact_reason_id) as name
    from shown
    left join marts.contact_reasons using (contact_reason_id)
    where is_whole or line_count > 1
    order by
        scenario_amount desc nulls last, scenario, is_whole desc,
        net_yearly_saving_amount desc nulls last, contact_reason_id
"""


def savings(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return scenario by scenario what it would save, the best first.

    Beside the columns of what_if_savings, in words: `levers`, `case`, `case_range` and
    `stays`; and whether what is not seen makes a difference (`has_unseen`).
    Empty where the workspace has no scenario or nothing is final for 90 days.
    """
    return [
        row
        | {
            "levers": spoken_levers(row),
            "case": case(row),
            "case_range": case_range(row),
            "stays": stays(row),
            "has_unseen": has_unseen(row),
        }
        for row in dict_rows(connection, SAVINGS)
    ]


def case(row: dict) -> str:
    """Return in a few words when a change has paid for itself.

    `row` is one of what_if_savings; the middle of its levers counts. A line of
    several has no case of its own: its scenario has.
    """
    if not row["is_whole"]:
        return ""
    if row["net_yearly_saving_amount"] is None:
        return "not priced"
    if row["is_underpriced"]:
        return "too little priced"
    return _paid_after(row["payback_months"])


def case_range(row: dict) -> str:
    """Return when it has at the bold and at the prudent end of its levers, in words.

    Nothing where there is no case, or both ends say what the middle says.
    """
    middle = case(row)
    if middle in ("", "not priced", "too little priced"):
        return ""
    bold, prudent = (
        _paid_after(row[f"payback_months_lever_{end}"]) for end in ("high", "low")
    )
    if bold == middle == prudent:
        return ""
    for unit in (" months", " years"):
        if bold.endswith(unit) and prudent.endswith(unit):
            bold = bold.removesuffix(unit)
    return f"{bold} to {prudent}"


def stays(row: dict) -> str:
    """Return in a few words what of a scenario's cost does not fall of itself.

    `row` is one of what_if_savings; its lines and what is under 1 % say nothing.
    """
    if not row["is_whole"]:
        return ""
    shares = (
        ("spread from the ledger", row["ledger_share"]),
        ("charged by partners' tariffs", row["tariff_share"]),
    )
    return " and ".join(
        f"{share:.0%} {words}" for words, share in shares if share and share >= 0.01
    )


def has_unseen(row: dict) -> bool:
    """Say whether the estimate with what is not seen is another figure: 1 % or more.

    `row` is one of what_if_savings.
    """
    saving, estimated = (
        row[f"yearly_saving_amount{end}"] for end in ("", "_estimated")
    )
    if saving is None or estimated is None:
        return False
    return abs(estimated - saving) >= abs(saving) / 100 and estimated != saving


def _paid_after(months: float | None) -> str:
    if months is None:
        return "never"
    return "at once" if months == 0 else spoken_months(float(months))


def spoken_months(months: float) -> str:
    """Return months as a board would say them."""
    if months < 1:
        return "under a month"
    if months >= 36:
        return f"{months / 12:.0f} years"
    return "1 month" if round(months) == 1 else f"{months:.0f} months"
