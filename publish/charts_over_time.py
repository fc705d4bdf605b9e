"""Charts over time, every break in series drawn as a dated line."""

import math

import vl_convert

from publish.charts import BAR, FONT, INK, SOFT

WARN = "#8a5a12"


def months_chart(months: list[dict], breaks: list[dict]) -> str:
    """Return a figure by month with its interval as a band, as SVG.

    Months have month (its first day), mean, low, high and is_provisional, in time
    order; provisional ones are hollow. Breaks have day and number. The axis says
    where it begins, for it is not at 0.
    """
    rows = [row | {"month": row["month"].isoformat()} for row in months]
    # Numbers, since words would cross the next line; they take turns at three
    # heights, so that near ones can be read.
    marks = [
        row | {"day": row["day"].isoformat(), "y": 10 + 13 * (position % 3)}
        for position, row in enumerate(breaks)
    ]
    bottom = math.floor(min(row["low"] for row in months) * 20) / 20
    top = math.ceil(max(row["high"] for row in months) * 20) / 20
    title = ["Mean contacts in 30 days", f"(axis from {bottom:.2f}, not from 0)"]
    x = {
        "field": "month",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %y", "grid": False, "tickCount": "month"},
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [bottom, top], "zero": False, "nice": False},
    }
    point = {"type": "point", "size": 55, "strokeWidth": 1.8, "opacity": 1}
    spec = {
        "$schema": "vega-lite",
        "width": 700,
        "height": 190,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "color": BAR, "opacity": 0.18},
                "encoding": {
                    "x": x,
                    "y": y | {"field": "low", "title": title},
                    "y2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "line", "color": BAR, "strokeWidth": 1.5},
                "encoding": {"x": x, "y": y | {"field": "mean"}},
            },
            {
                "mark": point | {"color": BAR},
                "encoding": {
                    "x": x,
                    "y": y | {"field": "mean"},
                    "fill": {
                        "condition": {"test": "datum.is_provisional", "value": "white"},
                        "value": BAR,
                    },
                },
            },
            *([_rules(marks), _labels(marks)] if marks else []),
        ],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "background": None,
            "axis": {
                "labelColor": SOFT,
                "titleColor": SOFT,
                "titleFontWeight": "normal",
                "labelFontSize": 11,
                "titleFontSize": 11,
                "gridColor": "#e1e7eb",
                "domainColor": "#e1e7eb",
                "tickColor": "#e1e7eb",
            },
        },
        "padding": 4,
    }
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])


def _rules(marks: list[dict]) -> dict:
    return {
        "data": {"values": marks},
        "mark": {"type": "rule", "color": WARN, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }


def _labels(marks: list[dict]) -> dict:
    return {
        "data": {"values": marks},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 4,
            "font": FONT,
            "fontSize": 11,
            "color": INK,
        },
        "encoding": {
            "x": {"field": "day", "type": "temporal"},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "text": {"field": "number", "type": "nominal"},
        },
    }
