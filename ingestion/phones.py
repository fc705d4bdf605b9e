"""Telephone numbers as E.164 text, the common shapes without a Python loop."""

import re
from typing import NamedTuple

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc

# What people put between digits; no-break spaces and dashes of word processors too.
_SEPARATORS = r"[ \t.()/\x{2010}-\x{2015}\x{a0}\x{2009}\x{202f}-]+"
# 612345678.0 would else lose its dot and become another, longer number.
_FLOAT = r"^[^0-9]*[0-9]+[.,]0{1,2}\s*$"
# 0600000000 or 0123333333 3: nobody's, typed to get past a required field.
_INVENTED = "(?:" + "|".join(f"{digit}{{8}}" for digit in range(10)) + ")$"
# 06 12 34 56 7 cut by a digit: no number there begins with its trunk digit.
_CUT = r"^\+(?:33|44)0"
# Overseas departments share France's numbers and have calling codes of their own:
# 06 92 …, +33 692 … and +262 692 … are one telephone. All are read as France's, then
# those of one department alone, by the library, get its code (06 39 98 is of films).
_STARTS = (
    (262, "262|692|693|7092[0-3]|9762[278]|9763[0-37]"),  # Réunion
    (262, "639(?:[0-8]|9[0-79])|7093[5-7]|9769"),  # Mayotte
    (590, "590|690|691|7090[0-4]|976[018]"),  # Guadeloupe
    (594, "594|694|7093[0-3]|976[45]"),  # Guyane; the last of Martinique
    (596, "696|697|7091[0-3]|976[67]|596(?:[03-7]|1[05]|2[7-9]|8[0-39]|9[04-9])"),
)
_OVERSEAS = (
    (r"^\+(?:262|590|594|596)([1-9][0-9]{8})$", r"+33\1"),
    *((rf"^\+33((?:{starts})[0-9]+)$", rf"+{code}\1") for code, starts in _STARTS),
)
_OVERSEAS_COUNTRIES = ("RE", "YT", "GP", "BL", "MF", "GF", "MQ")
_FEW_DIGITS = r"^[^\d\p{Nd}]*(?:[\d\p{Nd}][^\d\p{Nd}]*){0,3}$"
# 0612345678;0698765432: two telephones in one cell, and which is the customer's?
_SEVERAL = re.compile(r";(?:[^A-Za-z\d]*\d){4}")
_SCHEME = re.compile(r"^(?:tel|callto|sips?|sms|whatsapp):([^@;]*).*$", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext\.?|poste|x|#)\s*[0-9]{1,7}$", re.IGNORECASE)


class Plan(NamedTuple):
    """How a country writes its numbers: what the quick path may take for granted."""

    calling_code: str
    trunk: str  # digit before a number dialled inside the country
    abroad: str  # dialled there before a calling code
    national: str  # shape of a number without its trunk digit


# Where a national number has one length and one shape, so no metadata is needed.
PLANS = {
    "FR": Plan("33", "0", "00", "[1-9][0-9]{8}"),
    "GB": Plan("44", "0", "00", "7[0-9]{9}"),
    "ES": Plan("34", "", "00", "[6-9][0-9]{8}"),
    "US": Plan("1", "", "011", "[2-9][0-9]{2}[2-9][0-9]{6}"),
}


def normalised_phones(values: pa.Array, country: str) -> pa.Array:
    """Return telephone numbers as E.164 text, null where they cannot be one.

    `country` is the ISO code used where a number has no prefix. The rule is that of
    `e164`; the shapes most people write are done in Arrow, and the library, at
    34,000 numbers a second, only sees each distinct value of what is left.
    """
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    encoded = values.cast(pa.string()).dictionary_encode()
    distinct = encoded.dictionary
    whole = _quick(distinct, _homes(country)[0])
    rest = pc.and_(
        pc.is_null(whole), pc.invert(pc.match_substring_regex(distinct, _FEW_DIGITS))
    )
    slow = [e164(text, country) for text in distinct.filter(rest).to_pylist()]
    whole = pc.replace_with_mask(whole, rest, pa.array(slow, pa.string()))
    for shape, written in _OVERSEAS:
        whole = pc.replace_substring_regex(whole, shape, written)
    return whole.take(encoded.indices)


def e164(number: str, country: str) -> str | None:
    """Return a phone number as E.164 text, or None if it cannot be one.

    `country` is the ISO code used where the number has no prefix. A number counts
    when its length is possible, whether or not its range is given out yet: ranges
    open every year, and a customer must not change when the library is updated.
    Masked, withheld, invented (0600000000), damaged and several ones do not.
    """
    text = number.strip().lstrip("'")
    if re.search(_SEVERAL, text):
        return None
    text = _EXTENSION.sub("", _SCHEME.sub(r"\1", text))
    # The library reads 0612XX as letters on a keypad and * as a star code, so two
    # masked numbers would be one customer.
    if re.search(r"[^\W\d_]|[*#_?]", text) or re.search(_FLOAT, text):
        return None
    whole = next(filter(None, (_possible(text, home) for home in _homes(country))), "")
    if not whole or re.search(_INVENTED, whole) or re.search(_CUT, whole):
        return None
    for shape, written in _OVERSEAS:
        whole = re.sub(shape, written, whole)
    return whole


def _homes(country: str) -> tuple[str, ...]:
    """Return by which countries' plans a national number is read, the first first."""
    return ("FR", country) if country in _OVERSEAS_COUNTRIES else (country,)


def _possible(text: str, country: str) -> str | None:
    try:
        parsed = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _quick(values: pa.Array, country: str) -> pa.Array:
    """Return what needs no metadata, null for all that is left to the library."""
    trimmed = pc.utf8_ltrim(pc.utf8_trim_whitespace(values), characters="'")
    digits = pc.replace_substring_regex(trimmed, _SEPARATORS, "")
    quick = pa.nulls(len(values), pa.string())
    for name in sorted(PLANS, key=lambda name: name != country):
        missing = pc.is_null(quick)
        left = digits.filter(missing)
        shape = _shape(PLANS[name], country, is_home=name == country)
        whole = pc.replace_substring_regex(
            left, shape, rf"+{PLANS[name].calling_code}\1"
        )
        fits = pc.match_substring_regex(left, shape)
        quick = pc.replace_with_mask(quick, missing, pc.if_else(fits, whole, None))
    unusable = pc.or_kleene(
        pc.match_substring_regex(trimmed, _FLOAT),
        pc.match_substring_regex(quick, _INVENTED),
    )
    return pc.if_else(pc.fill_null(unusable, False), None, quick)


def _shape(plan: Plan, country: str, *, is_home: bool) -> str:
    """Return the shape of a plan's numbers as written in a country, trunk apart."""
    prefixes = [r"\+"]
    if country in PLANS:
        prefixes.append(PLANS[country].abroad)
    code = f"(?:{'|'.join(prefixes)}){plan.calling_code}"
    # Abroad as at home people write +33 (0)6, and at home 336 without any sign.
    start = f"(?:{code})" if not is_home else f"(?:{code}|{plan.calling_code})?"
    trunk = f"{plan.trunk}?" if plan.trunk else ""
    return f"^{start}{trunk}({plan.national})$"
