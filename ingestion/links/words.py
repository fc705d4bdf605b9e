"""Names, places and dates as they are compared: French ways of writing made one.

Accents, hyphens, particles and Saint are written or left out as people please; a
date of birth comes in the order of whichever tool it passed. Functions take a text
and return what is compared, None where it says nothing.
"""

import datetime as dt
import re
import unicodedata

PARTICLES = frozenset("d de des du l la le les von van der den di da dos".split())
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_STREETS = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "ch": "chemin",
    "chem": "chemin",
    "imp": "impasse",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "sq": "square",
}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_TITLES = frozenset("m mr mme mlle mle dr me monsieur madame mademoiselle".split())
# Day before month, as France writes; ISO first, since it cannot be mistaken.
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y") + (
    "%d.%m.%Y",
    "%d %m %Y",
    "%d%m%Y",
    "%d/%m/%y",
)
# What a form fills in where nobody knows.
_NO_DATES = frozenset(
    {dt.date(1900, 1, 1), dt.date(1970, 1, 1), dt.date(1901, 1, 1), dt.date(1800, 1, 1)}
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2100  # archives have birthdays too


def tokens(text: str) -> list[str]:
    """Return the words of a text in small letters without accents or punctuation."""
    text = text.lower().translate(_LIGATURES)
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return [_SAINTS.get(word, word) for word in re.findall(r"[^\W_]+", plain)]


def joined_name(text: str) -> str | None:
    """Return names in one word: Jean-Pierre is jeanpierre, Le Goff is legoff."""
    words = tokens(text)
    return "".join([word for word in words if word not in _TITLES] or words) or None


def leading_name(text: str) -> str | None:
    """Return the first of several first names: jean of Jean-Pierre."""
    words = [word for word in tokens(text) if word not in _TITLES]
    return words[0] if words else None


def name_parts(text: str) -> list[str] | None:
    """Return the parts of a last name without particles: Martin of Martin-Dupont.

    A name that is all particles keeps them.
    """
    words = tokens(text)
    parts = [word for word in words if word not in PARTICLES and len(word) > 1]
    return sorted(set(parts or words)) or None


def bare_name(text: str) -> str | None:
    """Return a last name without particles: de Villepin is villepin."""
    words = tokens(text)
    return "".join([word for word in words if word not in PARTICLES] or words) or None


def place(text: str) -> str | None:
    """Return a town in one word: Paris 12e, PARIS CEDEX 12 and Paris are paris."""
    words = [word for word in tokens(text) if word != "cedex"]
    words = [word for word in words if not re.match(r"\d", word)] or words
    return "".join(words) or None


def address(text: str) -> str | None:
    """Return a street address in plain words: 3 bd St-Michel is 3 boulevard saint …"""
    return " ".join(_STREETS.get(word, word) for word in tokens(text)) or None


def postcode(text: str) -> str | None:
    """Return a postcode without blanks; 1000, cut by a spreadsheet, is 01000."""
    code = "".join(tokens(text))
    return (code.zfill(5) if re.fullmatch(r"\d{4}", code) else code) or None


def exact(text: str) -> str | None:
    """Return a text's plain words."""
    return " ".join(tokens(text)) or None


def date(text: str, format: str | None = None) -> str | None:
    """Return a date as ISO text, None where it is none or a form's filler.

    `format` is in strptime words; without it the ways of DATE_FORMATS are tried. A
    time of day after the date is left out.
    """
    text = text.strip()
    if format is None:
        text = re.split(r"[T ]\d\d:", text)[0]
    for one in [format] if format else DATE_FORMATS:
        try:
            day = dt.datetime.strptime(text, one).date()
        except ValueError:
            continue
        if day in _NO_DATES or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return None
        return day.isoformat()
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
