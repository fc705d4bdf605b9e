"""The page on a telephone: tables and charts scroll, the page does not."""

import re
import shutil
import subprocess

import pytest

from publish.page import finished

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


@pytest.mark.services
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is absent: widths are untried")
@pytest.mark.parametrize("width", [390, 1100])
def test_the_page_does_not_scroll_sideways(published, tmp_path, width):
    # Headless chromium has no window narrower than 500, a frame has.
    (tmp_path / "report.html").write_bytes((published / "report.html").read_bytes())
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe src="report.html" width="{width}" height="900" style="border:0">'
        "</iframe><p></p><script>onload = () => { const page = "
        "document.querySelector('iframe').contentDocument.documentElement; "
        "document.querySelector('p').textContent = "
        "`wide ${page.scrollWidth} of ${page.clientWidth}`; }</script>"
    )
    ran = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--allow-file-access-from-files", f"--user-data-dir={tmp_path}/profile"),
            *("--virtual-time-budget=5000", "--dump-dom", frame.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    wide, of = re.search(r"wide (\d+) of (\d+)", ran.stdout).groups()
    assert int(wide) <= int(of)
    assert abs(int(of) - width) <= 20  # less a scroll bar
