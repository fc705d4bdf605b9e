-- The whole mart.
select
    prerequisite as place,
    prerequisite,
    measured_share,
    cast(
        is_met is null or conclusion_en is null or conclusion_fr is null
        or next_step_en is null or next_step_fr is null
        as integer
    ) as missing_count

from marts.data_readiness
