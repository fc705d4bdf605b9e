with

judged as (

    select * from {{ ref('int_overrides_judged') }}

),

published as (

    select
        file_name,
        line_number,
        action,
        decided_on,
        verdict,
        verdict = 'applied' as is_applied

    from judged

)

select * from published
