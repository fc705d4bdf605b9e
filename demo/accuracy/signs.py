"""Whether other definitions lie above or below ours as they truly do.

A definition's sign is that of its rate less ours, both of one kind: true ones, those
published, those at the ceiling.
"""

OURS = "once_and_done"
# Definitions whose published sign need not be the true one, where miscoding turns it.
EXCEPTIONS = ("genesys_mcp_repeats",)


def sign(rate: float, ours: float) -> str:
    """Return the sign of a rate less ours as the method's page prints it."""
    return "+" if rate > ours else "−" if rate < ours else "="


def signs(definitions: list[dict], column: str) -> dict[str, str]:
    """Return the sign of each definition but ours, by one column's rates."""
    rates = {one["definition_id"]: one[column] for one in definitions}
    return {
        name: sign(rate, rates[OURS])
        for name, rate in rates.items()
        if name != OURS and rate is not None
    }


def unexplained(figures: dict) -> list[str]:
    """Return a line for each published sign that is neither true nor explained.

    Miscoding explains it when the sign turns as soon as reasons are as published,
    though persons are true; and holds while reasons are true, though persons are not;
    and when the ceiling, without miscoding, publishes the true sign.
    """
    definitions = figures["definitions"]
    true, published, ceiling = (
        signs(definitions, f"{name}_rate") for name in ("true", "published", "ceiling")
    )
    by_known = {
        (one["person"], one["reason"]): {
            name: sign(one[name], one[OURS]) for name in EXCEPTIONS
        }
        for one in figures["definitions_by_what_is_known"]
    }
    lines = []
    for name, is_true in true.items():
        if published[name] == is_true:
            continue
        is_explained = (
            name in EXCEPTIONS
            and by_known["true", "published"][name] == published[name]
            and by_known["published", "true"][name] == is_true
            and ceiling[name] == is_true
        )
        if not is_explained:
            lines.append(
                f"{name}: its published rate less ours is {published[name]}, expected "
                f"{is_true} as in the answer key"
            )
    return lines
