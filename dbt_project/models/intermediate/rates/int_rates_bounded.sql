-- What the rates can be at least and at most when the hidden contacts belong to
-- customers and reasons that nobody knows. A hidden contact is a contact of its
-- own that reaches as far as its window. Put in one at a time, it can open a
-- ticket, join one, or join two; so it adds one ticket to a cell, takes one away
-- or neither, and the same of reiterated tickets. Of T tickets, R reiterated:
-- at least the lesser of R / (T + u) and (R - u) / (T - u), at most
-- (R + u) / (T - u), u the hidden contacts near the period.
--
-- The ticket it takes away goes with all its contacts, for it then began before
-- the period: at least, the greatest tickets go, each for one hidden contact,
-- and the other hidden contacts open tickets of their own. The least mean lies
-- where all tickets of some size have gone, or where u have. At most, every
-- hidden contact to the end of the data adds itself and brings in the greatest
-- ticket from after the period. reiteration_rate is 1 less 1 / mean_contacts.

{% set cell = ['period_grain', 'period_started_on', 'slice', 'slice_value'] %}

with

cells as (

    select
        summed.period_grain,
        summed.period_started_on,
        summed.slice,
        summed.slice_value,
        summed.qualified_ticket_count as tickets,
        summed.qualified_contact_count as contacts,
        summed.qualified_reiterated_count as reiterated,
        coalesce(hidden.hidden_contact_count, 0) as hidden_near,
        coalesce(hidden.hidden_contact_to_end_count, 0) as hidden_to_end

    from {{ ref('int_rates_summed') }} as summed
    left join {{ ref('int_rates_hidden') }} as hidden
        on
            summed.period_grain = hidden.period_grain
            and summed.period_started_on = hidden.period_started_on
            and summed.slice = hidden.slice
            and summed.slice_value = hidden.slice_value
    where
        summed.slice in ('all', 'reason', 'reason_group', 'journey_step')
        and summed.qualified_ticket_count > 0

),

sized as (

    select
        *,
        coalesce(sum(ticket_count) over greater, 0) as greater_count,
        coalesce(sum(ticket_count * contact_count) over greater, 0)
            as greater_contact_count

    from {{ ref('int_tickets_sized') }}
    window greater as (
        partition by {{ cell | join(', ') }}, is_in_cell
        order by contact_count desc
        rows between unbounded preceding and 1 preceding
    )

),

moved as (

    select
        cells.*,
        sized.is_in_cell,
        least(
            sized.ticket_count,
            case
                when sized.is_in_cell then cells.hidden_near
                else cells.hidden_to_end
            end
            - sized.greater_count
        ) as moved_count,
        sized.greater_count,
        sized.greater_contact_count,
        sized.contact_count

    from cells
    inner join sized
        on
            cells.period_grain = sized.period_grain
            and cells.period_started_on = sized.period_started_on
            and cells.slice = sized.slice
            and cells.slice_value = sized.slice_value

),

with_means_left as (

    select
        *,
        (
            contacts - greater_contact_count - contact_count * moved_count
            + hidden_near - greater_count - moved_count
        )
        / nullif(
            tickets + hidden_near - 2 * (greater_count + moved_count), 0
        ) as mean_left

    from moved
    where moved_count > 0

),

extremes as (

    select
        {{ cell | join(', ') }},
        min(case when is_in_cell then mean_left end) as least_mean,
        sum(case when not is_in_cell then contact_count * moved_count end)
            as brought_in_count

    from with_means_left
    group by {{ cell | join(', ') }}

),

with_means as (

    select
        cells.*,
        case
            when cells.hidden_near >= cells.tickets then 1
            else least(
                    (cells.contacts + cells.hidden_near)
                    / (cells.tickets + cells.hidden_near),
                    coalesce(extremes.least_mean, cells.contacts)
                )
        end as least_mean,
        (
            cells.contacts + cells.hidden_to_end
            + coalesce(extremes.brought_in_count, 0)
        )
        / greatest(1, cells.tickets - cells.hidden_near) as greatest_mean

    from cells
    left join extremes
        on
            cells.period_grain = extremes.period_grain
            and cells.period_started_on = extremes.period_started_on
            and cells.slice = extremes.slice
            and cells.slice_value = extremes.slice_value

),

bounded as (

    select
        {{ cell | join(', ') }},
        hidden_near as hidden_contact_count,
        1 - 1 / least_mean as reiteration_rate_lower_bound,
        1 - 1 / greatest_mean as reiteration_rate_upper_bound,
        least(
            reiterated / (tickets + hidden_near),
            greatest(0, reiterated - hidden_near)
            / greatest(1, tickets - hidden_near)
        ) as reiterated_ticket_rate_lower_bound,
        least(
            1, (reiterated + hidden_near) / greatest(1, tickets - hidden_near)
        ) as reiterated_ticket_rate_upper_bound,
        least_mean as mean_contacts_lower_bound,
        greatest_mean as mean_contacts_upper_bound

    from with_means

)

select * from bounded
