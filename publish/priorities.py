"""What to fix first, for the report."""

import duckdb

from publish.headline import dict_rows

MOST = 8  # reasons shown
CAUSES = {  # where the mart's word says too little
    "unserved": "not served before",
    "chaser": "no answer yet",
    "self_service": "self-care did not do",
    "requested": "asked to come back",
    "unresolved": "no other cause seen",
}
# To keep is to keep the contact, not its repeats.
TREATMENTS = {"keep": "keep, without repeats"}
TOTALS = {
    "avoidable": "yearly_avoidable_cost_amount",
    "late_internal": "yearly_late_internal_amount",
    "cost": "yearly_cost_amount",
    "hours": "yearly_avoidable_hours",
    "fte": "avoidable_fte",
}
PRIORITIES = """
    select
        priorities.* exclude (contact_reason_id),
        priced_excess_ticket_count / nullif(excess_ticket_count, 0) as priced_share,
        contact_reason_name_en as name,
        contact_reason_name_fr as name_fr
    from marts.reason_priorities as priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where first_channel = 'all' and priority_rank is not null
    order by priority_rank, contact_reason_id
"""
# Where nothing at all is priced there is nothing to say of one reason.
UNDERPRICED = """
    select
        contact_reason_name_en as name,
        priced_excess_ticket_count / excess_ticket_count as priced_share
    from marts.reason_priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where
        first_channel = 'all'
        and excess_ticket_count > 0
        and unranked_because in ('no_price', 'too_few_priced')
        and (select sum(priced_excess_ticket_count) from marts.reason_priorities) > 0
    order by priced_share, contact_reason_id
"""
STARTS = """
    select
        first_channel,
        contact_reason_name_en as name,
        yearly_avoidable_cost_amount as amount
    from marts.reason_priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where first_channel <> 'all' and priority_rank <= 3
    order by priority_rank, contact_reason_id
"""


def priorities(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict]]:
    """Return the reasons to fix first, what all come to, those too little priced.

    `priorities` are the first MOST; `more_priorities` (where there are more) and
    `all_priorities` are one row each, of sums, with their `count`. `late_order` are
    reasons by rank_with_late_internal, empty where those shown keep their order. The
    lists are empty where nothing is priced or nothing is final for 90 days.
    """
    ranked = dict_rows(connection, PRIORITIES)
    shown, more = ranked[:MOST], ranked[MOST:]
    return {
        "priorities": shown,
        "more_priorities": [_together(more)] if more else [],
        "all_priorities": [_together(ranked)] if ranked else [],
        "late_order": _late_order(ranked, shown),
        "underpriced": dict_rows(connection, UNDERPRICED),
        "starts": dict_rows(connection, STARTS),
    }


def _together(rows: list[dict]) -> dict:
    """Return the sums of reasons' figures; None where that of one is not known."""
    together = {"count": len(rows)}
    for name, column in TOTALS.items():
        values = [row[column] for row in rows]
        together[name] = None if None in values else sum(values)
    return together


def _late_order(ranked: list[dict], shown: list[dict]) -> list[dict]:
    """Return as many reasons as are shown, by their rank with late internal work."""
    known = [row for row in ranked if row["rank_with_late_internal"] is not None]
    known.sort(key=lambda row: (row["rank_with_late_internal"], row["priority_rank"]))
    order = [
        {
            "name": row["name"],
            "amount": row["yearly_avoidable_cost_amount"]
            + row["yearly_late_internal_amount"],
        }
        for row in known[: len(shown)]
    ]
    same = [row["name"] for row in order] == [row["name"] for row in shown]
    return [] if same else order
