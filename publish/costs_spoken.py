"""What a ticket costs, in words: an amount, a line, a headline figure."""

from publish.headline import Figure


def spoken(amount: float | None, currency: str, decimals: int = 2) -> str:
    """Return an amount with its currency, such as `1,234.50 EUR`; `–` for none."""
    if amount is None:
        return "–"
    return f"{amount:,.{decimals}f} {currency}".replace("-", "−")


def cost_figure(rows: list[dict], currency: str) -> Figure | None:
    """Return the cost to resolve as a headline figure; None without any cost."""
    if not rows:
        return None
    whole, is_shown = rows[0], rows[0]["mean"] is not None
    return Figure(
        title="Cost to resolve",
        title_fr="coût de résolution",
        definition="What one ticket costs from its first contact to its end, internal "
        "work included.",
        value=f"{whole['mean']:,.2f}" if is_shown else None,
        interval=f"{whole['low']:,.2f} to {whole['high']:,.2f}" if is_shown else None,
        why_not=None if is_shown else "too few to read",
        tickets=f"{whole['measured_count']:,} of {whole['ticket_count']:,} eligible "
        "tickets, priced whole",
        beside=[
            f"{words}: {spoken(whole[f'{part}_amount'], currency, 0)}, "
            f"{whole[f'{part}_share']:.1%}"
            for part, words in (
                ("reiteration", "Reiterations (coût de réitération)"),
                ("avoidable", "Contacts too many (coût évitable)"),
            )
        ]
        if is_shown
        else [],
        unit=currency,
    )


def cost_line(rows: list[dict], currency: str) -> str | None:
    """Return the cost to resolve with what must be read beside it, in one line."""
    if not rows or rows[0]["mean"] is None:
        return None
    whole = rows[0]
    low, high = (f"{whole[end]:,.2f}" for end in ("low", "high"))
    return (
        f"{spoken(whole['mean'], currency):<8} (95%: {low} to {high}; "
        f"{whole['measured_count']:,} of {whole['ticket_count']:,} eligible tickets "
        f"priced whole; reiterations: {whole['reiteration_share']:.0%} of it)"
    )
