-- Whether each decision by hand still applies, and if not, why: what it speaks of
-- is not there (any more), or the rules came to the same by themselves.

with

placed as (

    select * from {{ ref('int_overrides_placed') }}

),

reasons_overridden as (

    select * from {{ ref('int_reasons_overridden') }}

),

parts as (

    select * from {{ ref('int_contacts_split') }}

),

with_parts as (

    select
        placed.*,
        reasons_overridden.line_number as winning_line_number,
        ones.is_split,
        ones.part_root_number,
        other_parts.part_root_number as other_part_root_number

    from placed
    left join reasons_overridden
        on placed.contact_root_number = reasons_overridden.contact_root_number
    left join parts as ones
        on placed.contact_root_number = ones.contact_root_number
    left join parts as other_parts
        on placed.other_contact_root_number = other_parts.contact_root_number

),

judged as (

    select
        file_name,
        line_number,
        action,
        decided_on,
        case
            when
                interaction_number is null
                or (action = 'join' and other_interaction_number is null)
                then 'no_interaction'
            when
                contact_root_number is null
                or (action = 'join' and other_contact_root_number is null)
                then 'no_contact'
            when action = 'reason' and line_number <> winning_line_number
                then 'superseded'
            when action = 'reason' then 'applied'
            when
                customer_number is null
                or (action = 'join' and other_customer_number is null)
                then 'no_customer'
            when action = 'split' and not is_split then 'already_first'
            when action = 'split' then 'applied'
            when customer_number <> other_customer_number
                then 'other_customer'
            when part_root_number = other_part_root_number
                then 'already_one_ticket'
            else 'applied'
        end as verdict

    from with_parts

)

select * from judged
