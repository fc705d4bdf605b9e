"""E-mail addresses as they are compared: one writing for one mailbox."""

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.withheld import trimmed, usable
from ingestion.workspace.sources import Emails

_EMAIL = r"^[^@\s,;<>]+@[^@\s,;<>]+$"
# j***@x.fr and j…@x.fr may be anybody's; an x is no mask here, maxxxx1 is a name.
_MASKED = r"^[^@]*[*\x{2022}\x{25cf}\x{2026}]|\*\*|##|[\x{2022}\x{25cf}\x{2026}]"
# A link of a page or Excel's mark of a text before an address, and what follows it.
_BEFORE = r"^(?:mailto:|')+\s*"
_AFTER = r"(?:\?[a-z]+=.*)?['.]*$"
_PLUS_TAG = r"^([^@+]+)\+[^@]*@"

# Domains of one mailbox, by what their providers say of them. Gmail: dots in the name
# do not count, googlemail.com is gmail.com. iCloud: whoever had mac.com or me.com has
# the same name at the later ones. wanadoo.fr and orange.fr are not here: many a name
# has a mailbox at both, and no word of the operator says that they are always one.
_GMAIL = r"@(?:gmail|googlemail)\.com$"
_ICLOUD = r"@(?:mac|me|icloud)\.com$"


def normalised_emails(values: pa.Array, emails: Emails | None = None) -> pa.Array:
    """Return e-mail addresses as they are compared, null where they name nobody.

    Trimmed and in lower case, without `mailto:`, Excel's mark of a text or a dot at
    the end; not like x@y, masked (`j***@x.fr`) or a word for a missing one is null.
    `emails` says whether a tag after `+` is dropped and whether
    the other writings of one mailbox at Gmail and iCloud become one.
    """
    text = pc.utf8_lower(trimmed(values))
    for around in (_BEFORE, _AFTER):
        text = pc.replace_substring_regex(text, around, "", max_replacements=1)
    text = pc.if_else(pc.match_substring_regex(text, _EMAIL), text, None)
    text = usable(text, _MASKED)
    emails = emails or Emails()
    if emails.drop_plus_tags:
        text = pc.replace_substring_regex(text, _PLUS_TAG, r"\1@")
    if emails.join_provider_aliases:
        text = pc.replace_substring_regex(text, _ICLOUD, "@icloud.com")
        is_gmail = pc.match_substring_regex(text, _GMAIL)
        name = pc.replace_substring_regex(text, _GMAIL, "")
        name = pc.replace_substring(name, ".", "")
        whole = pc.binary_join_element_wise(name, "@gmail.com", "")
        text = pc.if_else(is_gmail, whole, text)
    return text
