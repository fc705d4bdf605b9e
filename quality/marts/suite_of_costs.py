"""What the marts of money must keep to, each read whole."""

from quality.marts.shapes import clean, key, same

COSTS = (
    key(
        "costs_to_resolve",
        "month, reason and first channel",
        "month_started_on",
        "contact_reason_id",
        "first_channel",
    ),
    same(
        "costs_to_resolve",
        "tickets",
        "every ticket, cell by cell",
        "ticket_count",
        "tickets_in_tickets",
    ),
    same(
        "costs_to_resolve",
        "amounts",
        "what its tickets cost, to the cent, cell by cell",
        "total_amount",
        "cost_of_tickets",
    ),
    clean(
        "costs_to_resolve",
        "parts",
        "first contacts and reiterations to be the total, other parts within it",
        "parts_wrong_count",
    ),
    clean(
        "costs_to_resolve",
        "ranges",
        "measured within complete within all tickets, posts within their hours",
        "out_of_range_count",
    ),
    clean(
        "costs_to_resolve",
        "intervals",
        "means within their intervals and of final months only",
        "interval_wrong_count",
    ),
    key("cost_lines", "line of a cost file", "file_name", "line_number"),
    clean(
        "cost_lines",
        "words",
        "files, verdicts and keys of the known words",
        "unknown_word_count",
    ),
    clean(
        "cost_lines",
        "agreement",
        "verdicts that agree with counts, days and files",
        "contradiction_count",
    ),
    clean(
        "cost_lines",
        "teams",
        "no team to be called unknown that some interaction has",
        "known_team_count",
    ),
    key("cost_reconciliation", "month and category", "month_started_on", "category"),
    same(
        "cost_reconciliation",
        "sums",
        "allocated and unallocated to be the ledger, to the cent",
        "spread_amount",
        "ledger_amount",
    ),
    same(
        "cost_reconciliation",
        "interactions",
        "interactions to carry what is allocated, month by month",
        "allocated_in_month",
        "carried_in_month",
    ),
    clean(
        "cost_reconciliation",
        "carrying",
        "carrying within covered, and few said where it is under 70 %",
        "carrying_wrong_count",
    ),
    key(
        "unticketed_costs",
        "month, channel, direction, team and partner",
        "month_started_on",
        "channel",
        "direction",
        "team_name",
        "partner_name",
    ),
    same(
        "unticketed_costs",
        "interactions",
        "every interaction in no ticket",
        "interaction_count",
        "interactions_without_ticket",
    ),
    same(
        "unticketed_costs",
        "amounts",
        "what interactions in no ticket cost, to the cent",
        "cost_amount",
        "cost_of_interactions",
    ),
    clean(
        "unticketed_costs",
        "ranges",
        "those of a customer within all, and the priced ones counted",
        "wrong_count",
    ),
)
