{#
    The prerequisites of the method: when each is met, what it measures, what
    may be concluded and what to do next. `met` and `share` are expressions over
    int_readiness_measured. Thresholds: 70 % of contacts identified, 80 % with a
    reason, 95 % of delivered rows accepted.
#}
{% macro prerequisites() %}
    {{ return([
        {
            'name': 'customer_reference',
            'met': 'identified_share >= 0.7',
            'share': 'identified_share',
            'measured': ('share of contacts with a customer', 'part des contacts rattachés à un client'),
            'yes': ('Reiterations are seen for the identified share; the rest can only widen the bounds.', 'Les réitérations sont vues pour la part identifiée ; le reste ne peut qu’élargir les bornes.'),
            'no': ('Too many contacts without customer: read bounds, not rates.', 'Trop de contacts sans client : lire les bornes, pas les taux.'),
            'next': ('Map an account, phone or e-mail column for every source.', 'Déclarer une colonne compte, téléphone ou e-mail par source.'),
        },
        {
            'name': 'reasons_mapped',
            'met': 'has_contact_reason_mappings',
            'share': 'case when has_contact_reason_mappings then 1 else 0 end',
            'measured': ('contact_reason_mappings.csv is given (1) or not (0)', 'contact_reason_mappings.csv fourni (1) ou non (0)'),
            'yes': ('Reasons of different tools are comparable.', 'Les motifs des différents outils sont comparables.'),
            'no': ('Each source keeps its own codes: repeats across channels cannot be seen by reason yet.', 'Chaque source garde ses codes : les réitérations entre canaux ne se voient pas encore par motif.'),
            'next': ('Map the codes with most contacts first.', 'Rapprocher d’abord les codes qui portent le plus de contacts.'),
        },
        {
            'name': 'reasons_qualified',
            'met': 'qualified_share >= 0.8',
            'share': 'qualified_share',
            'measured': ('share of contacts with a reason', 'part des contacts qualifiés par un motif'),
            'yes': ('Reasons can be ranked.', 'Les motifs peuvent être hiérarchisés.'),
            'no': ('Many contacts without reason: rankings by reason are partial, and a reiteration may hide under `unqualified`.', 'Beaucoup de contacts sans motif : le classement par motif est partiel, des réitérations se cachent sous « unqualified ».'),
            'next': ('Make agents code a reason, or map the codes still unmapped.', 'Faire qualifier les contacts, ou rapprocher les codes restants.'),
        },
        {
            'name': 'times_precise_to_the_minute',
            'met': 'day_precision_count = 0',
            'share': '1 - day_precision_count / nullif(contact_source_count, 0)',
            'measured': ('share of contact sources whose times carry hours', 'part des sources de contacts dont les heures sont connues'),
            'yes': ('Transfers, redials, turns and visits can be told apart.', 'Transferts, rappels et visites sont reconnaissables.'),
            'no': ('A source gives days only: transfers, redials, turns and visits cannot be told apart there.', 'Une source ne donne que le jour : transferts, rappels et visites n’y sont pas reconnaissables.'),
            'next': ('Ask for exports with hours and minutes.', 'Demander des exports avec heures et minutes.'),
        },
        {
            'name': 'times_precise_to_the_second',
            'met': 'day_precision_count + minute_precision_count = 0',
            'share': '1 - (day_precision_count + minute_precision_count) / nullif(contact_source_count, 0)',
            'measured': ('share of contact sources whose times carry seconds', 'part des sources de contacts à la seconde près'),
            'yes': ('Short abandons and the order of events can be told.', 'Abandons courts et ordre des événements sont connus.'),
            'no': ('A source gives minutes only: abandons under 5 seconds and the order within a minute cannot be told there.', 'Une source ne donne que la minute : abandons de moins de 5 secondes et ordre dans la minute inconnus.'),
            'next': ('Ask for exports with seconds.', 'Demander des exports à la seconde.'),
        },
        {
            'name': 'rows_accepted',
            'met': 'accepted_share >= 0.95',
            'share': 'accepted_share',
            'measured': ('share of delivered rows accepted', 'part des lignes livrées acceptées'),
            'yes': ('Rejected rows are few; they are listed by file and line.', 'Peu de lignes rejetées ; fichier et ligne sont listés.'),
            'no': ('Many rows are rejected: contacts are missing.', 'Beaucoup de lignes rejetées : des contacts manquent.'),
            'next': ('Read raw/<source>/_rejected and correct the export.', 'Lire raw/<source>/_rejected et corriger l’export.'),
        },
        {
            'name': 'sources_on_time',
            'met': 'late_count + silent_count = 0',
            'share': '1 - (late_count + silent_count) / nullif(source_count, 0)',
            'measured': ('share of sources that delivered, and on time', 'part des sources livrées et à l’heure'),
            'yes': ('The horizon is that of all sources.', 'L’horizon est celui de toutes les sources.'),
            'no': ('A source is late or delivered nothing: its contacts are missing, and a late one holds the horizon.', 'Une source est en retard ou n’a rien livré : ses contacts manquent, et un retard retient l’horizon.'),
            'next': ('Deliver what is late, or release it with ACCEPT_LATE=<source>.', 'Livrer la source en retard, ou la libérer : ACCEPT_LATE=<source>.'),
        },
        {
            'name': 'tickets_eligible',
            'met': 'eligible_share > 0',
            'share': 'eligible_share',
            'measured': ('share of tickets whose start and follow-up are known', 'part des tickets dont le début et la suite sont connus'),
            'yes': ('Rates are over these tickets; for the rest it is too early or the past is unknown.', 'Les taux portent sur ces tickets ; pour les autres il est trop tôt ou le passé est inconnu.'),
            'no': ('The history is shorter than the window: no rate can be given.', 'L’historique est plus court que la fenêtre : aucun taux possible.'),
            'next': ('Deliver more months, older ones first.', 'Livrer plus de mois, les plus anciens d’abord.'),
        },
        {
            'name': 'self_care_present',
            'met': 'self_care_count > 0',
            'share': 'self_care_count / nullif(contact_count, 0)',
            'measured': ('share of contacts in self-care', 'part des contacts en selfcare'),
            'yes': ('Problems that begin in self-care are seen there.', 'Les problèmes nés en selfcare y sont vus.'),
            'no': ('Problems that begin in self-care are seen too late.', 'Les problèmes nés en selfcare sont vus trop tard.'),
            'next': ('Add web and app visits with an account or device, intents mapped.', 'Ajouter les visites web et appli avec compte ou appareil, intentions rapprochées.'),
        },
        {
            'name': 'back_office_present',
            'met': 'internal_count > 0',
            'share': 'internal_count / nullif(interaction_count, 0)',
            'measured': ('share of interactions that are internal work', 'part des interactions internes'),
            'yes': ('Tickets include internal work.', 'Les tickets comprennent le travail interne.'),
            'no': ('Tickets lack internal work: costs will be too low.', 'Le travail interne manque : coûts sous-estimés.'),
            'next': ('Add back-office tasks with their case or account.', 'Ajouter les tâches de back-office avec leur dossier ou compte.'),
        },
        {
            'name': 'costs_given',
            'met': 'priced_share > 0',
            'share': 'priced_share',
            'measured': ('share of interactions priced', 'part des interactions valorisées'),
            'yes': ('Costs cover the priced share.', 'Les coûts couvrent la part valorisée.'),
            'no': ('No cost is given: no amount is shown, none is invented.', 'Aucun coût fourni : aucun montant montré ni inventé.'),
            'next': ('Fill cost_rates.csv, partner_tariffs.csv or cost_ledger.csv.', 'Renseigner cost_rates.csv, partner_tariffs.csv ou cost_ledger.csv.'),
        },
    ]) }}
{% endmacro %}
