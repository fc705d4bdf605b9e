-- The interactions of each tariff by local month: wherever it has any, and where
-- it is in force though its partner did nothing, for a minimum is due then too.

with

in_force as (

    select * from {{ ref('int_tariffs_in_force') }}

),

scoped as (

    select * from {{ ref('int_costs_scoped') }}
    where tariff_number is not null

),

counted as (

    select
        tariff_number,
        month_started_on,
        count(*) as interaction_count,
        count(case when is_billable then 1 end) as billable_count

    from scoped
    group by tariff_number, month_started_on

),

months as (

    select
        tariff_number,
        month_started_on

    from in_force
    union
    select
        tariff_number,
        month_started_on

    from counted

),

with_counts as (

    select
        months.tariff_number,
        months.month_started_on,
        coalesce(counted.interaction_count, 0) as interaction_count,
        coalesce(counted.billable_count, 0) as billable_count

    from months
    left join counted
        on
            months.tariff_number = counted.tariff_number
            and months.month_started_on = counted.month_started_on

)

select * from with_counts
