-- Splits: by hand, a ticket starts at this contact, and those after it in the
-- chain go with it. At the first contact of a chain there is nothing to split.
-- part_root_number is the first contact of the part.

with

linked as (

    select * from {{ ref('int_contacts_linked') }}

),

splits as (

    select distinct contact_root_number

    from {{ ref('int_overrides_placed') }}
    where action = 'split' and contact_root_number is not null

),

placed as (

    select
        linked.*,
        splits.contact_root_number is not null as is_named,
        min(linked.contact_root_number) over (
            partition by linked.chain_root_number
        ) as first_root_number

    from linked
    left join splits
        on linked.contact_root_number = splits.contact_root_number

),

split as (

    select
        contact_root_number,
        customer_number,
        contact_reason_id,
        link_rule,
        is_named and contact_root_number > first_root_number as is_split,
        max(
            case
                when is_named or contact_root_number = first_root_number
                    then contact_root_number
            end
        ) over (
            partition by chain_root_number
            order by contact_root_number
            rows between unbounded preceding and current row
        ) as part_root_number

    from placed

)

select * from split
