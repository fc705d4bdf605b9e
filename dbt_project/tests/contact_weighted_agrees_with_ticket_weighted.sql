-- The identity of method §6: the share of contacts that are once and done is
-- once_and_done_rate / mean_contacts, in final months.

with

tickets as (

    select * from {{ ref('tickets') }}
    where is_eligible

),

contacts as (

    select * from {{ ref('contacts') }}

),

reiteration_rates as (

    select * from {{ ref('reiteration_rates') }}
    where
        period_grain = 'month'
        and slice = 'all'
        and mean_contacts is not null

),

by_month as (

    select
        cast(date_trunc('month', tickets.local_date) as date)
            as month_started_on,
        count(case when tickets.is_once_and_done then 1 end)
        / count(*) as once_and_done_contact_share

    from contacts
    inner join tickets
        on contacts.ticket_id = tickets.ticket_id
    group by 1

)

select reiteration_rates.*
from reiteration_rates
inner join by_month
    on reiteration_rates.period_started_on = by_month.month_started_on
where
    abs(
        by_month.once_and_done_contact_share
        - reiteration_rates.once_and_done_rate
        / reiteration_rates.mean_contacts
    ) > 1e-9
