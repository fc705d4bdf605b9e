-- The whole mart, and beside it the definitions that rates name: ids are the
-- workspace's own words, so they are hashed where they are not shipped.
with

counted as (

    select distinct definition_id
    from marts.reiteration_rates

)

select
    case
        when is_shipped then definition_id
        else left(sha256(definition_id), 12)
    end as place,
    left(sha256(definition_id), 12) as definition_id,
    cast(is_shipped is null as integer) as unlisted_count

from marts.definitions
full join counted using (definition_id)
