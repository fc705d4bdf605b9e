"""How errors speak of words: which are allowed, and which was probably meant."""

import difflib
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Return `expected one of: a, b, c`."""
    return f"expected one of: {', '.join(words)}"


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean x?` for the word nearest to `word`, or nothing."""
    by_fold = {candidate.casefold(): candidate for candidate in words}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.65)
    return f"; did you mean `{by_fold[near[0]]}`?" if near else ""
