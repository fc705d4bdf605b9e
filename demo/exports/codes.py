"""What each tool calls a reason, in the order of the world's reasons.

`contact_reason_mappings.csv` is what the company made of these codes. Those under
UNMAPPED it left alone: they say nothing, or too little.
"""

CAMPAIGN = "CAMPAGNE-FIBRE"  # the same word in several tools, since September

CALLS = (  # Motif, Sous-motif
    ("Technique", "Échange box"),
    ("Facture", "Contestation – montant"),
    ("Technique", "RDV installation"),
    ("Technique", "Incident réseau"),
    ("Technique", "Débit"),
    ("Facture", "Explication"),
    ("Facture", "Rejet prélèvement"),
    ("Compte", "Mot de passe"),
    ("Commercial", "Changement d’offre"),
    ("Commercial", "Déménagement"),
    ("Logistique", "Suivi colis"),
    ("Résiliation", None),
    ("Commercial", "Option étranger"),
    ("SAV", "Mobile"),
    ("Divers", "Autre"),
    ("Commercial", "Dossier"),
    (CAMPAIGN, None),
)
OTHER_CALL, REUSED_CALL, CAMPAIGN_CALL = 14, 15, 16

# What the menu can tell apart; the rest of a press on "3" is anybody's guess.
MENU = (
    "3 Technique",
    "2 Facture",
    "5 Rendez-vous",
    "1 Panne",
    "3 Technique",
    "2 Facture",
    "2 Facture",
    "6 Mot de passe",
    "4 Commercial",
    "4 Commercial",
    "7 Suivi colis",
    "4 Commercial",
    "4 Commercial",
    "3 Technique",
)

HELPDESK = (
    "box_echange",
    "facturation_litige",
    "rdv_technicien",
    "panne_secteur",
    "debit_lent",
    "facturation_info",
    "paiement_rejet",
    "espace_client_mdp",
    "offre_changement",
    "demenagement",
    "livraison_suivi",
    "resiliation",
    "option_roaming",
    "sav_mobile",
    "autre",
)
OTHER_CASE = 14

CHAT = (
    "box.replace",
    "billing.dispute",
    "install.appointment",
    "network.outage",
    "network.slow",
    "billing.explain",
    "payment.failed",
    "login.reset",
    "plan.change",
    "home.move",
    "order.tracking",
    "contract.cancel",
    "option.roaming",
    "device.repair",
    "smalltalk",
    CAMPAIGN,
)
OTHER_CHAT, CAMPAIGN_CHAT = 14, 15

MESSAGING = tuple(f"T{number:02}" for number in range(1, 15))

SELFCARE = (
    "form:box-exchange",
    "form:bill-dispute",
    "form:appointment",
    "search:outage-map",
    "tool:speed-test",
    "search:bill-help",
    "pay:card-refused",
    "form:password-lost",
    "form:plan-change",
    "form:move",
    "search:parcel",
    "form:leave",
    "form:roaming",
    "form:repair",
    "/home",
    "/bills",
    "/usage",
    "/offers",
    "/my-box",
    "/profile",
)
FIRST_PAGE = 14

BACKOFFICE = (*(f"BO{number}" for number in range(110, 250, 10)), "BO000", "BO999")
FOLLOWS_TICKET, OTHER_TASK = 14, 15

UNMAPPED = {
    "outsourcer_calls": (
        "Divers / Autre",
        "SVI / 2 Facture",
        "SVI / 3 Technique",
        "SVI / 4 Commercial",
    ),
    "helpdesk": ("autre",),
    "chat": ("smalltalk",),
    "messaging": ("T13",),
    "selfcare": SELFCARE[FIRST_PAGE:],
    "backoffice": ("BO999",),
}
