-- How far two independent codings of a sample agree beyond chance: Cohen's kappa
-- = (p_o - p_e) / (1 - p_e), with p_o the share coded alike and p_e what chance
-- would give, and its large-sample standard error (Fleiss, Cohen and Everitt
-- 1969). Null where it is not defined: no sample, or one reason only. One row.

with

double_coded as (

    select * from {{ ref('stg_workspace__double_coded') }}

),

cells as (

    select
        first_contact_reason_id,
        second_contact_reason_id,
        cast(count(*) as double) / sum(count(*)) over () as cell_share

    from double_coded
    group by first_contact_reason_id, second_contact_reason_id

),

reasons as (

    select
        contact_reason_id,
        sum(first_share) as first_share,
        sum(second_share) as second_share

    from (
        select
            first_contact_reason_id as contact_reason_id,
            cell_share as first_share,
            0 as second_share

        from cells

        union all

        select
            second_contact_reason_id as contact_reason_id,
            0 as first_share,
            cell_share as second_share

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
                            then cell_share
                        else 0
                    end
                )
            from cells
        ) as agreement_share,
        (select sum(first_share * second_share) from reasons)
            as expected_share

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
        sum(
            case
                when
                    cells.first_contact_reason_id
                    = cells.second_contact_reason_id
                    then
                        cells.cell_share * (
                            1
                            - (firsts.first_share + seconds.second_share)
                            * (1 - with_kappa.kappa)
                        )
                        * (
                            1
                            - (firsts.first_share + seconds.second_share)
                            * (1 - with_kappa.kappa)
                        )
                else
                    (1 - with_kappa.kappa) * (1 - with_kappa.kappa)
                    * cells.cell_share
                    * (firsts.second_share + seconds.first_share)
                    * (firsts.second_share + seconds.first_share)
            end
        ) as spread

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
