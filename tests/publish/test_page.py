"""The page on a telephone: tables and charts scroll, the page does not."""

import re
import shutil
import subprocess

import pytest

from publish.page import finished
from tests.publish.publishing import current
from tests.publish.test_costs import PRICED
from tests.publish.test_report import rerun

CHROMIUM = shutil.which("chromium")


@pytest.mark.parametrize("space", ["&nbsp;", " ", "\u00a0", "\u202f", ""])
def test_percentages_have_no_space(space):
    assert finished(f"<p>95{space}% of 7 % or width: 12.5%</p>") == (
        "<p>95% of 7% or width: 12.5%</p>"
    )


def test_every_table_and_chart_has_its_own_scroll(published):
    page = (published / "report.html").read_text()
    for tag in ("table", "svg"):
        count = len(re.findall(f"<{tag}[ >]", page))
        wrapped = re.findall(
            rf'<div class="scroll"[^>]*><{tag}[ >].*?</{tag}></div>', page, re.S
        )
        assert len(wrapped) == count > 0


def test_no_text_of_a_chart_is_drawn_under_10_pixels(published):
    page = (published / "report.html").read_text()
    sizes = re.findall(r'<text[^>]*font-size="([\d.]+)px"', page)
    assert min(map(float, sizes)) >= 10
    # Nor scaled: on a screen a chart keeps its own width.
    assert ".scroll svg { max-width: none; }" in page


def measured(folder, report, width, what):
    """Return what a script finds in the report, shown at a width of pixels.

    Headless chromium may have no window narrower than 500, a frame has.
    """
    (folder / "report.html").write_bytes(report.read_bytes())
    frame = folder / "frame.html"
    frame.write_text(
        f'<iframe src="report.html" width="{width}" height="900" style="border:0">'
        "</iframe><p></p><script>onload = () => { const page = "
        "document.querySelector('iframe').contentDocument; "
        f"document.querySelector('p').textContent = {what}; }}</script>"
    )
    ran = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--allow-file-access-from-files", f"--user-data-dir={folder}/profile"),
            *("--virtual-time-budget=5000", "--dump-dom", frame.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    return re.search("<p>(.*?)</p>", ran.stdout)[1]


@pytest.mark.services
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is absent: widths are untried")
@pytest.mark.parametrize("width", [390, 1100])
def test_the_page_does_not_scroll_sideways(published, tmp_path, width):
    wide = "`${root.scrollWidth} ${root.clientWidth}`"
    wide = wide.replace("root", "page.documentElement")
    found = measured(tmp_path, published / "report.html", width, wide)
    wide, of = map(int, found.split())
    assert wide <= of
    assert abs(of - width) <= 20  # less a scroll bar


@pytest.mark.services
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is absent: widths are untried")
def test_where_the_money_went_is_seen_without_a_swipe(data_dir, company, tmp_path):
    """Two columns of amounts were out of sight beside their words."""
    rerun(data_dir, company, PRICED)
    fits = (
        "[...page.querySelectorAll('.two .scroll')]"
        ".map(one => one.scrollWidth <= one.clientWidth).join()"
    )
    report = current(data_dir) / "report.html"
    assert measured(tmp_path, report, 390, fits) == "true,true"
