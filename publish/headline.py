"""The three figures a stranger wants, and when they must not be shown."""

from dataclasses import dataclass

import duckdb

SELF_CARE = "('web_selfcare', 'app_selfcare')"
SMALL = 30  # tickets or customers: under it, a figure is too small to read
MINIMUM_COVERAGE = 0.7  # of contacts with a customer: under it, bounds are needed
MEASURES = """
    select
        count(*) filter (is_30_days_known) as followed_count,
        count(distinct customer_id) filter (is_30_days_known)
            as followed_customer_count,
        avg(contact_count_30_days) filter (is_30_days_known) as mean_contacts,
        count(*) filter (is_eligible) as eligible_count,
        count(distinct customer_id) filter (is_eligible) as eligible_customer_count,
        {shares},
        avg(cast(first_channel in {self_care} as integer)) filter (is_eligible)
            as self_care_share,
        count(*) filter (is_eligible and first_channel in {self_care})
            as self_care_count,
        avg(cast(last_channel in {self_care} as integer))
            filter (is_eligible and first_channel in {self_care})
            as self_care_containment_rate
    from period_tickets
    where {condition}
"""
RESOLUTIONS = {  # as the report names them
    "once_and_done": ("Once & Done", "résolu en un contact"),
    "reiterated": ("Reiterated", "réitéré"),
    "reiterated_late": ("Reiterated late", "réitéré tard"),
    "unserved": ("Unserved", "non pris en charge"),
}


@dataclass(frozen=True)
class Figure:
    """One headline figure: `value` is None where `why_not` says why."""

    title: str
    title_fr: str
    definition: str
    value: str | None
    why_not: str | None
    tickets: str  # over how many of which tickets
    beside: list[str]  # what must be read with it


def measure(connection: duckdb.DuckDBPyConnection, condition: str = "true") -> dict:
    """Return counts and rates over the period's tickets that meet a condition."""
    shares = ", ".join(
        f"avg(cast(resolution = '{word}' as integer)) filter (is_eligible) as {word}"
        for word in RESOLUTIONS
    )
    query = MEASURES.format(shares=shares, self_care=SELF_CARE, condition=condition)
    return dict_rows(connection, query)[0]


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
    """Return the three figures, from `measure` of all and of assisted tickets.

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
            f"{everything['followed_count']:,} tickets followed for 30 days"
            if key == "mean_contacts"
            else f"{everything['eligible_count']:,} eligible tickets"
        )
        return Figure(title, title_fr, definition, value, why_not, tickets, beside)

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
            "taux de réitération",
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
        why_not=None,
        tickets=f"{any_reason['group_count']:,} eligible chains of contacts",
        beside=[f"By each source's own codes: {by_code.value}", *by_code.beside],
    )


def _shown(
    measured: dict, key: str, coverage: float | None
) -> tuple[str | None, str | None]:
    """Return a figure's text, or None and why there is none."""
    kind = "followed" if key == "mean_contacts" else "eligible"
    count, customers = measured[f"{kind}_count"], measured[f"{kind}_customer_count"]
    if not count:
        return None, "not known yet: no ticket has been followed for long enough"
    if coverage is not None and coverage < MINIMUM_COVERAGE:
        return None, (
            f"not shown: only {int(coverage * 100)}% of contacts are identified; "
            "bounds are needed in place of a rate"
        )
    if count < SMALL or customers < SMALL:
        return None, "too few to read"
    value = measured[key]
    return (f"{value:.2f}" if kind == "followed" else f"{value:.1%}"), None
