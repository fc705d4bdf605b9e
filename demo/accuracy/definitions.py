"""Rates by definition: true, as published, and at the ceiling."""

from itertools import product

import duckdb

from demo.accuracy.pipeline import Run
from demo.accuracy.signs import EXCEPTIONS, OURS
from demo.accuracy.truth import key_rows
from demo.truth.events import Event, known_from_until, true_events
from demo.truth.rates import true_rate
from demo.world.clock import ZONE
from ingestion.workspace.definitions import shipped_definitions

PUBLISHED = """
    select definition_id, rate
    from marts.reiteration_rates
    where period_grain = 'last_12_months' and slice = 'all'
"""
# The key's lines, person or reason as the marts have them: of one person or reason
# no more is known than what the pipeline found.
SEEN = """
    with published as (
        select
            source_name,
            source_interaction_id,
            any_value(customer_id) as customer_id,
            any_value(contact_reason_id) as contact_reason_id
        from marts.interactions
        group by source_name, source_interaction_id
    )
    select
        truth.* exclude (person, contact_reason_id),
        {person} as person,
        {reason} as contact_reason_id
    from truth
    left join published using (source_name, source_interaction_id)
"""
PERSON = {
    "true": "truth.person",
    "published": "case when customer_id is not null"
    " then dense_rank() over (order by customer_id) end",
}
REASON = {
    "true": "truth.contact_reason_id",
    "published": "case when contact is not null then published.contact_reason_id end",
}


def rates_by_definition(as_exported: Run, ceiling: Run) -> list[dict]:
    """Return each shipped definition with its rates over the reported months.

    `ceiling_rate` is None for what the ceiling's rows do not show (telephones).
    """
    with duckdb.connect(str(ceiling.warehouse), read_only=True) as warehouse:
        best = dict(warehouse.execute(PUBLISHED).fetchall())
    truth = key_rows(as_exported)
    with duckdb.connect(str(as_exported.warehouse), read_only=True) as warehouse:
        published = dict(warehouse.execute(PUBLISHED).fetchall())
        known = known_from_until(warehouse)
        events = true_events(warehouse, truth, ZONE.key)
    return [
        {
            "definition_id": line["definition_id"],
            "is_share": line["rate"] != "mean_per_group",
            "true_rate": true_rate(line, events, known),
            "published_rate": published[line["definition_id"]],
            "ceiling_rate": best.get(line["definition_id"]),
        }
        for line in shipped_definitions()
    ]


def rates_by_what_is_known(as_exported: Run) -> list[dict]:
    """Return ours and the exceptions counted on true contacts, half of it unseen.

    One entry for each pair of `person` and `reason`, either `true` or `published`.
    """
    lines = {line["definition_id"]: line for line in shipped_definitions()}
    found = []
    with duckdb.connect(str(as_exported.warehouse), read_only=True) as warehouse:
        known = known_from_until(warehouse)
        for person, reason in product(PERSON, REASON):
            events = seen_events(warehouse, as_exported, person, reason)
            rates = {
                name: true_rate(lines[name], events, known)
                for name in (OURS, *EXCEPTIONS)
            }
            found.append({"person": person, "reason": reason, **rates})
    return found


def seen_events(
    warehouse: duckdb.DuckDBPyConnection, run: Run, person: str, reason: str
) -> list[Event]:
    """Return what truly happened, persons and reasons each `true` or `published`."""
    warehouse.register("truth", key_rows(run))
    query = SEEN.format(person=PERSON[person], reason=REASON[reason])
    return true_events(warehouse, warehouse.sql(query).to_arrow_table(), ZONE.key)
