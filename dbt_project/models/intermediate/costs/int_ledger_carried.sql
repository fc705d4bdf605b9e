-- By how many interactions each line of the ledger is carried: of those that it
-- covers, the ones with a weight above nothing. Where somebody worked (billable)
-- they are counted apart, for an abandoned call weighs nothing rightly.

with

weighed as (

    select * from {{ ref('int_ledger_weighed') }}

),

judged as (

    select
        *,
        is_carried and weight > 0 as is_carrying

    from weighed

),

carried as (

    select
        ledger_number,
        count(*) as covered_count,
        count(case when is_carrying then 1 end) as carrying_count,
        count(case when is_billable then 1 end) as worked_count,
        count(case when is_billable and is_carrying then 1 end)
            as worked_carrying_count

    from judged
    group by ledger_number

)

select * from carried
