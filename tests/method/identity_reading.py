"""A slow, plain reading of identity (method §3), one small world at a time.

Written from the text, without a look at the SQL. A carrier is an interaction or a row
of a customer file: a dict with `id`, `start` (None for a file row) and `keys`, a list
of (type, key). Guards are not read here.
"""

import hashlib
from collections import defaultdict


class Sets:
    """Disjoint sets of anything that can be a key."""

    def __init__(self):
        self.parent = {}

    def root(self, item):
        self.parent.setdefault(item, item)
        while self.parent[item] != item:
            item = self.parent[item]
        return item

    def join(self, one, other):
        self.parent[self.root(one)] = self.root(other)


def customers(carriers):
    """Return the customer of each carrier, by id of the carrier, and if ambiguous.

    A customer is named by anything hashable, the same for the same customer.
    """
    with_account, without = [], []
    for carrier in carriers:
        types = {kind for kind, _ in carrier["keys"]}
        if types:
            (with_account if "account" in types else without).append(carrier)

    accounts, apart = Sets(), Sets()
    for carrier in with_account:
        for key in carrier["keys"]:
            if key[0] in ("account", "email"):
                accounts.join(account_of(carrier), key)
    for carrier in without:
        for key in carrier["keys"]:
            apart.join(carrier["keys"][0], key)

    holders = defaultdict(set)
    for carrier in with_account:
        for key in carrier["keys"]:
            if key[0] != "account":
                holders[key].add(accounts.root(account_of(carrier)))
    touched = defaultdict(set)
    for carrier in without:
        for key in carrier["keys"]:
            touched[apart.root(key)] |= holders[key]

    found, ambiguous = {}, set()
    for carrier in with_account:
        found[carrier["id"]] = ("account", accounts.root(account_of(carrier)))
    for carrier in without:
        component = apart.root(carrier["keys"][0])
        if len(touched[component]) == 1:
            (account,) = touched[component]
            found[carrier["id"]] = ("account", account)
        else:
            found[carrier["id"]] = ("apart", component)
            if touched[component]:
                ambiguous.add(carrier["id"])
    return found, ambiguous


def account_of(carrier):
    """Return the first account that a carrier names."""
    return next(key for key in carrier["keys"] if key[0] == "account")


def ids(carriers):
    """Return the customer_id of each interaction, and whether anybody is ambiguous."""
    found, ambiguous = customers(carriers)
    first = {}
    for carrier in in_time(carriers):
        if carrier["id"] in found:
            first.setdefault(found[carrier["id"]], carrier["id"])
    return {
        carrier["id"]: short_id(first[found[carrier["id"]]])
        for carrier in in_time(carriers)
        if carrier["id"] in found
    }, bool(ambiguous)


def merges(carriers):
    """Build after every interaction; return {id given up: (id today, joining id)}.

    None where anybody was ambiguous on the way: then customers part again as well.
    """
    files = [carrier for carrier in carriers if carrier["start"] is None]
    seen, before, given_up = list(files), {}, {}
    for carrier in in_time(carriers):
        seen.append(carrier)
        now, is_ambiguous = ids(seen)
        if is_ambiguous:
            return None
        for gone in set(before.values()) - set(now.values()):
            given_up[gone] = carrier["id"]
        before = now
    today = {short_id(name): customer for name, customer in before.items()}
    return {gone: (today[gone], joining) for gone, joining in given_up.items()}


def in_time(carriers):
    """Return the interactions in time order, rows of files left out."""
    timed = [carrier for carrier in carriers if carrier["start"] is not None]
    return sorted(timed, key=lambda carrier: (carrier["start"], carrier["id"]))


def short_id(text):
    """Return 16 hex digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
