-- With what chance a contact of a reason is seen as one of its ticket: its customer
-- is named (`identified_share`, of the year's contacts that have the reason of their
-- own, for those that join a neighbour's all name somebody; of all where there are
-- none), and its reason noted as that of the others is (`coded_share`: of repeats,
-- the square of it is noted, says the double coding; 1 where none concludes,
-- `is_coding_known`). Under 70 % the sums that the estimate takes alternate ever
-- more, so 70 % is taken, and the estimate is prudent. One row per reason and
-- estimate.

with

contacts as (

    select
        contacts.local_date,
        contacts.customer_number,
        contacts.contact_reason_id <> 'unqualified' as has_own_reason,
        coalesce(contacts_joined.contact_reason_id, contacts.contact_reason_id)
            as contact_reason_id

    from {{ ref('int_contacts_classified') }} as contacts
    left join {{ ref('int_contacts_joined') }} as contacts_joined
        on contacts.contact_root_number = contacts_joined.contact_root_number

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

compared as (

    select * from {{ ref('int_codings_compared') }}

),

corrected as (

    select * from {{ ref('int_repeats_corrected') }}

),

identified as (

    select
        contacts.contact_reason_id,
        coalesce(
            cast(
                count(
                    case
                        when
                            contacts.has_own_reason
                            and year_days.local_date is not null
                            then contacts.customer_number
                    end
                ) as double
            )
            / nullif(
                count(
                    case
                        when contacts.has_own_reason
                            then year_days.local_date
                    end
                ), 0
            ),
            cast(count(contacts.customer_number) as double) / count(*)
        ) as identified_share

    from contacts
    left join year_days
        on contacts.local_date = year_days.local_date
    where contacts.contact_reason_id <> 'unqualified'
    group by contacts.contact_reason_id

),

codings as (

    select
        coalesce(
            {{ coding_conclusion('compared', 'corrected') }} = 'concluded'
            and corrected.corrected_rate > 0
            and corrected.repeated_rate > 0,
            false
        ) as is_coding_known,
        corrected.repeated_rate,
        corrected.corrected_rate,
        corrected.corrected_error

    from compared
    cross join corrected

),

estimated as (

    {% for estimate, errors in estimates().items() %}
    select
        '{{ estimate }}' as estimate,
        identified.contact_reason_id,
        codings.is_coding_known,
        greatest(identified.identified_share, {{ least_share() }})
            as identified_share,
        case
            when codings.is_coding_known
                then
                    greatest(
                        least(
                            sqrt(
                                codings.repeated_rate
                                / (
                                    codings.corrected_rate
                                    + {{ errors }} * codings.corrected_error
                                )
                            ), 1
                        ), {{ least_share() }}
                    )
            else 1
        end as coded_share

    from identified
    cross join codings
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from estimated
