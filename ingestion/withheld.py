"""What stands where an identifier should: masks, and words for a missing one.

Taken as identifiers they would make one customer of all who hide.
"""

import pyarrow as pa
import pyarrow.compute as pc

# What switchboards, CRM tools and agents write for "none", French and English.
WORDS = (
    "anonymous",
    "anonyme",
    "blocked",
    "confidentiel",
    "inconnu",
    "inconnue",
    "indisponible",
    "masque",
    "masqué",
    "masquee",
    "masquée",
    "n/a",
    "nan",
    "néant",
    "no caller id",
    "non communiqué",
    "non renseigné",
    "none",
    "null",
    "numero masque",
    "numéro masqué",
    "private",
    "prive",
    "privé",
    "restricted",
    "unavailable",
    "undefined",
    "unknown",
    "withheld",
)
# 06****1234 and j***@x.fr: what is hidden may be anybody's. ##### is a cell of Excel
# too narrow for its number, • and … what masks show; x is one beside a digit only,
# since a handle may be honest.
_MASKED = r"\*\*|##|[0-9][xX]{4}|[xX]{4}[0-9]|[\x{2022}\x{25cf}\x{2026}]{2}|^[*#?._-]+$"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def usable(values: pa.Array) -> pa.Array:
    """Return texts without those that are masked or only say that there is none."""
    unusable = pc.or_(
        pc.match_substring_regex(values, _MASKED),
        pc.is_in(pc.utf8_lower(values), pa.array(WORDS)),
    )
    return pc.if_else(pc.fill_null(unusable, False), None, values)


def trimmed(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return texts without blanks and invisible marks around them, accents composed."""
    text = pc.utf8_trim(one_array(values), characters=_INVISIBLE)
    return pc.utf8_normalize(pc.utf8_trim_whitespace(text), form="NFC")


def one_array(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return texts as one array, whatever they came in."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    return values.cast(pa.string())
