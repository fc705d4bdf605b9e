"""What must hold of marts that say what to do first, and what is at stake."""

from quality.marts.shapes import clean, key

PRIORITIES = (
    key("churn_at_stake", "reason and resolution", "contact_reason_id", "resolution"),
    clean("churn_at_stake", "words", "a listed resolution", "unknown_word_count"),
    clean("churn_at_stake", "counts",
          "departures and customers within tickets, tickets that there are",
          "miscounted_count"),
    clean("churn_at_stake", "rates",
          "rates and their differences to follow from the counts",
          "rate_wrong_count"),
    clean("churn_at_stake", "intervals", "every figure within its interval",
          "interval_wrong_count"),
    clean("churn_at_stake", "amounts",
          "revenue at stake to be the difference times the revenue, to the cent",
          "amount_wrong_count"),
    clean("churn_at_stake", "small_cells",
          "cells of under 30 tickets or customers to be marked as small",
          "unmarked_small_count"),
)  # fmt: skip
