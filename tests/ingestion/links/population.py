"""Customers who exist twice, written as two tools would write them."""

import csv
import io

import numpy as np

FIRST = (
    "Jean-Pierre Marie-Thérèse François Zoé Léa Noël Hélène Rémi André Chloé Maël "
    "Inès Loïc Anaïs Gaëlle Jérôme Céline Benoît Aurélie Frédéric Joëlle Cédric"
).split()
LAST = (
    "Lefèvre|Le Goff|de Villepin|Martin-Dupont|Müller|d'Ormesson|de La Tour|Béranger"
    "|Garcès|Nuñez|Desprès|Chénier|Rétif|L'Hermite|du Bellay|Crépin|Sauvé|Tréguier"
    "|Œuvrard|Quéré|Mélenec|Pâris|Lévêque|Bénard|Gérault|Vögel|Thévenin|Roué"
).split("|")
STEMS = (
    "Gar Mon Bel Cha Ver Ros Tri Lam Pel Cor Fau Bri Dal Mar Sol Car Per Lor".split()
)
ENDS = "tier nard gère reau llon quet vière dier chet mard zeau thon".split()
LAST += [stem + end for stem in STEMS for end in ENDS]
TOWNS = (("35000", "Rennes"), ("69003", "Lyon 3e"), ("75012", "Paris 12e")) + (
    ("01000", "Bourg-en-Bresse"),
    ("97400", "St-Denis"),
    ("13100", "Aix-en-Provence"),
    ("44600", "Saint-Nazaire"),
)
PERSONS, TWICE = 900, 160
HEADER = "Compte;Prénom;Nom;Né le;Code postal;Ville".split(";")


def persons(seed: int = 3) -> list[tuple[str, str, str, str, str]]:
    """Return first name, last name, ISO birth date, postcode and town of each."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(PERSONS):
        town = TOWNS[rng.integers(len(TOWNS))]
        day = np.datetime64("1931-01-02") + int(rng.integers(20_000))
        name = LAST[rng.integers(len(LAST))]
        found.append((FIRST[rng.integers(len(FIRST))], name, str(day), *town))
    return found


def rows(seed: int = 3) -> list[list[str]]:
    """Return the customer file: everybody once, the first TWICE of them again.

    The second time in capitals without accents, hyphens or particles, Saint cut to
    ST, and the date in French order.
    """
    people = persons(seed)
    once = [[f"A{n}", *person] for n, person in enumerate(people)]
    again = [[f"B{n}", *_otherwise(*people[n])] for n in range(TWICE)]
    return once + again


def _otherwise(first: str, last: str, born: str, postcode: str, town: str) -> list[str]:
    plain = str.maketrans("éèêëàâîïôöùûüçñŒ-'", "eeeeaaiioouuucnE  ")
    last = last.removeprefix("de ").removeprefix("du ")
    year, month, day = born.split("-")
    return [
        first.translate(plain).upper(),
        last.replace("Œ", "OE").translate(plain).upper(),
        f"{day}/{month}/{year}",
        postcode.removeprefix("0"),
        town.replace("Saint", "St").upper(),
    ]


def text(lines: list[list[str]]) -> str:
    """Return lines as a French CSV with its header."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(lines)
    return out.getvalue()
