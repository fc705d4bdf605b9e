"""The customers: households and organisations, their accounts, phones and e-mails.

Everything is a pure function of a person's or an account's number, so millions of
persons cost a few integers each and text is made where an export needs it.

Telephone numbers are nobody's. The first 60,000 come from the ranges that the
French regulator keeps for fiction (01 99 00, 02 61 91, 03 53 01, 04 65 71,
05 36 49, 06 39 98). A larger demo goes on with +33 70 to +33 72: the length of a
mobile number, in blocks that no subscriber holds in this form. A number that
`phonenumbers` calls valid would be somebody's; these it calls possible.
"""

import numpy as np

from demo.world.clock import DAY, Clock, draw

FICTION = np.array([639980000, 199000000, 261910000, 353010000, 465710000, 536490000])
FICTION_SIZE = 10_000
SYNTHETIC = 700_000_000
SYNTHETIC_SIZE = 30_000_000

SWITCHBOARD, STORE, FIRST_OWN = 0, 1, 2  # numbers many call from, then one each
HOLDS_TWO_EVERY = 61  # persons

SEGMENTS = ("Essentiel", "Premium", "Pro")
PERSON, ORGANISATION = 0, 1
PHONE, MIXED, DIGITAL = 0, 1, 2  # habits

FORENAMES = (
    "camille lou sacha alix charlie noa eden maxime claude dominique andrea ange "
    "morgan swann ambre louison gaby valery yael sandy"
).split()
SURNAMES = (
    "martin bernard petit durand leroy moreau simon laurent lefevre michel garcia "
    "david bertrand roux vincent fournier morel girard andre mercier blanc guerin "
    "boyer garnier chevalier francois legrand gauthier perrin robin"
).split()


class People:
    """`count` persons and the accounts they share, as numpy columns."""

    def __init__(self, rng: np.random.Generator, clock: Clock, count: int) -> None:
        self.count = count
        # A person who is no head shares the account of the one before: a household.
        is_head = rng.random(count) < 0.86
        is_head[0] = True
        self.account = np.cumsum(is_head) - 1
        self.account_count = int(self.account[-1]) + 1
        self.habit = draw(rng, np.array([0.4, 0.35, 0.25]), count)
        self.activity = rng.gamma(1.3, 1.0, count)
        accounts = self.account_count
        self.head = np.flatnonzero(is_head)
        self.segment = draw(rng, np.array([0.62, 0.30, 0.08]), accounts)
        self.type = np.where(self.segment == 2, ORGANISATION, PERSON)
        self.revenue_cents = np.rint(
            np.array([24000, 46000, 98000])[self.segment]
            * rng.lognormal(0, 0.3, accounts)
        ).astype(np.int64)
        last = clock.end // DAY
        self.started_day = last - rng.integers(40, 3000, accounts)
        left = rng.random(accounts) < 0.07
        self.departed_day = np.where(left, last - rng.integers(1, 330, accounts), -1)
        self.departed_day[self.departed_day <= self.started_day] = -1

    def account_used(self, person: np.ndarray, event: np.ndarray) -> np.ndarray:
        """Return whose account persons name at an event; a few hold two of them."""
        own = self.account[person]
        is_other = (person % HOLDS_TWO_EVERY == 0) & (event % 2 == 1)
        return np.where(is_other, (own + 1) % self.account_count, own)

    def mobile(self, person: np.ndarray) -> np.ndarray:
        """Return the numbers, in the demo's phone book, of persons' mobiles."""
        return FIRST_OWN + person

    def landline(self, account: np.ndarray) -> np.ndarray:
        """Return the numbers, in the demo's phone book, of accounts' landlines."""
        return FIRST_OWN + self.count + account


def national_number(entry: np.ndarray) -> np.ndarray:
    """Return the nine digits after the 0 of entries of the demo's phone book."""
    fiction = FICTION[np.minimum(entry // FICTION_SIZE, len(FICTION) - 1)]
    beyond = (entry - len(FICTION) * FICTION_SIZE) % SYNTHETIC_SIZE
    return np.where(
        entry < len(FICTION) * FICTION_SIZE,
        fiction + entry % FICTION_SIZE,
        SYNTHETIC + beyond,
    )


def account_number(account: np.ndarray) -> np.ndarray:
    """Return customer numbers of up to eight digits, in no order one could guess."""
    return (account.astype(np.int64) * 73_856_093 + 10_000_019) % 100_000_000
