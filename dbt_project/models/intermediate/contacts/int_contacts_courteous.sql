-- `courtesy`: a written attempt in a case that was solved (or closed) when it
-- came, and that nothing follows within the default window of its first
-- message, is no new contact: it continues the contact of the customer's latest
-- leg there that is no courtesy. Equal still follows. What follows is a company message, internal
-- work for the case, or a status that is no longer solved, that of the message
-- itself included: a reopened case is a question. Contacts know nothing of
-- reasons, so the window is the default one. Only where the source gives
-- status history: without the status before it nothing was solved.
--
-- One row per attempt that is a courtesy.

with

legs as (

    select
        legs.*,
        attempted.attempt_root_number

    from {{ ref('int_contacts_legs') }} as legs
    inner join {{ ref('int_contacts_attempted') }} as attempted
        on legs.interaction_number = attempted.interaction_number
    where legs.thread_kind = 'case' and legs.thread_id is not null

),

in_cases as (

    select * from {{ ref('int_cases_followed') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

placed as (

    select
        legs.*,
        min(legs.interaction_number) over (
            partition by legs.actor_number, legs.thread_id
        ) as first_number

    from legs

),

courteous as (

    select placed.interaction_number

    from placed
    cross join settings
    inner join in_cases
        on
            placed.interaction_number = in_cases.interaction_number
            and placed.thread_id = in_cases.thread_id
    where
        placed.channel_family = 'written'
        and placed.interaction_number = placed.attempt_root_number
        and placed.interaction_number > placed.first_number
        and in_cases.is_solved_before
        and not in_cases.is_unsolved_after
        and coalesce(
            in_cases.next_stir_second > placed.ended_second
            + settings.reiteration_window_days * {{ days(1) }},
            true
        )

),

with_earlier_leg as (

    select
        placed.interaction_number,
        max(
            case
                when courteous.interaction_number is null
                    then placed.interaction_number
            end
        ) over (
            partition by placed.actor_number, placed.thread_id
            order by placed.interaction_number
            rows between unbounded preceding and 1 preceding
        ) as earlier_leg_number

    from placed
    left join courteous
        on placed.attempt_root_number = courteous.interaction_number

),

continued as (

    select
        with_earlier_leg.interaction_number as attempt_root_number,
        earlier_legs.attempt_root_number as contact_root_number

    from with_earlier_leg
    inner join legs as earlier_legs
        on
            with_earlier_leg.earlier_leg_number
            = earlier_legs.interaction_number
    inner join courteous
        on with_earlier_leg.interaction_number = courteous.interaction_number

)

select * from continued
