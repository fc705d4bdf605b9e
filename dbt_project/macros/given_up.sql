{#
    Which parts of customers gave up their id, and by which join, as common table
    expressions. `joins` names a CTE with join_number (in order of time within a
    customer), part_number and eldest_number, the two parts joined; a lower part is
    older.

    Read in order of time, a join makes one of two grown parts, and the one whose
    oldest part is younger gives up its id. That order need not be walked: the
    first join of a grown part is certain, and where it leads to an older one the
    part gives up its id there, whatever else has joined the other by then. All
    such parts are folded into the older ones at once, and so on until no join is
    left; a star takes one round.

    The last CTE, `given_up`, has one row per part that gave up its id:
    part_number, join_number, own_side_number and other_side_number (the parts
    that the join named on either side).
#}
{% macro given_up(joins) -%}
    {{ adapter.dispatch('given_up')(joins) }}
{%- endmacro %}

{% macro duckdb__given_up(joins) -%}
folding as (

    with recursive folds as (

        select
            0 as round_number,
            join_number,
            case when sides.is_own then part_number else eldest_number end
                as part_number,
            case when sides.is_own then eldest_number else part_number end
                as other_number,
            case when sides.is_own then part_number else eldest_number end
                as own_side_number,
            case when sides.is_own then eldest_number else part_number end
                as other_side_number

        from {{ joins }}
        cross join (values (true), (false)) as sides (is_own)

        union all

        (
            with

            first_joins as (

                select
                    part_number,
                    min(join_number) as join_number

                from folds
                group by part_number

            ),

            giving_up as (

                select
                    folds.part_number,
                    folds.other_number

                from folds
                inner join first_joins
                    on
                        folds.part_number = first_joins.part_number
                        and folds.join_number = first_joins.join_number
                where folds.other_number < folds.part_number

            ),

            -- Into one that stays this round, so that none folds into thin air.
            folded as (

                select giving_up.*

                from giving_up
                left join giving_up as leaving
                    on giving_up.other_number = leaving.part_number
                where leaving.part_number is null

            )

            select
                folds.round_number + 1 as round_number,
                folds.join_number,
                coalesce(own.other_number, folds.part_number) as part_number,
                coalesce(other.other_number, folds.other_number)
                    as other_number,
                folds.own_side_number,
                folds.other_side_number

            from folds
            left join folded as own
                on folds.part_number = own.part_number
            left join folded as other
                on folds.other_number = other.part_number
            where
                coalesce(own.other_number, folds.part_number)
                <> coalesce(other.other_number, folds.other_number)

        )

    )

    select
        *,
        row_number() over (
            partition by round_number, part_number
            order by join_number
        ) as join_rank

    from folds

),

given_up as (

    select distinct
        part_number,
        join_number,
        own_side_number,
        other_side_number

    from folding
    where join_rank = 1 and other_number < part_number

)
{%- endmacro %}
