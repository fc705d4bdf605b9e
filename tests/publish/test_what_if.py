"""The arithmetic of what-if: a pencil example, a doubled conversation, laws."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publish.what_if import after, outcome, what_if
from publish.what_if_terms import Levers, Line, Prices, Today, Work

PARTS = [field.name for field in fields(Today)]
KINDS = [field.name for field in fields(Work)]
NOTHING = Prices(self_care_contact=0)


def work(contacts=0.0, hours=0.0, hourly=0.0, other=0.0, fte=None, priced=None) -> Work:
    """Return work of which half the hours are in-house, 1,000 of them a post."""
    fte = hours / 2000 if fte is None else fte
    priced = contacts if priced is None else priced
    figures = (contacts, priced, hours, fte, hourly, other)
    return Work(*(np.atleast_1d(float(x)) for x in figures))


# 100 problems, 150 contacts of ten minutes at 30 an hour and 1 apiece; one is
# expected, 80 first contacts are taken by people; 20 hours of internal work at 40,
# 5 of them after the expected contact.
PENCIL = Today(
    all=work(150, 25, 750, 150),
    excess=work(50, 50 / 6, 250, 50),
    first=work(80, 80 / 6, 400, 80),
    first_excess=work(),
    internal=work(0, 20, 800, 0),
    late=work(0, 5, 200, 0),
)


def test_the_pencil_example():
    found = outcome(
        PENCIL,
        Levers(problems_avoided_share=0.1, excess_avoided_share=0.4),
        Prices(one_off=100, yearly=20),
    )
    # 0.9 (150 - 20) contacts; of hours 0.9 (25 - 20/6 + 20); of money
    # 0.9 (750 - 100 + 150 - 20 + 800).
    assert found["contacts_after"] == pytest.approx(117)
    assert found["hours_after"] == pytest.approx(37.5)
    assert found["amount_today"] == pytest.approx(1700)
    assert found["amount_after"] == pytest.approx(1422)
    assert found["saving"] == pytest.approx(278)
    # 7.5 hours are released, half of them by people of the company.
    assert found["fte_released"] == pytest.approx(3.75 / 1000)
    assert found["net_saving"] == pytest.approx(258)
    assert found["payback_months"] == pytest.approx(12 * 100 / 258)


@pytest.mark.parametrize(("priced", "is_known"), [(105, True), (104, False)])
def test_a_fix_is_set_against_savings_of_seven_contacts_in_ten(priced, is_known):
    """Of 150 contacts: below, a saving is a part, but the fix costs all it costs."""
    today = replace(PENCIL, all=work(150, 25, 750, 150, priced=priced))
    found = outcome(
        today, Levers(excess_avoided_share=0.4), Prices(one_off=100, yearly=20)
    )
    assert found["priced_contact_share"] == pytest.approx(priced / 150)
    # 0.4 of 250 and 50 are saved, as far as prices go; hours are known all the same.
    assert found["net_saving"] == pytest.approx(100)
    assert found["break_even_handling_time_factor"] is not None
    assert (found["payback_months"] is not None) == is_known
    assert (found["break_even_cost_factor"] is not None) == is_known


def test_first_contacts_in_self_care_cost_what_one_costs_there():
    found = outcome(
        PENCIL,
        Levers(first_contacts_to_self_care_share=0.5),
        Prices(self_care_contact=0.2),
    )
    # 40 contacts of 6 each go, and come back at 0.20.
    assert found["contacts_avoided"] == 0
    assert found["saving"] == pytest.approx(40 * 6 - 40 * 0.2)


def test_self_care_without_a_price_is_not_free():
    """Half of 80 first contacts go there: hours are known, money is not."""
    levers = Levers(first_contacts_to_self_care_share=0.5)
    found = outcome(PENCIL, levers, Prices(one_off=10))
    assert found["hours_released"] == pytest.approx(40 / 6)
    money = ("amount_today", "amount_after", "saving", "net_saving", "saving_low")
    for name in (*money, "payback_months", "break_even_cost_factor"):
        assert found[name] is None, name
    # At the prudent end nothing moves, but the line does: no end has a price.
    moving = Line(PENCIL, Levers(), levers)
    for end, found in what_if([moving], Prices()).items():
        assert found["saving"] is None and found["hours_released"] is not None, end
    # Nobody who could move: nothing is saved, at any price.
    nobody = _each(PENCIL, lambda x: 0 * x)
    assert outcome(nobody, levers, Prices())["saving"] == 0


def test_a_scenario_with_a_line_that_nothing_prices_has_no_money():
    """Its one-off amount would be held against savings known in part."""
    levers = Levers(excess_avoided_share=0.4)
    unpriced = _each(PENCIL, lambda x: x)
    unpriced = replace(unpriced, all=work(150, 25, 0, 0, priced=0))
    both = [Line(PENCIL, levers, levers), Line(unpriced, levers, levers)]
    found = what_if(both, Prices(one_off=60))["middle"]
    assert found["saving"] is None and found["payback_months"] is None
    assert found["hours_released"] == pytest.approx(2 * 0.4 * 50 / 6)
    # A line that nobody came for lacks no price.
    nobody = _each(PENCIL, lambda x: 0 * x)
    both[1] = Line(nobody, levers, levers)
    assert what_if(both, NOTHING)["middle"]["saving"] == pytest.approx(120)


def test_no_factor_of_handling_time_is_below_nothing():
    """120 are saved; what remains by the hour is 650, at 30 an hour of talk."""
    levers = Levers(excess_avoided_share=0.4)
    # At no time at all 650 more would be saved: a fix of 770 is just paid.
    for yearly, factor in ((769, 1 / 650), (771, None)):
        found = outcome(PENCIL, levers, Prices(yearly=yearly))
        assert found["break_even_cost_factor"] == (
            factor if factor is None else pytest.approx(factor)
        )


def test_a_moved_contact_costs_only_where_its_own_amount_is_known():
    """A tenth of the tickets is priced whole: a tenth of the saving, of the cost."""

    def tenth(part: Work) -> Work:
        priced, hourly, other = (
            getattr(part, kind) / 10 for kind in ("contacts", "hourly", "other")
        )
        return replace(part, priced_contacts=priced, hourly=hourly, other=other)

    found = outcome(
        Today(*(tenth(getattr(PENCIL, part)) for part in PARTS)),
        Levers(first_contacts_to_self_care_share=0.5),
        Prices(self_care_contact=0.2),
    )
    assert found["saving"] == pytest.approx((40 * 6 - 40 * 0.2) / 10)


def test_at_the_bold_end_late_internal_work_goes_with_the_excess():
    levers = Levers(excess_avoided_share=0.4)
    found = what_if([Line(PENCIL, levers, levers)], NOTHING)
    # 0.4 of 50 contacts of 6; at the bold end 0.4 of 200 more.
    assert found["low"]["saving"] == pytest.approx(120)
    assert found["middle"]["saving"] == pytest.approx(120)
    assert found["high"]["saving"] == pytest.approx(200)


def test_conversations_twice_as_long_and_their_break_even():
    """Longer contacts that end half of the reiterations cost more than they save."""
    doubled = Levers(handling_time_factor=2, excess_avoided_share=0.5)
    found = outcome(PENCIL, doubled, Prices(yearly=10))
    # Contact hours 2 (25 - 25/6), money 2 (750 - 125) + 150 - 25.
    assert found["hours_after"] == pytest.approx(2 * (25 - 25 / 6) + 20)
    assert found["saving"] == pytest.approx(900 - (1250 + 125))
    # Method: hours today over hours after at factor 1.
    assert found["break_even_handling_time_factor"] == pytest.approx(25 / (25 - 25 / 6))
    # Put back, nothing is left: no hour, no money.
    factor = found["break_even_handling_time_factor"]
    again = outcome(PENCIL, replace(doubled, handling_time_factor=factor), NOTHING)
    assert again["hours_released"] == pytest.approx(0, abs=1e-9)
    factor = found["break_even_cost_factor"]
    again = outcome(
        PENCIL, replace(doubled, handling_time_factor=factor), Prices(yearly=10)
    )
    assert again["net_saving"] == pytest.approx(0, abs=1e-9)
    # A reason whose contacts are nearly all excess bears a doubling.
    many = replace(PENCIL, excess=work(120, 20, 600, 120))
    assert outcome(many, doubled, NOTHING)["break_even_handling_time_factor"] < 2
    most = outcome(many, replace(doubled, excess_avoided_share=0.9), NOTHING)
    assert most["break_even_handling_time_factor"] > 2
    assert most["hours_released"] > 0


def test_the_sampling_range_is_of_customers_and_the_lever_range_of_levers():
    split = _each(PENCIL, lambda x: np.repeat(x / 4, 4))
    low, high = Levers(excess_avoided_share=0.2), Levers(excess_avoided_share=0.6)
    found = what_if([Line(split, low, high)], NOTHING)
    # Four customers with 30 saved each: 120 ± 1.96 √(4 · 30²).
    middle = found["middle"]
    assert middle["saving_low"] == pytest.approx(120 - 1.959963984540054 * 60)
    assert middle["saving_high"] == pytest.approx(120 + 1.959963984540054 * 60)
    assert found["low"]["saving"] == pytest.approx(60)
    assert found["high"]["saving"] == pytest.approx(180 + 0.6 * 200)


def test_a_scenario_is_summed_by_customer_over_its_lines():
    """One customer has both reasons: what varies is the customer, not the line."""
    levers = Levers(excess_avoided_share=0.4)
    line = Line(PENCIL, levers, levers)
    # 0.4 of 50 contacts of 6 each, by one customer, twice: 240 ± 1.96 · 240.
    both = what_if([line, line], Prices(one_off=60, yearly=40))["middle"]
    assert both["saving"] == pytest.approx(240)
    assert both["saving_low"] == pytest.approx(240 - 1.959963984540054 * 240)
    assert both["payback_months"] == pytest.approx(12 * 60 / 200)
    assert both["break_even_handling_time_factor"] is not None
    longer = replace(levers, handling_time_factor=1.5)
    other = Line(PENCIL, longer, longer)
    differing = what_if([line, other], NOTHING)["middle"]
    assert differing["break_even_handling_time_factor"] is None
    assert differing["break_even_cost_factor"] is None


def test_what_cannot_be_is_none():
    found = outcome(PENCIL, Levers(problems_avoided_share=1), NOTHING)
    assert found["revenue_kept"] is None
    unknown = replace(PENCIL, internal=work(0, 20, 800, 0, fte=np.nan))
    assert outcome(unknown, Levers(), NOTHING)["fte_released"] is None
    assert outcome(unknown, Levers(), NOTHING)["hours_released"] == 0
    assert found["break_even_handling_time_factor"] is None
    idle = outcome(PENCIL, Levers(), Prices(one_off=10))
    assert idle["saving"] == 0 and idle["payback_months"] is None
    kept = outcome(
        PENCIL, Levers(departures_avoided_count=3), Prices(revenue_per_customer=200)
    )
    assert kept["revenue_kept"] == 600 and kept["saving"] == 0


SHARES = st.floats(0, 1)
FACTORS = st.floats(0.1, 3)
LEVERS = st.builds(Levers, SHARES, SHARES, SHARES, FACTORS, FACTORS)


@st.composite
def customers(draw):
    """Five customers whose excess and first contacts are parts of all."""

    def numbers(most=100.0):
        shares = draw(st.lists(SHARES, min_size=5, max_size=5))
        return np.round(np.array(shares), 3) * most

    def parts(whole: Work) -> Work:
        return Work(*(numbers(getattr(whole, kind)) for kind in KINDS))

    everything = Work(*(numbers() for _ in KINDS))
    excess = parts(everything)
    rest = Work(
        *(getattr(everything, k) - getattr(excess, k) for k in KINDS)
    )  # first contacts are excess or are not
    both = parts(excess)
    first = Work(*(getattr(both, k) + getattr(parts(rest), k) for k in KINDS))
    internal = Work(*(numbers() for _ in KINDS))
    return Today(everything, excess, first, both, internal, parts(internal))


def _each(today: Today, change) -> Today:
    return Today(
        *(
            Work(*(change(getattr(getattr(today, part), kind)) for kind in KINDS))
            for part in PARTS
        )
    )


@given(customers(), LEVERS)
def test_sums_of_customers_give_the_sum_and_order_does_not_matter(today, levers):
    assume(np.sum(today.all.priced_contacts) > 0)  # else there is no money
    whole = outcome(today, levers, NOTHING)
    summed = after(_each(today, np.sum), levers, NOTHING)
    turned = outcome(_each(today, lambda x: x[::-1]), levers, NOTHING)
    for name in summed:
        assert whole[name] == pytest.approx(summed[name], abs=1e-6), name
    assert turned["saving_low"] == pytest.approx(whole["saving_low"], abs=1e-6)


@given(customers())
def test_levers_that_change_nothing_save_nothing(today):
    assume(np.sum(today.all.priced_contacts) > 0)
    found = outcome(today, Levers(), Prices(self_care_contact=5))
    for name in ("contacts_avoided", "hours_released", "fte_released", "saving"):
        assert found[name] == pytest.approx(0, abs=1e-9)


@given(customers(), LEVERS, st.floats(0.1, 10))
def test_all_prices_times_something_is_all_savings_times_that(today, levers, by):
    def dearer(work: Work) -> Work:
        return replace(work, hourly=work.hourly * by, other=work.other * by)

    assume(np.sum(today.all.priced_contacts) > 0)
    changed = Today(*(dearer(getattr(today, part)) for part in PARTS))
    one = outcome(today, levers, Prices(self_care_contact=1))
    other = outcome(changed, levers, Prices(self_care_contact=by))
    for name in ("saving", "saving_low", "saving_high", "amount_after"):
        assert other[name] == pytest.approx(by * one[name], abs=1e-6), name


@given(customers(), LEVERS, SHARES)
def test_nothing_remains_below_nothing_and_more_avoided_saves_more(
    today, levers, share
):
    assume(np.sum(today.all.priced_contacts) > 0)
    more = max(share, levers.problems_avoided_share)
    found = after(today, levers, NOTHING)
    bolder = outcome(today, replace(levers, problems_avoided_share=more), NOTHING)
    assert (found["contacts_after"] >= -1e-9).all()
    assert (found["hours_after"] >= -1e-9).all()
    assert (found["amount_after"] >= -1e-9).all()
    assert bolder["saving"] >= float(np.sum(found["saving"])) - 1e-6


@given(customers(), LEVERS, LEVERS)
def test_the_prudent_end_saves_least_and_the_bold_end_most(today, low, high):
    assume(np.sum(today.all.priced_contacts) > 0)
    found = what_if([Line(today, low, high)], NOTHING)
    assert found["low"]["saving"] <= found["middle"]["saving"] + 1e-6
    assert found["middle"]["saving"] <= found["high"]["saving"] + 1e-6
