"""The pencil of what is not seen, by counting all that chance may hide."""

from fractions import Fraction
from math import comb

from tests.docs.test_method_honesty import section

SEEN = Fraction(4, 5)


def behind(count: int) -> Fraction:
    """Return what must stand behind `count` seen for the means to be what there is.

    Of n contacts k are seen by chance, and n - 1 of n came back: that gives a line for
    each n, solved one after the other.
    """
    found = [Fraction(0)]
    for n in range(1, count + 1):
        known = sum(
            comb(n, k) * SEEN**k * (1 - SEEN) ** (n - k) * found[k] for k in range(n)
        )
        found.append((n - 1 - known) / SEEN**n)
    return found[count]


def test_eight_calls_of_ten():
    text = section("What is not seen")
    assert behind(1) == 0
    assert f"1/0.8² = {float(behind(2))} reiterations" in text
    assert f"3/0.8 − 1 − (0.2/0.8)³ = {float(behind(3))} reiterations" in text
    returned = behind(2) + behind(3)
    assert f"{float(returned)} reiterations stand behind three" in text
    assert f"10 − {float(returned)} = {float(10 - returned)} first contacts" in text
    assert f"{float(returned / 2):.2f} calls would be saved" in text
    assert "where 1.50 are counted" in text  # half of one and two


def test_the_double_coding_hides_the_square():
    assert "where 16 of 25 are, 0.8 of codings hold" in section("What is not seen")
    assert Fraction(16, 25) == SEEN**2
