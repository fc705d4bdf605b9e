-- What each line of the files of costs prices, and why it prices nothing: a name
-- written otherwise than the sources write it falls to a more general line
-- without a word.

with

judged as (

    select * from {{ ref('int_cost_lines_judged') }}

),

published as (

    select
        file_name,
        line_number,
        category,
        partner_name,
        site_name,
        team_name,
        channel,
        support_level,
        language,
        hours,
        nullif(valid_from, cast('0001-01-01' as date)) as valid_from,
        nullif(valid_to, cast('9999-12-31' as date)) as valid_to,
        from_volume,
        greatest_volume,
        fitting_count as fitting_interaction_count,
        pricing_count as pricing_interaction_count,
        verdict,
        unknown_key,
        verdict = 'used' as is_used

    from judged

)

select * from published
