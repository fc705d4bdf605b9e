"""What became of problems begun in self-care: ending there is not being solved."""

import duckdb

from publish.headline import SELF_CARE, dict_rows

ENDS = f"""
    select
        avg(cast(resolution = 'unserved' and ended_there as integer))
            as unserved_share,
        avg(cast(resolution = 'once_and_done' and ended_there as integer))
            as once_and_done_share
    from (
        select *, last_channel in {SELF_CARE} as ended_there
        from period_tickets
        where is_eligible and first_channel in {SELF_CARE}
    )
"""


def self_care_ends(connection: duckdb.DuckDBPyConnection) -> dict:
    """Return, of the period's eligible tickets begun in self-care, two shares.

    `unserved_share` ended there without being served, `once_and_done_share` there
    in one served visit; None without such tickets.
    """
    return dict_rows(connection, ENDS)[0]
