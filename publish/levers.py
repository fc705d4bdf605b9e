"""The levers of a scenario in words, as the scenario gives them."""

SHARES = {
    "problems_avoided_share": "{} fewer problems",
    "excess_avoided_share": "{} fewer contacts too many",
    "first_contacts_to_self_care_share": "{} of first contacts to self-care",
}
FACTORS = {"handling_time_factor": "handling time", "unit_cost_factor": "unit costs"}


def spoken_levers(row: dict) -> str:
    """Return what a row of what_if_savings changes; nothing where it gives no lever.

    A lever that changes nothing, as given, is not named.
    """
    said = []
    for name, words in SHARES.items():
        low, high = _ends(row, name)
        if low or high:
            said.append(words.format(f"{_range(100 * low, 100 * high)}%"))
    for name, words in FACTORS.items():
        low, high = (end or 1 for end in _ends(row, name))
        if (low, high) != (1, 1):
            said.append(f"{words} × {_range(low, high)}")
    low, high = _ends(row, "expected_contacts")
    if row["expected_contacts_low"] is not None:
        plural = "" if high == 1 else "s"
        said.append(f"{_range(low, high)} contact{plural} expected")
    low, high = _ends(row, "departures_avoided_count")
    if low or high:
        plural = "" if high == 1 else "s"
        said.append(f"{_range(low, high)} customer{plural} kept a year")
    return ", ".join(said)


def _ends(row: dict, name: str) -> list[float]:
    return sorted(row[f"{name}_{end}"] or 0 for end in ("low", "high"))


def _range(low: float, high: float) -> str:
    ends = [f"{round(end, 2):g}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)
