"""Identifiers in clear go in, keyed hashes come out; nothing else keeps them.

A hash is HMAC-SHA-256 under the secret IDENTITY_KEY (secret.py), so that equal
identifiers meet across sources and nobody without the secret can name them.
"""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.emails import normalised_emails
from ingestion.phones import normalised_phones
from ingestion.withheld import one_array, trimmed, usable
from ingestion.workspace.sources import Emails

BLOCK_BYTES = 64  # of SHA-256, as HMAC (RFC 2104) needs it
HASH_DIGITS = 32  # 128 bits: no collision to fear among billions

# A spreadsheet or a float pass lost digits: 3,3199E+10, 3.36E10, 612345678.0.
# A sign or a decimal part is asked for, since 12E45 may be an honest account.
_DAMAGED = (
    r"^'?(?:[0-9]+(?:[.,][0-9]+)?[eE][+-][0-9]{1,3}"
    r"|[0-9][.,][0-9]+[eE][0-9]{1,3}"
    r"|[+-]?[0-9]+[.,]0{1,2})$"
)
_MARKED = r"^'(.*?)'?$"  # '0042 is how Excel is told that 0042 is a text
# What a cell shows when its formula found nothing: one text for all of them.
_ERROR = (
    r"^(?i:#(?:N/A|REF!|VALUE!|VALEUR!|NAME\?|NOM ?\?|DIV/0!|NUM!|NOMBRE!|NULL!|NUL!"
    r"|SPILL!|PROPAGATION!|CALC!|CALCUL!))$"
)


def keyed_hashes(key: bytes, type: str, space: str, values: pa.Array) -> pa.Array:
    """Return the keyed hash of each value: 32 lower-case hex digits, null for null.

    HMAC-SHA-256 over `type`, `space` and value in UTF-8, with U+001F between them.
    `values` are normalised text, an array or a chunked one; each distinct value is
    hashed once. Key and prefix are the same for all, so their two SHA-256 states
    are prepared once and copied: three times as quick as hmac.digest.
    """
    encoded = one_array(values).dictionary_encode()
    block = (key if len(key) <= BLOCK_BYTES else hashlib.sha256(key).digest()).ljust(
        BLOCK_BYTES, b"\0"
    )
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))
    inner.update(f"{type}\x1f{space}\x1f".encode())
    digests = []
    for value in encoded.dictionary.cast(pa.binary()).to_pylist():
        message, envelope = inner.copy(), outer.copy()
        message.update(value)
        envelope.update(message.digest())
        digests.append(envelope.digest()[: HASH_DIGITS // 2])
    offsets = np.arange(len(digests) + 1, dtype=np.int32) * HASH_DIGITS
    hashes = pa.StringArray.from_buffers(
        len(digests),
        pa.py_buffer(offsets),
        pa.py_buffer(b"".join(digests).hex().encode("ascii")),
    )
    return hashes.take(encoded.indices)


def identifier_space(
    type: str,
    source_name: str,
    account_space: str | None = None,
    social_space: str | None = None,
) -> str:
    """Return the space in which an identifier of a source is comparable.

    E-mail and phone have one for all, the empty one. Accounts and orders are
    comparable within `account_space`, handles within `social_space`, both by
    default the source's own; devices only within their source.
    """
    if type in ("email", "phone"):
        return ""
    shared = {"account": account_space, "order": account_space, "social": social_space}
    return shared.get(type) or source_name


def normalised(
    type: str, values: pa.Array, country: str, emails: Emails | None = None
) -> pa.Array:
    """Return identifiers of one type as they are compared, null where unusable.

    `type` is one of contract.IDENTIFIER_TYPES; `country` is the ISO code used for
    telephone numbers without a prefix; `emails` is what sources.yml says of writings
    of one mailbox.
    """
    if type == "email":
        return normalised_emails(values, emails)
    if type == "phone":
        return normalised_phones(values, country)
    return normalised_accounts(values)


def normalised_accounts(values: pa.Array) -> pa.Array:
    """Return account numbers trimmed, null where they name nobody.

    That is empty, damaged by a spreadsheet, masked, all zeros, or a word for none.
    The apostrophe by which Excel marks a text goes. Nothing else changes: 0042
    and 42 may be two customers. Device, social and order identifiers are treated alike.
    """
    text = trimmed(pc.replace_substring_regex(trimmed(values), _MARKED, r"\1"))
    damaged = pc.or_(excel_damaged(text), excel_error(text))
    unusable = pc.or_(pc.match_substring_regex(text, "^0*$"), damaged)
    return usable(pc.if_else(unusable, None, text))


def excel_damaged(values: pa.Array) -> pa.Array:
    """Return which texts a spreadsheet or a float turned into another number."""
    return pc.match_substring_regex(one_array(values), _DAMAGED)


def excel_error(values: pa.Array) -> pa.Array:
    """Return which texts are an error of a spreadsheet, such as #N/A or #REF!."""
    return pc.match_substring_regex(one_array(values), _ERROR)
