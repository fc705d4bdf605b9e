"""The table of docs/method.md that shows what printed ranges see."""

import re
from pathlib import Path

from demo.savings.models import ROOT
from demo.savings.seeds import AS_EXPORTED, CEILING, PERSONS_KNOWN

METHOD = ROOT / "docs" / "method.md"
HEAD = (
    "| scenario | planted | ceiling | held | persons known | as exported | held "
    "| seen | estimated | held |"
)


def table(figures: list[dict]) -> str:
    """Return the table: amounts of a year, `seen` the share that exports show."""
    rows = [HEAD, "|---" * (HEAD.count("|") - 1) + "|"]
    for one in figures:
        clear, known, lossy = (
            one[kind] for kind in (CEILING, PERSONS_KNOWN, AS_EXPORTED)
        )
        seen = lossy["saving_share"]
        cells = [
            one["scenario"],
            _amount(one["planted_saving"]),
            f"{_amount(clear['saving'])} ± {_amount(clear['half_range'])}",
            f"{clear['held_count']} of {clear['seed_count']}",
            _amount(known["saving"]),
            f"{_amount(lossy['saving'])} ± {_amount(lossy['half_range'])}",
            f"{lossy['held_count']} of {lossy['seed_count']}",
            "–" if seen is None else f"{seen:.0%}",
            f"{_amount(lossy['estimated'])} ± {_amount(lossy['estimated_half_range'])}",
            f"{lossy['estimated_held_count']} of {lossy['seed_count']}",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def renew(figures: list[dict], path: Path = METHOD) -> None:
    """Put the table in place of the page's; raise ValueError if there is not one."""
    page = path.read_text(encoding="utf-8")
    pattern = re.escape(HEAD) + r"\n(\|.*\n?)*"
    page, count = re.subn(pattern, lambda _: table(figures) + "\n", page)
    if count != 1:
        raise ValueError(
            f"{path.name} has {count} tables that begin with {HEAD!r}: expected one"
        )
    path.write_text(page, encoding="utf-8")


def _amount(value: float) -> str:
    return f"{value:,.0f}".replace("-", "−")
