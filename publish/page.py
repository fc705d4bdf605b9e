"""The last touches of the page: what every table, chart and percentage shares."""

import re

# A table or chart that is wider than a telephone scrolls by itself, so that the
# page does not; by key too, since it can take the focus.
SCROLL = '<div class="scroll" tabindex="0" role="region" aria-label="{what}">'


def finished(page: str) -> str:
    """Return the page with tables and charts that scroll, and one way to write 95%.

    Texts come from sentences here, from marts and from definitions, with and without
    a space before the sign.
    """
    page = re.sub(r"(\d)(?:&nbsp;|[ \u00a0\u202f])%", r"\1%", page)
    for tag, what in (("table", "Table"), ("svg", "Chart")):
        page = page.replace(f"<{tag}", SCROLL.format(what=what) + f"<{tag}")
        page = page.replace(f"</{tag}>", f"</{tag}></div>")
    return page
