-- Contacts that might belong to a period's tickets if one knew more: those
-- without customer, and for `all` those without reason too. A hidden contact may
-- change how many tickets start in a period, and which are reiterated, from as
-- far before or after it as the greatest window, and a day for its own length.
-- From there to the end of the data it may still add to the contacts of these
-- tickets: a chain of hidden contacts goes on as long as it likes.

{% set slices = bounded_slices() %}

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_joined as (

    select * from {{ ref('int_contacts_joined') }}

),

reasons as (

    select * from {{ ref('int_reasons_listed') }}

),

periods as (

    select
        period_grain,
        period_started_on,
        min(local_date) as first_date,
        max(local_date) as last_date

    from {{ ref('int_calendar_periods') }}
    group by period_grain, period_started_on

),

widest as (

    select
        cast(ceil(max(reiteration_window_days)) as integer) + 1
            as margin_days

    from reasons

),

hidden as (

    select
        contacts.local_date,
        contacts.contact_reason_id,
        reasons.reason_group,
        reasons.journey_step,
        contacts.customer_number is null
        and contacts.contact_reason_id <> 'unqualified' as is_of_a_reason

    from contacts
    left join contacts_joined
        on contacts.contact_root_number = contacts_joined.contact_root_number
    left join reasons
        on contacts.contact_reason_id = reasons.contact_reason_id
    where
        contacts.customer_number is null
        or coalesce(
            contacts_joined.contact_reason_id, contacts.contact_reason_id
        ) = 'unqualified'

),

by_slice as (

    {% for slice, value in slices.items() %}
    select
        local_date,
        '{{ slice }}' as slice,
        {{ value }} as slice_value,
        count(*) as contact_count

    from hidden
    {% if slice != 'all' %}
    where is_of_a_reason and {{ value }} is not null
    {% endif %}
    group by local_date, {{ value }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

counted as (

    select
        periods.period_grain,
        periods.period_started_on,
        by_slice.slice,
        by_slice.slice_value,
        cast(sum(
            case
                when
                    by_slice.local_date
                    <= {{ date_plus('last_date', 'margin_days') }}
                    then by_slice.contact_count
                else 0
            end
        ) as bigint) as hidden_contact_count,
        cast(sum(by_slice.contact_count) as bigint)
            as hidden_contact_to_end_count

    from periods
    cross join widest
    inner join by_slice
        on
            by_slice.local_date
            >= {{ date_plus('periods.first_date', '-widest.margin_days') }}
    group by
        periods.period_grain,
        periods.period_started_on,
        by_slice.slice,
        by_slice.slice_value

)

select * from counted
