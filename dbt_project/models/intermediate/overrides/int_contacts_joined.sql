-- Joins: by hand, two tickets of one customer are one, after all splits. The
-- reason of the ticket that began first wins: contacts of another take it too
-- (reason_rule `override`). link_rule is `override` where a person's word, not a
-- rule, holds a contact: at a split, and where a joined ticket began. Such a
-- contact is no neighbour any more: it moves limits.
--
-- ticket_root_number is the first contact of the ticket.

with

parts as (

    select * from {{ ref('int_contacts_split') }}

),

joins as (

    select
        ones.part_root_number as left_number,
        other_parts.part_root_number as right_number

    from {{ ref('int_overrides_placed') }} as placed
    inner join parts as ones
        on placed.contact_root_number = ones.contact_root_number
    inner join parts as other_parts
        on
            placed.other_contact_root_number = other_parts.contact_root_number
            and ones.customer_number = other_parts.customer_number
    where placed.action = 'join'

),

{{ connected_components('joins') }},

with_root as (

    select
        parts.*,
        components.root_number is not null as is_joined,
        coalesce(components.root_number, parts.part_root_number)
            as ticket_root_number

    from parts
    left join components
        on parts.part_root_number = components.node_number

),

joined as (

    select
        with_root.contact_root_number,
        with_root.customer_number,
        with_root.ticket_root_number,
        roots.contact_reason_id,
        case
            when with_root.is_split then 'override'
            when
                with_root.is_joined
                and (
                    with_root.link_rule = 'first'
                    or with_root.contact_root_number
                    = with_root.part_root_number
                )
                then 'override'
            else with_root.link_rule
        end as link_rule,
        case
            when with_root.contact_reason_id <> roots.contact_reason_id
                then 'override'
            when with_root.link_rule = 'neighbour' then 'neighbour'
        end as reason_rule

    from with_root
    inner join parts as roots
        on with_root.ticket_root_number = roots.contact_root_number

)

select * from joined
