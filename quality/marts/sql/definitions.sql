-- The whole mart, and beside it the definitions that rates name: ids are the
-- workspace's own words, so they are hashed where they are not shipped.
select
    case
        when is_shipped then definition_id
        else left(sha256(definition_id), 12)
    end as place,
    left(sha256(definition_id), 12) as definition_id,
    (
        select count(distinct rates.definition_id)
        from marts.reiteration_rates as rates
        anti join marts.definitions as listed using (definition_id)
    ) as unlisted_count

from marts.definitions
