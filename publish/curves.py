"""Recontact curves, small and side by side, with the window that each advises."""

import duckdb
import vl_convert

from publish.charts import BAR, FONT, INK, SOFT
from publish.headline import dict_rows

WARM = "#d98a3d"
ACROSS = 3
MOST = 6
REASONS = f"""
    select
        contact_reason_id,
        any_value(contact_reason_name_en) as name,
        any_value(advice.reiteration_window_days) as window_days,
        any_value(conclusion) as conclusion,
        any_value(advised_window_days) as advised_days,
        any_value(advised_window_days_low) as advised_low,
        any_value(advised_window_days_high) as advised_high,
        any_value(unrelated_share) as unrelated_share
    from marts.window_advice as advice
    inner join marts.contact_reasons using (contact_reason_id)
    inner join period_tickets using (contact_reason_id)
    where is_eligible and not is_small_cell
    group by contact_reason_id
    having sum(reiteration_count) > 0
    order by sum(reiteration_count) desc, contact_reason_id
    limit {MOST}
"""
DAYS = """
    select contact_reason_id, day_number, recontact_rate, recontact_rate_low,
        recontact_rate_high
    from marts.recontact_curves
    where recontact_rate is not null
    order by contact_reason_id, day_number
"""
WHY_NOT = {
    "short_history": "too short a history to advise",
    "too_few": "too few to advise",
    "little_excess": "hardly any recontact to judge by",
    "still_falling": "still falling after 45 days: no advice",
}


def curves(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return the reasons with most reiterations, each with its days to draw."""
    reasons = dict_rows(connection, REASONS)
    days: dict[str, list[dict]] = {}
    for row in dict_rows(connection, DAYS):
        days.setdefault(row["contact_reason_id"], []).append(row)
    return [row | {"days": days[row["contact_reason_id"]]} for row in reasons]


def curves_chart(reasons: list[dict]) -> str:
    """Return one small chart a reason as SVG; reasons are those of `curves`."""
    highest = max(
        row["recontact_rate_high"] for reason in reasons for row in reason["days"]
    )
    spec = {
        "$schema": "vega-lite",
        "columns": ACROSS,
        "concat": [_curve(reason, highest) for reason in reasons],
        "spacing": {"row": 16, "column": 26},
        "config": {"view": {"stroke": None}, "background": None},
        "padding": 4,
    }
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])


def advised(reason: dict) -> str:
    """Return what is advised for a reason, in words."""
    in_use = f"window {reason['window_days']} d"
    if reason["conclusion"] != "advised":
        return f"{in_use} · {WHY_NOT[reason['conclusion']]}"
    return (
        f"{in_use} · advised {reason['advised_days']} d "
        f"({reason['advised_low']}–{reason['advised_high']})"
    )


def _curve(reason: dict, highest: float) -> dict:
    axis = {"labelFont": FONT, "labelColor": SOFT, "domain": False, "tickSize": 3}
    days = {
        "field": "day_number",
        "type": "quantitative",
        "scale": {"domain": [0, 90]},
        "axis": axis | {"values": [0, 30, 60, 90], "grid": False, "title": None},
    }
    share = {
        "type": "quantitative",
        "scale": {"domain": [0, highest], "nice": False},
        "axis": axis | {"format": ".0%", "tickCount": 3, "gridColor": "#e1e7eb"},
        "title": None,
    }
    layers: list[dict] = []
    if reason["conclusion"] == "advised":
        ends = {"low": reason["advised_low"], "high": reason["advised_high"]}
        layers += [
            _at([ends], "rect", "low", {"color": WARM, "opacity": 0.18}, "high"),
            _at([{"day": reason["advised_days"]}], "rule", "day", {"color": WARM}),
        ]
    layers += [
        _at(
            [{"day": reason["window_days"]}],
            "rule",
            "day",
            {"color": SOFT, "strokeDash": [3, 3]},
        ),
        {
            "mark": {"type": "area", "color": BAR, "opacity": 0.22},
            "encoding": {
                "x": days,
                "y": share | {"field": "recontact_rate_low"},
                "y2": {"field": "recontact_rate_high"},
            },
        },
        {
            "mark": {"type": "line", "color": BAR, "strokeWidth": 1.6},
            "encoding": {"x": days, "y": share | {"field": "recontact_rate"}},
        },
    ]
    words = {"anchor": "start", "font": FONT, "subtitleFont": FONT}
    return {
        "width": 212,
        "height": 84,
        "title": words
        | {
            "text": reason["name"],
            "subtitle": advised(reason),
            "fontSize": 12,
            "fontWeight": "normal",
            "color": INK,
            "subtitleFontSize": 10.5,
            "subtitleColor": SOFT,
            "limit": 240,
        },
        "data": {"values": reason["days"]},
        "layer": layers,
    }


def _at(values: list[dict], mark: str, field: str, look: dict, end: str = "") -> dict:
    x = {"field": field, "type": "quantitative", "scale": {"domain": [0, 90]}}
    encoding = {"x": x} | ({"x2": {"field": end}} if end else {})
    return {
        "data": {"values": values},
        "mark": {"type": mark} | look,
        "encoding": encoding,
    }
