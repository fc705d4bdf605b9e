"""report.html: one page, nothing to load, no customer in it."""

from pathlib import Path

import jinja2
from markupsafe import Markup

from publish.charts import reasons_chart
from publish.costs_spoken import spoken as spoken_amount
from publish.curves import curves_chart
from publish.decided import spoken_override
from publish.findings import Findings
from publish.headline import MINIMUM_COVERAGE, RESOLUTIONS
from publish.numbers import change, given, posts, released, whole
from publish.page import finished
from publish.period import spoken
from publish.priorities import CAUSES, TREATMENTS
from publish.series import breaks, drawn_months, last_day, marks, spoken_day

TOO_FEW = "too few to read"
TEMPLATE = "report.html.jinja"
CHANNELS = {
    "email": "e-mail",
    "web_selfcare": "web self-care",
    "app_selfcare": "app self-care",
    "ivr": "IVR",
    "back_office": "back office",
}


def render(findings: Findings, facts: dict, restated: list[dict]) -> str:
    """Return the report of a snapshot, whose facts are those of its manifest.

    `restated` are headline figures of final months that moved lately.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": percent,
        "count": count,
        "date": spoken_day,
        "duration": duration,
        "channel": lambda name: CHANNELS.get(name, name),
        "sentence": lambda name: name.replace("_", " ").capitalize(),
        "measured": measured,
        "points": points,
        "months": lambda months: spoken(tuple(months)),
        "listed": lambda months: ", ".join(spoken((month,)) for month in months),
        "figure": figure,
        "amount": lambda amount, decimals=2: spoken_amount(
            amount, findings.company.currency, decimals
        ),
        "short": whole,
        "given": given,
        "posts": posts,
        "released": released,
        "change": change,
        "cause": lambda name: CAUSES.get(name, name),
        "treatment": lambda name: TREATMENTS.get(name, name),
    }
    share, horizon = findings.contacts["identified_share"], findings.horizon
    is_covered = share is None or share >= MINIMUM_COVERAGE
    page = environment.get_template(TEMPLATE).render(
        findings=findings,
        facts=facts,
        is_covered=is_covered,
        is_small=not findings.figures[1].value,
        resolutions=RESOLUTIONS,
        too_few=TOO_FEW,
        breaks=breaks(findings),
        restated=restated,
        idle_overrides=[spoken_override(row) for row in findings.idle_overrides],
        marks=marks(findings),
        months_chart=Markup(drawn_months(findings) if is_covered else ""),
        horizon=horizon and last_day(horizon, findings.company.zone),
        chart=_chart(findings, is_covered),
        curves=_curves(findings, is_covered),
    )
    return finished(page)


def figure(value: float | None, column_name: str) -> str:
    """Return a figure of reiteration_rates as its column is read."""
    if value is None:
        return "–"
    return f"{value:.3f}" if column_name.startswith("mean_") else f"{value:.2%}"


def percent(share: float | None) -> str:
    """Return a share in per cent, finer where it nears nothing or all; `–` for none."""
    if share is None:
        return "–"
    return f"{share:.1%}" if 0 < share < 0.1 or 0.99 < share < 1 else f"{share:.0%}"


def points(difference: float | None) -> str:
    """Return a difference of shares in points, signed; `–` for none."""
    if difference is None:
        return "–"
    text = f"{100 * difference:+.1f}".replace("-", "−")
    return "0.0" if text in ("+0.0", "−0.0") else text


def count(number: float | None) -> str:
    """Return a whole number with its thousands apart; `–` for none."""
    return "–" if number is None else f"{number:,.0f}"


def duration(seconds: float | None) -> str:
    """Return seconds in the one unit that suits them."""
    if seconds is None:
        return "–"
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def measured(row: dict) -> str:
    """Return what a row of data_readiness measured, in words."""
    share, what = row["measured_share"], row["measured_en"]
    if what.startswith("share of "):
        return f"{percent(share)} of {what.removeprefix('share of ')}"
    if what.startswith("number of "):
        return f"{count(share)} {what.removeprefix('number of ')}"
    return f"{what}: {count(share)}"


def _chart(findings: Findings, is_covered: bool) -> Markup:
    rows = []
    for reason in findings.reasons:
        if reason["is_small_cell"]:
            rows.append(
                reason | {"reiteration_count": 0, "text": TOO_FEW, "of_tickets": ""}
            )
            continue
        of_tickets = ""
        if is_covered:
            rate, low, high = (
                percent(reason[f"reiterated_ticket_rate{end}"])
                for end in ("", "_low", "_high")
            )
            tickets = count(reason["ticket_count"])
            of_tickets = f"{rate} of {tickets} tickets reiterated ({low}–{high})"
        number = reason["reiteration_count"]
        text = f"{count(number)} reiteration{'' if number == 1 else 's'}"
        rows.append(reason | {"text": text, "of_tickets": of_tickets})
    # Vega escapes what it draws; autoescape would show the tags instead.
    return Markup(reasons_chart(rows) if rows else "")


def _curves(findings: Findings, is_covered: bool) -> Markup:
    has_any = is_covered and findings.curves
    return Markup(curves_chart(findings.curves) if has_any else "")
