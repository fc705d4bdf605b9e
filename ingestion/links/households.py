"""Who lives together is not one person: what no agreement of columns makes up for.

Couples, parents with children of their name, and twins agree on last name, address and
postcode as one person's accounts do. Where a file has many of them the model learns
that one person often has another first name or birth date; so these have the last word.
"""

from ingestion.links.model import CLOSE, NEAR
from ingestion.workspace.links import Links


def one_person(links: Links) -> str:
    """Return the SQL condition under which records `l` and `r` may be one person.

    Of what is known of both: first names that disagree need close birth dates and no
    common address, and a file with birth dates; birth dates of other years need one
    mailbox.
    """
    of_way = {links.way(name): name for name in reversed(links.columns)}
    conditions = []
    if first := of_way.get("first_name"):
        named = _names_agree(first, of_way.get("last_name"))
        born = of_way.get("date")
        conditions.append(f"({named} or {_close(born) if born else 'false'})")
        if address := of_way.get("address"):
            conditions.append(f"({named} or {_apart(address)})")
    if born := of_way.get("date"):
        mailed = _one_mailbox(of_way["email"]) if "email" in of_way else "false"
        conditions.append(f"({_not_far(born)} or {mailed})")
    return " and ".join(conditions) or "true"


def _names_agree(first: str, last: str | None) -> str:
    initial = (
        f"least(length(l.{first}), length(r.{first})) = 1 "
        f"and l.{first}[1] = r.{first}[1]"
    )
    ways = [
        f"jaro_winkler_similarity(l.{first}, r.{first}) >= {NEAR}",
        f"l.{first}_leading = r.{first}_leading",
        f"({initial})",
    ]
    if last:
        ways.append(f"(l.{first} = r.{last} and l.{last} = r.{first})")
    return f"coalesce({' or '.join(ways)}, true)"


def _swapped(born: str) -> str:
    return (
        f"(l.{born}[1:4] = r.{born}[1:4] and l.{born}[6:7] = r.{born}[9:10] "
        f"and l.{born}[9:10] = r.{born}[6:7])"
    )


def _two_edits(born: str) -> str:
    return f"damerau_levenshtein(l.{born}, r.{born}) <= 2 or {_swapped(born)}"


def _close(born: str) -> str:
    return f"coalesce({_two_edits(born)}, true)"


def _not_far(born: str) -> str:
    same_year = f"l.{born}[1:4] = r.{born}[1:4]"
    return f"coalesce({_two_edits(born)} or {same_year}, true)"


def _apart(address: str) -> str:
    alike = f"jaro_winkler_similarity(l.{address}, r.{address}) >= {CLOSE}"
    return f"not coalesce({alike}, false)"


def _one_mailbox(email: str) -> str:
    return (
        f"coalesce(split_part(l.{email}, '@', 1) = split_part(r.{email}, '@', 1), "
        "false)"
    )
