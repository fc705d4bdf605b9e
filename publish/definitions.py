"""One log, every rule: what each definition says of the same data."""

import duckdb

from publish.headline import dict_rows
from publish.period import DEFINITION, GRAIN

RULES = """
    select
        definitions.definition_id,
        definitions.definition_name_en as name,
        definitions.definition_name_fr as name_fr,
        definitions.definition_source = ours.definition_source as is_variation,
        definitions.rate_kind = 'mean_per_group' as is_mean,
        definitions.difference_en as difference,
        definitions.limits_en as limits,
        rates.rate,
        rates.rate_low,
        rates.rate_high,
        rates.rate - our_rates.rate as rate_beside_ours,
        rates.is_small_cell
    from marts.definitions
    inner join marts.definitions as ours on ours.definition_id = $ours
    inner join marts.reiteration_rates as our_rates
        on our_rates.definition_id = $ours
    inner join marts.reiteration_rates as rates
        on rates.definition_id = definitions.definition_id
        and rates.period_started_on = our_rates.period_started_on
        and rates.period_grain = our_rates.period_grain
        and rates.slice = our_rates.slice
    where our_rates.period_grain = $grain and our_rates.slice = 'all'
        and not our_rates.is_small_cell and rates.rate is not null
    order by definitions.position_number
"""
ANY_REASON = f"""
    select
        rate,
        rate_low,
        rate_high,
        eligible_ticket_count as group_count
    from marts.reiteration_rates
    where definition_id = 'any_reason' and period_grain = '{GRAIN}' and slice = 'all'
"""
MAPPED = "select is_met from marts.data_readiness where prerequisite = 'reasons_mapped'"


def rules(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return what each definition counts in the report's period.

    The second and further definitions with the same difference to ours have None
    for it.
    """
    found = dict_rows(connection, RULES, {"ours": DEFINITION, "grain": GRAIN})
    said = set()
    for row in found:
        if row["difference"] in said:
            row["difference"] = None
        said.add(row["difference"])
    return found


def any_reason(connection: duckdb.DuckDBPyConnection) -> dict | None:
    """Return the rate over the period whatever the reason, where codes are not mapped.

    `rate` with its interval, and `group_count`; None where reasons of
    different sources can be compared.
    """
    mapped = connection.execute(MAPPED).fetchone()
    if mapped is None or mapped[0]:
        return None
    return next(iter(dict_rows(connection, ANY_REASON)), None)
