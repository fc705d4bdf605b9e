"""How two accounts are compared: per column, from agreement down to none.

Levels of one column are tried in order. An agreement on a frequent value (Martin,
Paris, 1 January) says less than one on a rare value, so exact levels allow for how
often strangers share the value; an e-mail is one mailbox and needs no such rule.
"""

import splink.comparison_level_library as levels
from splink.comparison_library import CustomComparison, NameComparison

from ingestion.workspace.links import Links

FULL_NAME = "full_name"  # of the pair first and last name, for its frequency
CLOSE, NEAR = 0.92, 0.85  # Jaro-Winkler: a slip of the hand; a likeness


def comparisons(links: Links) -> list:
    """Return one comparison per column, first and last name being one."""
    ways = {name: links.way(name) for name in links.columns}
    found = []
    if name_pair(links):
        found.append(_names(*name_pair(links)))
    else:
        named = [name for name, way in ways.items() if way.endswith("_name")]
        found += [NameComparison(name) for name in named]
    made = {
        "date": _dates,
        "postcode": _postcodes,
        "place": lambda name: _texts(name, 0.9),
        "address": lambda name: _texts(name, CLOSE, NEAR),
        "email": _emails,
        "exact": _texts,
    }
    return found + [made[way](name) for name, way in ways.items() if way in made]


def name_pair(links: Links) -> tuple[str, str] | None:
    """Return the columns of first and last name, or None where one is missing."""
    of_way = {links.way(name): name for name in reversed(links.columns)}
    if {"first_name", "last_name"} <= of_way.keys():
        return of_way["first_name"], of_way["last_name"]
    return None


def _names(first: str, last: str) -> CustomComparison:
    shared = f"list_has_any({last}_parts_l, {last}_parts_r)"
    bare = f"({last}_l = {last}_r or {last}_bare_l = {last}_bare_r)"
    leading = f"{first}_leading_l = {first}_leading_r"
    return CustomComparison(
        [
            levels.CustomLevel(
                f"coalesce({first}_l, {last}_l) is null or "
                f"coalesce({first}_r, {last}_r) is null",
                "no name",
            ).configure(is_null_level=True),
            _exact(FULL_NAME),
            levels.CustomLevel(
                f"{first}_l = {last}_r and {last}_l = {first}_r", "names swapped"
            ),
            levels.CustomLevel(
                f"({_alike(first, CLOSE)} or {leading}) and "
                f"({_alike(last, CLOSE)} or {bare})",
                "names close",
            ),
            levels.CustomLevel(
                f"{_alike(first, NEAR)} and ({_alike(last, NEAR)} or {shared})",
                "names near",
            ),
            levels.CustomLevel(
                f"{bare} and {first}_l[1] = {first}_r[1]", "last name and initial"
            ),
            _exact(last),
            levels.CustomLevel(shared, "a last name in common"),
            _exact(first),
            levels.ElseLevel(),
        ],
        output_column_name="name",
    )


def _dates(name: str) -> CustomComparison:
    same_year = f"{name}_l[1:4] = {name}_r[1:4]"
    swapped = f"{name}_l[6:7] = {name}_r[9:10] and {name}_l[9:10] = {name}_r[6:7]"
    return _column(
        name,
        _exact(name),
        levels.CustomLevel(f"{same_year} and {swapped}", "day and month swapped"),
        levels.DamerauLevenshteinLevel(name, 1),
        levels.DamerauLevenshteinLevel(name, 2),
        levels.CustomLevel(same_year, "same year"),
    )


def _postcodes(name: str) -> CustomComparison:
    return _column(
        name,
        _exact(name),
        levels.LevenshteinLevel(name, 1),
        levels.CustomLevel(f"{name}_l[1:3] = {name}_r[1:3]", "same area"),
        levels.CustomLevel(f"{name}_l[1:2] = {name}_r[1:2]", "same department"),
    )


def _emails(name: str) -> CustomComparison:
    mailbox = f"split_part({name}_l, '@', 1) = split_part({name}_r, '@', 1)"
    return _column(
        name,
        levels.ExactMatchLevel(name),
        levels.CustomLevel(mailbox, "same name at another provider"),
        levels.JaroWinklerLevel(name, 0.88),
    )


def _texts(name: str, *thresholds: float) -> CustomComparison:
    alike = [levels.JaroWinklerLevel(name, threshold) for threshold in thresholds]
    return _column(name, _exact(name), *alike)


def _column(name: str, *between) -> CustomComparison:
    all_levels = [levels.NullLevel(name), *between, levels.ElseLevel()]
    return CustomComparison(all_levels, output_column_name=name)


def _exact(name: str):
    return levels.ExactMatchLevel(name).configure(tf_adjustment_column=name)


def _alike(name: str, threshold: float) -> str:
    return f"jaro_winkler_similarity({name}_l, {name}_r) >= {threshold}"
