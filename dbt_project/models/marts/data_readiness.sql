-- Which prerequisites of the method the data meet, what follows from it, and
-- what to do next. Thresholds: 70 % of contacts identified, 80 % with a reason,
-- 95 % of delivered rows accepted.

with

contacts as (

    select * from {{ ref('contacts') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

sources as (

    select * from {{ ref('int_sources_completed') }}

),

tickets as (

    select * from {{ ref('tickets') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

contacts_measured as (

    select
        count(*) as contact_count,
        count(case when customer_id is not null then 1 end)
        / nullif(count(*), 0) as identified_share,
        count(case when contact_reason_id <> 'unqualified' then 1 end)
        / nullif(count(*), 0) as qualified_share,
        count(
            case
                when channel in ('web_selfcare', 'app_selfcare') then 1
            end
        ) as self_care_count

    from contacts

),

interactions_measured as (

    select
        count(case when direction = 'internal' then 1 end)
            as internal_count,
        count(case when handling_seconds is not null then 1 end)
        / nullif(count(*), 0) as timed_share,
        count(case when cost_amount is not null then 1 end)
        / nullif(count(*), 0) as priced_share

    from interactions

),

sources_measured as (

    select
        1 - sum(rejected_count) / nullif(sum(row_count), 0) as accepted_share,
        count(case when time_precision = 'day' then 1 end)
            as day_precision_count,
        count(case when time_precision = 'minute' then 1 end)
            as minute_precision_count,
        count(case when is_late then 1 end) as late_count,
        count(case when is_contact_source then 1 end)
            as contact_source_count,
        string_agg(
            case when is_late then source_name end, ', ' order by source_name
        ) as late_sources

    from sources

),

tickets_measured as (

    select
        count(*) as ticket_count,
        count(case when is_eligible then 1 end) / nullif(count(*), 0)
            as eligible_share

    from tickets

),

measured as (

    select
        contacts_measured.*,
        interactions_measured.*,
        sources_measured.*,
        tickets_measured.*,
        settings.has_contact_reason_mappings

    from contacts_measured
    cross join interactions_measured
    cross join sources_measured
    cross join tickets_measured
    cross join settings

),

prerequisites as (

    select
        1 as position_number,
        'customer_reference' as prerequisite,
        coalesce(identified_share >= 0.7, false) as is_met,
        cast(identified_share as double) as measured_share,
        'share of contacts with a customer' as measured_en,
        'part des contacts rattachés à un client' as measured_fr,
        case
            when identified_share >= 0.7
                then
                    'Reiterations are seen for the identified share; the rest '
                    || 'can only widen the bounds.'
            else
                'Too many contacts without customer: read bounds, not rates.'
        end as conclusion_en,
        case
            when identified_share >= 0.7
                then
                    'Les réitérations sont vues pour la part identifiée ; le '
                    || 'reste ne peut qu''élargir les bornes.'
            else
                'Trop de contacts sans client : lire les bornes, pas les taux.'
        end as conclusion_fr,
        'Map an account, phone or e-mail column for every source.'
            as next_step_en,
        'Déclarer une colonne compte, téléphone ou e-mail par source.'
            as next_step_fr
    from measured

    union all

    select
        2,
        'reasons_mapped',
        has_contact_reason_mappings,
        cast(case when has_contact_reason_mappings then 1 else 0 end as double),
        'contact_reason_mappings.csv is given (1) or not (0)',
        'contact_reason_mappings.csv fourni (1) ou non (0)',
        case
            when has_contact_reason_mappings
                then 'Reasons of different tools are comparable.'
            else
                'Each source keeps its own codes: repeats across channels '
                || 'cannot be seen by reason; read the definition any_reason.'
        end,
        case
            when has_contact_reason_mappings
                then 'Les motifs des différents outils sont comparables.'
            else
                'Chaque source garde ses codes : les réitérations entre canaux '
                || 'ne se voient pas par motif.'
        end,
        'Map the codes with most contacts first.',
        'Rapprocher d''abord les codes qui portent le plus de contacts.'
    from measured

    union all

    select
        3,
        'reasons_qualified',
        coalesce(qualified_share >= 0.8, false),
        cast(qualified_share as double),
        'share of contacts with a reason',
        'part des contacts qualifiés par un motif',
        case
            when qualified_share >= 0.8
                then 'Reasons can be ranked.'
            else
                'Many contacts without reason: rankings by reason are partial, '
                || 'and a reiteration may hide under `unqualified`.'
        end,
        case
            when qualified_share >= 0.8
                then 'Les motifs peuvent être hiérarchisés.'
            else
                'Beaucoup de contacts sans motif : le classement par motif est '
                || 'partiel, des réitérations se cachent sous « unqualified ».'
        end,
        'Make agents code a reason, or map the codes still unmapped.',
        'Faire qualifier les contacts, ou rapprocher les codes restants.'
    from measured

    union all

    select
        4,
        'times_precise',
        day_precision_count = 0 and minute_precision_count = 0,
        1
        - cast(day_precision_count + minute_precision_count as double)
        / nullif(contact_source_count, 0),
        'share of sources whose times carry seconds',
        'part des sources dont les heures portent les secondes',
        case
            when day_precision_count > 0
                then
                    'A source gives days only: transfers, redials, turns and '
                    || 'visits cannot be told apart there.'
            when minute_precision_count > 0
                then
                    'A source gives minutes only: abandons under 5 seconds and '
                    || 'the order within a minute cannot be told.'
            else 'Every merging rule can work.'
        end,
        case
            when day_precision_count > 0
                then
                    'Une source ne donne que le jour : transferts, rappels et '
                    || 'visites n''y sont pas reconnaissables.'
            when minute_precision_count > 0
                then
                    'Une source ne donne que la minute : abandons de moins de '
                    || '5 secondes et ordre dans la minute inconnus.'
            else 'Toutes les règles de regroupement peuvent jouer.'
        end,
        'Ask for exports with seconds.',
        'Demander des exports à la seconde.'
    from measured

    union all

    select
        5,
        'rows_accepted',
        coalesce(accepted_share >= 0.95, false),
        cast(accepted_share as double),
        'share of delivered rows accepted',
        'part des lignes livrées acceptées',
        case
            when accepted_share >= 0.95
                then 'Rejected rows are few; they are listed by file and line.'
            else 'Many rows are rejected: contacts are missing.'
        end,
        case
            when accepted_share >= 0.95
                then 'Peu de lignes rejetées ; fichier et ligne sont listés.'
            else 'Beaucoup de lignes rejetées : des contacts manquent.'
        end,
        'Read raw/<source>/_rejected and correct the export.',
        'Lire raw/<source>/_rejected et corriger l''export.'
    from measured

    union all

    select
        6,
        'sources_on_time',
        late_count = 0,
        1 - cast(late_count as double) / nullif(contact_source_count, 0),
        'share of contact sources on time',
        'part des sources de contacts à l''heure',
        case
            when late_count = 0 then 'The horizon is that of all sources.'
            else 'Late, and holding the horizon: ' || late_sources || '.'
        end,
        case
            when late_count = 0 then 'L''horizon est celui de toutes les sources.'
            else 'En retard, et retenant l''horizon : ' || late_sources || '.'
        end,
        'Deliver what is late, or release it with ACCEPT_LATE=<source>.',
        'Livrer la source en retard, ou la libérer : ACCEPT_LATE=<source>.'
    from measured

    union all

    select
        7,
        'tickets_eligible',
        coalesce(eligible_share > 0, false),
        cast(eligible_share as double),
        'share of tickets whose start and follow-up are known',
        'part des tickets dont le début et la suite sont connus',
        case
            when eligible_share > 0
                then 'Rates are over these tickets; the rest is too early.'
            else
                'The history is shorter than the window: no rate can be given.'
        end,
        case
            when eligible_share > 0
                then 'Les taux portent sur ces tickets ; le reste est trop tôt.'
            else
                'L''historique est plus court que la fenêtre : pas de taux.'
        end,
        'Deliver more months, older ones first.',
        'Livrer plus de mois, les plus anciens d''abord.'
    from measured

    union all

    select
        8,
        'self_care_present',
        self_care_count > 0,
        cast(self_care_count as double) / nullif(contact_count, 0),
        'share of contacts in self-care',
        'part des contacts en selfcare',
        case
            when self_care_count > 0
                then 'Problems that begin in self-care are seen there.'
            else 'Problems that begin in self-care are seen too late.'
        end,
        case
            when self_care_count > 0
                then 'Les problèmes nés en selfcare y sont vus.'
            else 'Les problèmes nés en selfcare sont vus trop tard.'
        end,
        'Add web and app visits with an account or device, intents mapped.',
        'Ajouter les visites web et appli avec compte ou appareil.'
    from measured

    union all

    select
        9,
        'back_office_present',
        internal_count > 0,
        cast(internal_count as double),
        'number of internal interactions',
        'nombre d''interactions internes',
        case
            when internal_count > 0
                then 'Tickets include internal work.'
            else 'Tickets lack internal work: costs will be too low.'
        end,
        case
            when internal_count > 0
                then 'Les tickets comprennent le travail interne.'
            else 'Le travail interne manque : coûts sous-estimés.'
        end,
        'Add back-office tasks with their case or account.',
        'Ajouter les tâches de back-office avec leur dossier ou compte.'
    from measured

    union all

    select
        10,
        'costs_given',
        coalesce(priced_share > 0, false),
        cast(priced_share as double),
        'share of interactions priced',
        'part des interactions valorisées',
        case
            when priced_share > 0 then 'Costs cover the priced share.'
            else 'No cost is given: no amount is shown, none is invented.'
        end,
        case
            when priced_share > 0
                then 'Les coûts couvrent la part valorisée.'
            else 'Aucun coût fourni : aucun montant montré ni inventé.'
        end,
        'Fill cost_rates.csv, partner_tariffs.csv or cost_ledger.csv.',
        'Renseigner cost_rates.csv, partner_tariffs.csv ou cost_ledger.csv.'
    from measured

)

select * from prerequisites
