"""What stands where an identifier should: masks, and words for a missing one.

Taken as identifiers they would make one customer of all who hide.
"""

import pyarrow as pa
import pyarrow.compute as pc

# What switchboards, CRM tools, databases and agents write for "none", French and
# English; in lower case and without accents, as they are compared.
WORDS = (
    "\\n",
    "anonymous",
    "anonyme",
    "aucun",
    "aucune",
    "blocked",
    "confidentiel",
    "inconnu",
    "inconnue",
    "indisponible",
    "masque",
    "masquee",
    "n.a.",
    "n.c.",
    "n/a",
    "n/c",
    "na",
    "nan",
    "nc",
    "neant",
    "no caller id",
    "non communique",
    "non renseigne",
    "none",
    "null",
    "numero masque",
    "private",
    "prive",
    "restricted",
    "unavailable",
    "undefined",
    "unknown",
    "withheld",
)
# 06****1234 and j***@x.fr: what is hidden may be anybody's. ##### is a cell of Excel
# too narrow for its number, • and … what masks show; x is one beside a digit or alone,
# since a handle may be honest.
_MASKED = (
    r"\*\*|##|[0-9][xX]{4}|[xX]{4}[0-9]|[\x{2022}\x{25cf}\x{2026}]{2}"
    r"|^[*#?._-]+$|^[xX]{4,}$"
)
# The GUID that programs take for none.
_ZERO_GUID = r"^[{(]?0{8}(?:-0{4}){3}-0{12}[)}]?$"
_ACCENTS = r"\p{Mn}"
_BRACKETS = "()<>[]{}"  # (null), <null>, [NULL]
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace())


def usable(values: pa.Array, masks: str = f"{_MASKED}|{_ZERO_GUID}") -> pa.Array:
    """Return texts without those that are masked or only say that there is none.

    `masks` is a regular expression of what hides a part.
    """
    unusable = pc.or_(
        pc.match_substring_regex(values, masks),
        pc.is_in(_compared(values), pa.array(WORDS)),
    )
    return pc.if_else(pc.fill_null(unusable, False), None, values)


def _compared(values: pa.Array) -> pa.Array:
    """Return texts as WORDS has them: lower case, no accents, no brackets around."""
    apart = pc.utf8_normalize(pc.utf8_lower(values), form="NFD")
    plain = pc.replace_substring_regex(apart, _ACCENTS, "")
    return pc.utf8_trim(plain, characters=_BRACKETS)


def trimmed(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return texts without blanks and invisible marks around them, accents composed."""
    # Both at once: a mark may stand between blanks, and a blank between marks.
    text = pc.utf8_trim(one_array(values), characters=_INVISIBLE + _BLANK)
    return pc.utf8_normalize(text, form="NFC")


def one_array(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return texts as one array, whatever they came in."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    return values.cast(pa.string())
