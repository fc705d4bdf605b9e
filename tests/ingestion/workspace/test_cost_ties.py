"""Ties among prices: what is found equals trying each interaction; files are large."""

import datetime as dt
import random
from itertools import product

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace import cost_ties
from ingestion.workspace.cost_ties import check_ties, overlap
from ingestion.workspace.tables import SCOPE_NAMES

MONTHS = [dt.date(2025, month, 1) for month in (1, 2, 3)]
ALPHABET = {
    "partner_name": (None, "A"),
    "site_name": (None, "A", "B"),
    "team_name": (None, "A", "B"),
    "channel": (None, "phone"),
}


def line(**filled):
    names = (*SCOPE_NAMES, "valid_from", "valid_to")
    return dict.fromkeys(names) | filled


def is_tied(lines):
    """Try one interaction of every kind that the lines know, and of none of them."""
    kinds = [[value or "other" for value in values] for values in ALPHABET.values()]
    for *kind, month in product(*kinds, MONTHS):
        keys = dict(zip(ALPHABET, kind, strict=True))
        fitting = [
            sum(values[name] is not None for name in ALPHABET)
            for values in lines
            if all(values[name] in (None, keys[name]) for name in ALPHABET)
            and (values["valid_from"] or MONTHS[0]) <= month
            and month < (values["valid_to"] or dt.date.max)
        ]
        if fitting.count(max(fitting, default=0)) > 1:
            return True
    return False


@pytest.mark.parametrize("seed", range(10))
def test_ties_are_found_where_trying_each_interaction_finds_them(seed, tmp_path):
    chance = random.Random(seed)
    tied_count = 0
    for _ in range(60):
        kinds = set()
        for _ in range(chance.randint(2, 9)):
            kind = tuple(chance.choice(values) for values in ALPHABET.values())
            first, after = chance.choice(
                [(None, None), (None, MONTHS[1]), (MONTHS[1], None)]
            )
            # Days of one scope that overlap are refused before.
            if not any(kind == other for other, *_ in kinds):
                kinds.add((kind, first, after))
        lines = [
            line(**dict(zip(ALPHABET, kind, strict=True)))
            | {"valid_from": first, "valid_to": after}
            for kind, first, after in sorted(kinds, key=str)
        ]
        expected = is_tied(lines)
        tied_count += expected
        found = False
        try:
            check_ties(tmp_path, list(enumerate(lines, start=2)))
        except WorkspaceError:
            found = True
        assert found == expected, lines
    assert 5 < tied_count < 55  # both answers are tried


def test_a_tie_names_the_first_pair_of_lines(tmp_path):
    lines = [line(channel="phone"), line(team_name="A"), line(site_name="A")]
    with pytest.raises(WorkspaceError, match=r"and line 2 \(channel\)") as caught:
        check_ties(tmp_path, list(enumerate(lines, start=2)))
    assert caught.value.line == 3


def test_of_thousands_of_lines_few_are_held_against_each_other(tmp_path, monkeypatch):
    """By site, by team and by both, for each channel and month; both answer ties."""
    days = [dt.date(2025, month, 1) for month in range(1, 13)] + [dt.date(2026, 1, 1)]
    channels = ["phone", "email", "chat", "letter", "messaging", "branch"]
    months = [
        {"channel": channel, "valid_from": first, "valid_to": after}
        for channel in channels
        for first, after in zip(days, days[1:], strict=False)
    ]
    sites = [None, *(f"site {number}" for number in range(5))]
    teams = [None, *(f"team {number}" for number in range(11))]
    lines = [
        line(site_name=site, team_name=team, hours="mon-fri", **month)
        for site, team, month in product(sites, teams, months)
    ]
    assert len(lines) > 5_000
    held = []
    monkeypatch.setattr(
        cost_ties, "overlap", lambda *pair: held.append(pair) or overlap(*pair)
    )
    check_ties(tmp_path, list(enumerate(lines, start=2)))
    assert 0 < len(held) < len(lines) ** 2 / 100
