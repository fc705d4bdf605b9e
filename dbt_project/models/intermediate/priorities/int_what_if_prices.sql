-- What a contact in self-care costs on average, and what a customer brings in a
-- year on average; null where no file tells, never zero.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}
    where channel in ('web_selfcare', 'app_selfcare')

),

contacts_costed as (

    select * from {{ ref('int_contacts_costed') }}

),

customers as (

    select * from {{ ref('int_customers_valued') }}

),

in_self_care as (

    select
        {{ exact_sum('contacts_costed.cost_amount') }}
        / count(contacts_costed.cost_amount) as mean_amount

    from contacts
    inner join contacts_costed
        on contacts.contact_root_number = contacts_costed.contact_root_number

),

revenues as (

    select
        {{ exact_sum('yearly_revenue_amount') }}
        / count(yearly_revenue_amount) as mean_amount

    from customers

),

prices as (

    select
        in_self_care.mean_amount as self_care_amount,
        revenues.mean_amount as revenue_amount

    from in_self_care
    cross join revenues

)

select * from prices
