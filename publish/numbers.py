"""Numbers as the report's tables of money and work show them."""


def whole(number: float | None) -> str:
    """Return a number without decimals, its thousands apart; `–` for none."""
    return "–" if number is None else _minus(f"{number:,.0f}")


def given(amount: float) -> str:
    """Return an amount that somebody gave; nothing where it is 0."""
    return whole(amount) if amount else ""


def posts(number: float | None) -> str:
    """Return full-time posts; `–` for none."""
    return "–" if number is None else _minus(f"{number:.2f}")


def released(number: float | None) -> str:
    """Return posts released; where it is fewer than none, how many more are needed."""
    if number is None:
        return "–"
    return f"{-number:.2f} more needed" if number <= -0.005 else f"{abs(number):.2f}"


def change(factor: float | None) -> str:
    """Return a factor as the change that it is, in per cent; `–` for none."""
    return "–" if factor is None else _minus(f"{factor - 1:+.0%}")


def _minus(text: str) -> str:
    return text.replace("-", "−")
