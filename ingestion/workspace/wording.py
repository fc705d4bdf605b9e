"""How errors speak of what is allowed, and of what was probably meant."""

import difflib
import math
from collections.abc import Iterable
from decimal import Decimal


def one_of(words: Iterable[str]) -> str:
    """Return `expected one of: a, b, c`."""
    return f"expected one of: {', '.join(words)}"


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean x?` for the word nearest to `word`, or nothing."""
    by_fold = {candidate.casefold(): candidate for candidate in words}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.65)
    return f"; did you mean `{by_fold[near[0]]}`?" if near else ""


def limits(minimum: float | None, maximum: float | None) -> str:
    """Return `, at least 1, at most 3`, without the end that is None."""
    said = "" if minimum is None else f", at least {minimum}"
    return said + ("" if maximum is None else f", at most {maximum}")


def is_within(
    number: float | Decimal, minimum: float | None, maximum: float | None
) -> bool:
    """Say whether a number keeps to its limits, both included; NaN does not."""
    low = -math.inf if minimum is None else minimum
    high = math.inf if maximum is None else maximum
    return low <= number <= high
