"""The three figures a stranger wants, and when they must not be shown."""

from dataclasses import dataclass

import duckdb

SELF_CARE = ("web_selfcare", "app_selfcare")
SMALL = 30  # tickets or customers: under it, a figure is too small to read
MINIMUM_COVERAGE = 0.7  # of contacts with a customer: under it, bounds stand
RESOLUTIONS = {  # as the report names them
    "once_and_done": ("Once & Done", "résolu en un contact"),
    "reiterated": ("Reiterated", "réitéré"),
    "reiterated_late": ("Reiterated late", "réitéré tard"),
    "unserved": ("Unserved", "non pris en charge"),
}
RATES = {  # of reiteration_rates
    "mean_contacts": "mean_contacts_30_days",
    "once_and_done": "once_and_done_rate",
    "reiterated": "reiterated_ticket_rate",
    "reiterated_late": "reiterated_late_rate",
    "unserved": "unserved_rate",
}
BOUNDS = {"mean_contacts": "mean_contacts", "reiterated": "reiterated_ticket_rate"}
OF_PERIOD = """
    select * from marts.reiteration_rates
    where definition_id = 'once_and_done' and period_grain = 'last_12_months'
"""
ASSISTED = f"""
    select
        count(*) filter (is_eligible) as eligible_ticket_count,
        count(*) filter (is_30_days_known) as followed_ticket_count,
        count(distinct customer_id) filter (is_eligible) < {SMALL} as is_small_cell,
        avg(contact_count_30_days) filter (is_30_days_known) as mean_contacts,
        avg(cast(resolution = 'once_and_done' as integer)) filter (is_eligible)
            as once_and_done,
        avg(cast(resolution = 'reiterated' as integer)) filter (is_eligible)
            as reiterated
    from period_tickets
    where first_channel not in {SELF_CARE}
"""


@dataclass(frozen=True)
class Figure:
    """One headline figure: `value` is None where `why_not` says why."""

    title: str
    title_fr: str
    definition: str
    value: str | None
    interval: str | None  # 95 %
    why_not: str | None
    tickets: str  # over how many of which tickets
    beside: list[str]  # what must be read with it
    unit: str = ""


def measure(connection: duckdb.DuckDBPyConnection) -> dict:
    """Return the period's counts and rates, with `_low` and `_high`, from the mart."""
    rows = dict_rows(connection, f"{OF_PERIOD} and slice in ('all', 'first_channel')")
    found = next((row for row in rows if row["slice"] == "all"), None)
    if found is None:
        return {"self_care_share": None, "self_care_count": 0}
    begun = [
        row["eligible_ticket_count"]
        for row in rows
        if row["slice"] == "first_channel" and row["slice_value"] in SELF_CARE
    ]
    share = sum(begun) / found["eligible_ticket_count"]
    found |= {"self_care_count": sum(begun), "self_care_share": share}
    for key, rate in RATES.items():
        for end in ("", "_low", "_high"):
            found[key + end] = found[rate + end]
    return found


def measure_assisted(connection: duckdb.DuckDBPyConnection) -> dict:
    """Return counts and rates over the period's tickets begun outside self-care."""
    return dict_rows(connection, ASSISTED)[0]


def dict_rows(
    connection: duckdb.DuckDBPyConnection, query: str, given: dict | None = None
) -> list[dict]:
    """Return a query's rows as dictionaries; `given` are its parameters."""
    cursor = connection.execute(query, given or {})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def headline(
    everything: dict,
    assisted: dict,
    coverage: float | None,
    any_reason: dict | None = None,
) -> list[Figure]:
    """Return the three figures, from what `measure` and `measure_assisted` found.

    `coverage` is the share of contacts that have a customer. `any_reason` takes the
    place of reiterated tickets: without a mapping of codes a ticket ends where the
    source does.
    """

    def figure(key: str, title: str, title_fr: str, definition: str) -> Figure:
        if (everything["self_care_share"] or 0) > 0.5:
            title += " (mostly self-care)"
        value, why_not = _shown(everything, key, coverage)
        beside = []
        if value and key == "reiterated":
            unserved = _shown(everything, "unserved", coverage)[0]
            beside.append(f"Unserved (non pris en charge): {unserved}")
        other = _shown(assisted, key, coverage)[0]
        if value and other and everything["self_care_share"]:
            beside.append(f"Begun outside self-care: {other}")
        tickets = (
            f"{everything.get('followed_ticket_count', 0):,} tickets followed for "
            "30 days"
            if key == "mean_contacts"
            else f"{everything.get('eligible_ticket_count', 0):,} eligible tickets"
        )
        interval = value and interval_of(everything, key)
        return Figure(
            title, title_fr, definition, value, interval, why_not, tickets, beside
        )

    figures = [
        figure(
            "mean_contacts",
            "Mean contacts per ticket",
            "nombre moyen de contacts par ticket",
            "Contacts that a customer makes for one problem within 30 days of the "
            "first, that one included.",
        ),
        figure(
            "once_and_done",
            "Once & Done rate",
            "taux de résolution en un contact",
            "Share of tickets with one contact that somebody served and none after "
            "it: the customer did not come back.",
        ),
        figure(
            "reiterated",
            "Reiterated tickets",
            "part des tickets réitérés",
            "Share of tickets whose customer came back for the same reason within "
            "its window.",
        ),
    ]
    if any_reason and any_reason["rate"] is not None:
        figures[2] = _of_any_reason(figures[2], any_reason)
    return figures


def _of_any_reason(by_code: Figure, any_reason: dict) -> Figure:
    """Return the headline of a company whose codes are not mapped yet."""
    if by_code.value is None:
        return by_code
    return Figure(
        title="Reiterated, any reason",
        title_fr="taux de réitération, tous motifs",
        definition="Share of problems whose customer came back within the window, for "
        "whatever reason: codes are not mapped yet, so a reason ends where its source "
        "does.",
        value=f"{any_reason['rate']:.1%}",
        interval=f"{any_reason['rate_low']:.1%} to {any_reason['rate_high']:.1%}",
        why_not=None,
        tickets=f"{any_reason['group_count']:,} eligible chains of contacts",
        beside=[f"By each source's own codes: {by_code.value}", *by_code.beside],
    )


def interval_of(measured: dict, key: str) -> str:
    """Return a figure's 95 % interval in words."""
    low, high = (_spoken(key, measured[key + end]) for end in ("_low", "_high"))
    return f"{low} to {high}"


def _spoken(key: str, value: float) -> str:
    return f"{value:.2f}" if key == "mean_contacts" else f"{value:.1%}"


def _shown(
    measured: dict, key: str, coverage: float | None
) -> tuple[str | None, str | None]:
    """Return a figure's text, or None and why there is none."""
    kind = "followed" if key == "mean_contacts" else "eligible"
    count = measured.get(f"{kind}_ticket_count")
    if not count or measured[key] is None:
        return None, "not known yet: no ticket has been followed for long enough"
    if count < SMALL or measured["is_small_cell"]:
        return None, "too few to read"
    if coverage is not None and coverage < MINIMUM_COVERAGE:
        return None, _bounded(measured, key, coverage)
    return _spoken(key, measured[key]), None


def _bounded(measured: dict, key: str, coverage: float) -> str:
    """Return what can be said where too many contacts have no customer."""
    few = f"only {int(coverage * 100)}% of contacts are identified"
    rate = BOUNDS.get(key)
    if rate is None or measured.get(f"{rate}_lower_bound") is None:
        return f"not shown: {few}"
    low, high = (
        _spoken(key, measured[f"{rate}_{end}_bound"]) for end in ("lower", "upper")
    )
    whole = " in all" if key == "mean_contacts" else ""
    return f"between {low} and {high}{whole}: {few}"
