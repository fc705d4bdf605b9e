-- The data horizon: until when every active source that carries contacts is
-- complete. What happens after it cannot be known yet. One row.

with

sources as (

    select * from {{ ref('int_sources_completed') }}

),

horizon as (

    select
        min(
            case
                when
                    is_contact_source
                    and not is_ended
                    and not (is_late and is_late_accepted)
                    then complete_until_second
            end
        ) as active_horizon_second,
        max(case when is_contact_source then complete_until_second end)
            as newest_second

    from sources

),

known as (

    select coalesce(active_horizon_second, newest_second) as horizon_second

    from horizon

)

select * from known
