"""The report's words on contact rates and on departures."""

import pytest

from tests.publish.publishing import current, run
from tests.publish.test_report import change, text_of

RATE = (
    "insert into marts.contact_rates by name select "
    "date '{month}' as month_started_on, "
    "'{segment}' as customer_segment, {active} as active_customer_count, "
    "{contacts} as contact_count, {reiterations} as reiteration_count, "
    "1000 * {contacts} / {active} as contacts_per_1000_customers, "
    "110 as contacts_per_1000_customers_low, 130 as contacts_per_1000_customers_high, "
    "1000 * {reiterations} / {active} as reiterations_per_1000_customers, "
    "20 as reiterations_per_1000_customers_low, "
    "30.04 as reiterations_per_1000_customers_high, "
    "false as is_small_cell, {provisional} as is_provisional"
)


def rate(month, active, contacts, reiterations, segment="all", provisional="false"):
    return RATE.format(**locals())


DEPARTED = (
    "insert into marts.churn_at_stake by name select '{reason}' as contact_reason_id, "
    "'{resolution}' as resolution, 400 as ticket_count, 300 as customer_count, "
    "{departed} as departed_ticket_count, {departed} / 400 as departure_rate, "
    "0.01 as departure_rate_low, 0.09 as departure_rate_high, "
    "{difference} as departure_rate_difference, "
    "{difference} - 0.02 as departure_rate_difference_low, "
    "{difference} + 0.03 as departure_rate_difference_high, "
    "10000 as yearly_revenue_amount, "
    "10000 * {difference} as revenue_at_stake_amount, "
    "10000 * ({difference} - 0.02) as revenue_at_stake_amount_low, "
    "10000 * ({difference} + 0.03) as revenue_at_stake_amount_high, "
    "false as is_small_cell"
)


def departed(resolution, departed, difference="null", reason="all"):
    return DEPARTED.format(**locals())


def rerun(data_dir, company, *statements):
    change(data_dir, *statements)
    assert run(data_dir, company) == 0
    return text_of(current(data_dir) / "report.html")


def test_without_their_data_there_is_no_section(published):
    text = text_of(published / "report.html")
    assert "How often customers come at all" not in text
    assert "Who left within 90 days" not in text


def test_the_last_final_month_stands_beside_the_mean_of_its_year(data_dir, company):
    text = rerun(
        data_dir,
        company,
        rate("2024-05-01", 2000, 2000, 2000),  # more than twelve months ago
        *(rate(f"2024-{month:02}-01", 2000, 200, 40) for month in range(6, 13)),
        *(rate(f"2025-{month:02}-01", 2000, 200, 40) for month in range(1, 5)),
        rate("2025-05-01", 4000, 480, 100),
        rate("2025-06-01", 2000, 2000, 2000, provisional="true"),
        rate("2025-05-01", 10, 10, 10, segment="pro"),
    )
    # 11 x 200 + 480 = 2,680 contacts and 540 reiterations of 26,000.
    assert "4,000 in May 2025, the last final month" in text
    assert "Contacts 120.0 110.0–130.0 103.1 Reiterations 25.0 20.0–30.0 20.8" in text


def test_a_month_in_which_more_came_than_were_active_has_no_interval(data_dir, company):
    text = rerun(
        data_dir,
        company,
        rate("2025-05-01", 100, 240, 50),
        "update marts.contact_rates set contacts_per_1000_customers_low = null, "
        "contacts_per_1000_customers_high = null",
    )
    assert "Contacts 2400.0 more came than were active 2400.0" in text


def test_a_month_whose_reiterations_are_unknown_is_in_no_mean(data_dir, company):
    text = rerun(
        data_dir,
        company,
        rate("2025-04-01", 2000, 2000, 2000),
        "update marts.contact_rates set reiterations_per_1000_customers = null",
        rate("2025-05-01", 2000, 240, 50),
    )
    assert "Contacts 120.0 110.0–130.0 120.0 Reiterations 25.0 20.0–30.0 25.0" in text


def test_departures_are_an_association_and_never_a_negative_amount(data_dir, company):
    text = rerun(
        data_dir,
        company,
        departed("once_and_done", 12),
        departed("reiterated", 16, 0.01),
        departed("unserved", 8, -0.01),
        departed("reiterated_late", 4, 0.5),
        departed("reiterated", 300, 0.72, reason="billing"),
    )
    section = text.split("Who left within 90 days")[1]
    assert "An association, no cause" in section
    assert "Once & Done résolu en un contact 400 3.0% 1.0–9.0 – – –" in section
    assert (
        "Reiterated réitéré 400 4.0% 1.0–9.0 +1.0 −1.0 to +4.0 100 EUR (0 to 400)"
        in (section)
    )
    assert "−3.0 to +2.0 no more left than after Once & Done" in section
    assert "Reiterated late réitéré tard too few to read" in section
    assert "72.0" not in section


@pytest.mark.parametrize(("departures", "is_shown"), [(0, True), (4, False), (5, True)])
def test_a_rate_of_one_to_four_departures_is_not_shown(
    data_dir, company, departures, is_shown
):
    text = rerun(
        data_dir,
        company,
        departed("once_and_done", 12),
        departed("unserved", departures, -0.01),
    )
    assert ("no more left than" in text) is is_shown
