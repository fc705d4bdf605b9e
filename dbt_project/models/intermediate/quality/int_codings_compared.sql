-- How far two independent codings of a sample agree beyond chance: Cohen's kappa
-- = (p_o - p_e) / (1 - p_e), with p_o the share coded alike and p_e what chance
-- would give, and its large-sample standard error (Fleiss, Cohen and Everitt
-- 1969). Null where it is not defined: no sample, or one reason only. One row.

{% set is_alike
    = 'cells.first_contact_reason_id = cells.second_contact_reason_id' %}
{% set alike = '(1 - (firsts.first_share + seconds.second_share)'
    ~ ' * (1 - with_kappa.kappa))' %}
{% set apart = '((1 - with_kappa.kappa)'
    ~ ' * (firsts.second_share + seconds.first_share))' %}

with

double_coded as (

    select * from {{ ref('stg_workspace__double_coded') }}

),

cells as (

    select
        first_contact_reason_id,
        second_contact_reason_id,
        count(*) as cell_count,
        cast(count(*) as double) / sum(count(*)) over () as cell_share

    from double_coded
    group by first_contact_reason_id, second_contact_reason_id

),

reasons as (

    select
        contact_reason_id,
        sum(first_count) as first_count,
        sum(second_count) as second_count,
        cast(sum(first_count) as double) / sum(sum(first_count)) over ()
            as first_share,
        cast(sum(second_count) as double) / sum(sum(second_count)) over ()
            as second_share

    from (
        select
            first_contact_reason_id as contact_reason_id,
            cell_count as first_count,
            0 as second_count

        from cells

        union all

        select
            second_contact_reason_id as contact_reason_id,
            0 as first_count,
            cell_count as second_count

        from cells
    ) as marginals
    group by contact_reason_id

),

agreement as (

    select
        (select count(*) from double_coded) as item_count,
        (
            select
                sum(
                    case
                        when
                            first_contact_reason_id = second_contact_reason_id
                            then cell_count
                        else 0
                    end
                ) / nullif(cast(sum(cell_count) as double), 0)
            from cells
        ) as agreement_share,
        (
            select
                sum(first_count * second_count)
                / nullif(cast(sum(first_count) as double), 0)
                / nullif(cast(sum(second_count) as double), 0)
            from reasons
        ) as expected_share

),

with_kappa as (

    select
        *,
        (agreement_share - expected_share) / nullif(1 - expected_share, 0)
            as kappa

    from agreement

),

terms as (

    select
        {{ exact_sum(
            'cells.cell_share * case when ' ~ is_alike
            ~ ' then ' ~ alike ~ ' * ' ~ alike
            ~ ' else ' ~ apart ~ ' * ' ~ apart ~ ' end'
        ) }} as spread

    from cells
    cross join with_kappa
    inner join reasons as firsts
        on cells.first_contact_reason_id = firsts.contact_reason_id
    inner join reasons as seconds
        on cells.second_contact_reason_id = seconds.contact_reason_id

),

compared as (

    select
        with_kappa.item_count,
        with_kappa.agreement_share,
        with_kappa.expected_share,
        with_kappa.kappa,
        sqrt(
            greatest(
                terms.spread
                - (
                    with_kappa.kappa
                    - with_kappa.expected_share * (1 - with_kappa.kappa)
                )
                * (
                    with_kappa.kappa
                    - with_kappa.expected_share * (1 - with_kappa.kappa)
                ),
                0
            ) / with_kappa.item_count
        ) / nullif(1 - with_kappa.expected_share, 0) as kappa_error

    from with_kappa
    cross join terms

)

select * from compared
