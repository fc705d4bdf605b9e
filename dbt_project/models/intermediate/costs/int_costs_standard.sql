-- What an interaction costs by tariff, else by rate: the whole cost where no
-- ledger covers it, else only a weight. An hour is a person's: where nobody
-- works it counts only in a line that names the channel, and a line that prices
-- hours alone says nothing of the others.

with

scoped as (

    select * from {{ ref('int_costs_scoped') }}

),

tariffs_spread as (

    select * from {{ ref('int_tariffs_spread') }}

),

with_parts as (

    select
        scoped.*,
        tariffs_spread.tariff_amount,
        case
            when scoped.amount_per_hour is null then 0
            when not scoped.is_unattended or scoped.is_channel_named
                then
                    scoped.amount_per_hour * scoped.work_seconds
                    / 3600 / scoped.concurrency
            when scoped.amount_per_interaction is not null then 0
        end as hours_amount,
        case
            when scoped.is_billable
                then coalesce(scoped.amount_per_interaction, 0)
            else 0
        end as interaction_amount

    from scoped
    left join tariffs_spread
        on scoped.interaction_number = tariffs_spread.interaction_number

),

standard as (

    select
        interaction_number,
        interaction_id,
        scope_number,
        case
            when tariff_amount is not null then 'tariff'
            when is_rated and hours_amount is not null then 'rate'
        end as standard_basis,
        cast(
            case
                when tariff_amount is not null then tariff_amount
                when is_rated then hours_amount + interaction_amount
            end as decimal(18, 6)
        ) as standard_amount,
        cast(floor(work_seconds * 1000 / concurrency + 0.5) as bigint)
            as work_milliseconds,
        case
            when tariff_amount is null and is_rated then hours_amount else 0
        end as hours_amount,
        is_unattended,
        is_automatic,
        is_billable

    from with_parts

)

select * from standard
