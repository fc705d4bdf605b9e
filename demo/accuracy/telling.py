"""The figures as a person reads them."""

from demo.accuracy.pages import tables
from demo.accuracy.results import MIN_TICKETS, is_within_bounds

SCORES = {
    "same_customer_identified": "same customer, identified interactions",
    "same_customer_all": "same customer, all interactions",
    "same_ticket": "same ticket",
    "same_ticket_ceiling": "ceiling: true customers and reasons",
}
WHY_A_CEILING = """\
What is lost to the ceiling itself is no mistake of identity or coding. A customer who
comes back after the reason's window opens a new ticket by definition, though it is the
same problem; and two problems of one customer and reason within the window are one
ticket."""
NOTES = """\
planted: what the world's probabilities imply; true: counted in the answer key by the
method's definition; published: reiterated_ticket_rate, with the interval of chance and
the bounds for contacts without person or reason."""


def tell(figures: dict) -> None:
    """Print all figures."""
    print(f"\n{'pairs of interactions':<42}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, words in SCORES.items():
        one = figures[name]
        print(
            f"{words:<42}{one['precision']:>10.4f}{one['recall']:>10.4f}"
            f"{one['f1']:>10.4f}   ({one['interaction_count']:,} interactions)"
        )
    print(f"same ticket, share of the ceiling's F1: {figures['share_of_ceiling']:.4f}")
    print(f"\n{WHY_A_CEILING}\n")
    print(
        f"{'second contact within the window':<34}{'planted':>8}{'true':>8}"
        f"{'published':>11}{'interval':>17}{'bounds':>17}{'tickets':>9}"
    )
    for one in figures["reasons"]:
        few = one["ticket_count"] <= MIN_TICKETS
        mark = "  few tickets" if few else "  outside"
        mark = "" if is_within_bounds(one) else mark
        print(
            f"{one['contact_reason_id']:<34}{one['planted_rate']:>8.1%}"
            f"{one['true_rate']:>8.1%}{one['published_rate']:>11.1%}"
            f"{_range(one['low'], one['high']):>17}"
            f"{_range(one['lower_bound'], one['upper_bound']):>17}"
            f"{one['ticket_count']:>9,}{mark}"
        )
    print(NOTES)
    for where, reasons in figures["first_reasons"].items():
        print(f"reasons to fix first, {where}: {', '.join(reasons)}")
    print(f"\n{'noise':<34}{'planted':>8}{'measured':>10}")
    for name, shares in figures["noise"].items():
        words = name.replace("_", " ")
        print(f"{words:<34}{shares['planted']:>8.1%}{shares['measured']:>10.2%}")
    for table in tables(figures).values():
        print(f"\n{table}")
    print()


def _range(low: float, high: float) -> str:
    return f"{low:.1%} to {high:.1%}"


def markdown_table(figures: dict) -> str:
    """Return the pairwise scores as the README shows them."""
    lines = ["| pairs of interactions | precision | recall | F1 |", "|---|---|---|---|"]
    for name, words in SCORES.items():
        one = figures[name]
        scores = (one["precision"], one["recall"], one["f1"])
        lines.append(f"| {words} | " + " | ".join(f"{s:.4f}" for s in scores) + " |")
    return "\n".join(lines)
