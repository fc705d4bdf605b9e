"""One log, every rule: what each definition says of the same period."""

import duckdb

from publish.headline import dict_rows
from publish.period import DEFINITION, GRAIN

PERIOD = f"period_grain = '{GRAIN}' and slice = 'all'"
RULES = f"""
    select
        definitions.definition_name_en as name,
        definitions.definition_source = ours.definition_source as is_variation,
        definitions.rate_kind = 'mean_per_group' as is_mean,
        definitions.difference_en as difference,
        rates.rate,
        rates.rate_low,
        rates.rate_high,
        rates.rate - our_rates.rate as rate_beside_ours,
        rates.is_small_cell
    from marts.definitions
    inner join marts.definitions as ours on ours.definition_id = '{DEFINITION}'
    inner join (from marts.reiteration_rates where {PERIOD}) as rates
        on rates.definition_id = definitions.definition_id
    inner join (from marts.reiteration_rates where {PERIOD}) as our_rates
        on our_rates.definition_id = ours.definition_id
    where not our_rates.is_small_cell and rates.rate is not null
    order by definitions.position_number
"""
ANY_REASON = f"""
    select rate, rate_low, rate_high, eligible_ticket_count as group_count
    from marts.reiteration_rates
    where definition_id = 'any_reason' and {PERIOD} and not is_small_cell
        and not (
            select bool_or(is_met) from marts.data_readiness
            where prerequisite = 'reasons_mapped'
        )
"""


def rules(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return what each definition counts in the period, ours first.

    The second and further definitions with the same difference have None for it.
    """
    found = dict_rows(connection, RULES)
    said = set()
    for row in found:
        if row["difference"] in said:
            row["difference"] = None
        said.add(row["difference"])
    return found


def any_reason(connection: duckdb.DuckDBPyConnection) -> dict | None:
    """Return the period's rate whatever the reason, where codes are not mapped.

    `rate`, `rate_low`, `rate_high` and `group_count`; None where reasons of
    different sources can be compared, or where there is too little to read.
    """
    return next(iter(dict_rows(connection, ANY_REASON)), None)
