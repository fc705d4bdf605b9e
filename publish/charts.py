"""Charts as inline SVG: Vega-Lite drawn here, so that a report needs no script."""

import vl_convert

FONT = "Helvetica, Arial, sans-serif"
INK, SOFT, BAR = "#22303c", "#6b7a87", "#3b7a8c"


def reasons_chart(reasons: list[dict]) -> str:
    """Return the bars of reiterations per reason as SVG.

    Each row has name, name_fr, reiteration_count, and beside its bar the text and,
    under it, of_tickets: two lines, for how many reiterations there are and how many
    tickets were reiterated is not one out of the other.
    """
    rows = [
        {
            "order": position,
            "name": row["name"],
            "name_fr": row["name_fr"] if row["name_fr"] != row["name"] else "",
            "count": row["reiteration_count"],
            "text": row["text"],
            "of_tickets": row["of_tickets"],
        }
        for position, row in enumerate(reasons)
    ]
    label = {"type": "text", "align": "right", "limit": 210, "font": FONT}
    beside = {"align": "left", "dx": 6}
    spec = {
        "$schema": "vega-lite",
        "width": 320,
        "height": {"step": 33},
        "data": {"values": rows},
        "encoding": {"y": {"field": "order", "type": "ordinal", "axis": None}},
        "layer": [
            {
                "mark": {"type": "bar", "height": 18, "cornerRadiusEnd": 2},
                "encoding": {
                    "x": {"field": "count", "type": "quantitative", "axis": None},
                    "color": {"value": BAR},
                },
            },
            _text(beside | {"dy": -6}, "text", INK, 12, x_field="count"),
            _text(beside | {"dy": 8}, "of_tickets", SOFT, 11, x_field="count"),
            _text(label | {"dx": -10, "dy": -6}, "name", INK, 12.5),
            _text(label | {"dx": -10, "dy": 8}, "name_fr", SOFT, 11),
        ],
        "config": {"view": {"stroke": None}, "background": None},
        "padding": 4,
    }
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])


def _text(mark: dict, field: str, color: str, size: float, x_field: str = "") -> dict:
    x = {"field": x_field, "type": "quantitative"} if x_field else {"value": 0}
    return {
        "mark": {"type": "text", "font": FONT, "fontSize": size, "color": color} | mark,
        "encoding": {"x": x, "text": {"field": field, "type": "nominal"}},
    }
