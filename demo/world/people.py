"""The customers: persons, the accounts, phones and e-mails they have or share.

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
from demo.world.noise import SHARED_PHONES

FICTION = np.array([639980000, 199000000, 261910000, 353010000, 465710000, 536490000])
FICTION_SIZE = 10_000
SYNTHETIC = 700_000_000
SYNTHETIC_SIZE = 30_000_000

SWITCHBOARD, STORE, FIRST_OWN = 0, 1, 2  # numbers many call from, then one each

# Most have an account of their own. Two who live together may share a landline,
# rarely an account; a few hold a second account under the same e-mail.
HAVE_LANDLINE = 0.45  # of persons
SHARE_ACCOUNT = 0.05  # of the second persons of a household
HOLDS_TWO_EVERY = 61  # persons
# Households: as many as make SHARED_PHONES of all numbers, mobiles included.
HOUSEHOLDS = SHARED_PHONES * (1 + HAVE_LANDLINE) / (1 + SHARED_PHONES)  # per person

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
    """`count` persons, their landlines and accounts, as numpy columns."""

    def __init__(self, rng: np.random.Generator, clock: Clock, count: int) -> None:
        self.count = count
        number = np.arange(count)
        is_second = number % 2 == 1
        lives_with = np.repeat(rng.random(count // 2 + 1) < 2 * HOUSEHOLDS, 2)[:count]
        lives_with[count - count % 2 :] = False  # the last of an odd number
        self.household = np.where(lives_with & is_second, number - 1, number)
        alone = (HAVE_LANDLINE - 2 * HOUSEHOLDS) / (1 - 2 * HOUSEHOLDS)
        self.has_landline = lives_with | (rng.random(count) < alone)
        is_guest = lives_with & is_second & (rng.random(count) < SHARE_ACCOUNT)
        own = np.cumsum(~is_guest) - 1
        self.account = np.where(is_guest, own[self.household], own)
        holders = number[(number % HOLDS_TWO_EVERY == 0) & ~is_guest]
        self._second_account = np.full(count, -1)
        self._second_account[holders] = own[-1] + 1 + np.arange(len(holders))
        self.head = np.concatenate([number[~is_guest], holders])  # of each account
        self.account_count = accounts = len(self.head)
        self.habit = draw(rng, np.array([0.4, 0.35, 0.25]), count)
        self.activity = rng.gamma(1.3, 1.0, count)
        self.segment = draw(rng, np.array([0.62, 0.30, 0.08]), accounts)
        self.type = np.where(self.segment == 2, ORGANISATION, PERSON)
        self.revenue_cents = np.rint(
            np.array([24000, 46000, 98000])[self.segment]
            * rng.lognormal(0, 0.3, accounts)
        ).astype(np.int64)
        last = clock.end // DAY
        self.started_day = last - rng.integers(1, 3000, accounts)
        left = rng.random(accounts) < 0.07
        self.departed_day = np.where(left, last - rng.integers(1, 330, accounts), -1)
        self.departed_day[self.departed_day <= self.started_day] = -1

    def account_used(self, person: np.ndarray, event: np.ndarray) -> np.ndarray:
        """Return which account persons name at an event; a few hold two."""
        second = self._second_account[person]
        return np.where((second >= 0) & (event % 2 == 1), second, self.account[person])

    def mobile(self, person: np.ndarray) -> np.ndarray:
        """Return the numbers, in the demo's phone book, of persons' mobiles."""
        return FIRST_OWN + person

    def landline(self, person: np.ndarray) -> np.ndarray:
        """Return the numbers, in the demo's phone book, of persons' landlines."""
        return FIRST_OWN + self.count + self.household[person]


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
