"""The report says what the tickets say, to anybody, without a network."""

import html
import re
from datetime import date

import duckdb
import pytest

from publish.period import spoken
from publish.report import duration, percent
from tests.publish.publishing import change, current, run

OF_PERIOD = "where period_grain = 'last_12_months'"
FINAL = "local_date between date '2025-01-01' and date '2025-05-31'"


def text_of(report) -> str:
    """Return a page's text on one line, as a reader sees it."""
    page = re.sub(r"<style>.*?</style>", "", report.read_text(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def count_in(company, query: str):
    path = company.data_dir / "warehouse.duckdb"
    with duckdb.connect(path, read_only=True) as warehouse:
        return warehouse.execute(query).fetchone()


def rerun(data_dir, company, *statements: str) -> str:
    """Change the warehouse, publish, and return the report's text."""
    change(data_dir, *statements)
    assert run(data_dir, company) == 0
    return text_of(current(data_dir) / "report.html")


def test_the_three_figures_are_those_of_the_tickets(company, published, capsys):
    eligible, done, reiterated, unserved = count_in(
        company,
        "select count(*), 100.0 * sum(cast(contact_count = 1 and "
        "unserved_contact_count = 0 as int)) / count(*), "
        "100.0 * sum(cast(resolution = 'reiterated' as int)) / count(*), "
        "100.0 * sum(cast(contact_count = 1 and unserved_contact_count = 1 as int)) "
        f"/ count(*) from marts.tickets where is_eligible and {FINAL}",
    )
    followed, mean = count_in(
        company,
        "select count(*), sum(contact_count_30_days) / count(*) "
        f"from marts.tickets where is_30_days_known and {FINAL}",
    )
    text = text_of(published / "report.html")
    assert "Acme & Sons , January to May 2025" in text
    assert f"nombre moyen de contacts par ticket {mean:.2f} 95% interval" in text
    assert f"taux de résolution en un contact {done:.1f}% 95% interval" in text
    assert f"part des tickets réitérés {reiterated:.1f}% 95% interval" in text
    assert f"Unserved (non pris en charge): {unserved:.1f}%" in text
    assert f"{eligible:,} eligible tickets, January to May 2025" in text
    assert f"{followed:,} tickets followed for 30 days, January to May 2025" in text


def test_intervals_stand_under_their_figures(data_dir, company):
    text = rerun(
        data_dir,
        company,
        "update marts.reiteration_rates set mean_contacts_30_days = 1.4, "
        "mean_contacts_30_days_low = 1.304, mean_contacts_30_days_high = 1.5, "
        "reiterated_ticket_rate = 0.25, reiterated_ticket_rate_low = 0.2, "
        "reiterated_ticket_rate_high = 0.3004, unserved_rate = 0.1, "
        f"reiterated_late_rate = 0.15 {OF_PERIOD}",
    )
    assert "par ticket 1.40 95% interval 1.30 to 1.50" in text
    assert "tickets réitérés 25.0% 95% interval 20.0% to 30.0%" in text
    assert "Unserved (non pris en charge): 10.0%" in text
    assert "Reiterated late 15.0%" in text


def test_reasons_are_drawn_with_their_count_and_escaped(company, published):
    count, tickets = count_in(
        company,
        "select sum(contact_count - 1), count(*) from marts.tickets "
        f"where is_eligible and contact_reason_id = 'billing' and {FINAL}",
    )
    page = (published / "report.html").read_text()
    assert "<b>dispute" not in page
    text = text_of(published / "report.html")
    assert "Billing <b>dispute</b>" in text and "Contestation de facture" in text
    assert f" {count} reiterations " in text
    assert re.search(
        rf"[\d.]+% of {tickets} tickets reiterated \([\d.]+%–[\d.]+%\)", text
    )
    # Four reiterations on eight tickets: named, not counted.
    assert "Panne du réseau" in text and "too few to read" in text
    assert "unqualified" not in page.split("<svg")[1].split("</svg>")[0]
    assert "Left out: contacts without a reason" in text


def test_the_report_loads_nothing_and_runs_nothing(published):
    page = (published / "report.html").read_text()
    addresses = re.findall(r"https?://[^\s\"'<>]*", page)
    assert set(addresses) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    for word in ("<script", "<link", "<img", "<iframe", "@import"):
        assert word not in page
    assert not re.findall(r"url\((?!#)", page)  # a clip inside the drawing is fine


def test_the_report_names_no_customer(company, published):
    page = (published / "report.html").read_text()
    path = company.data_dir / "warehouse.duckdb"
    with duckdb.connect(path, read_only=True) as warehouse:
        ids = warehouse.execute(
            "select customer_id from marts.customers union "
            "select ticket_id from marts.tickets union "
            "select interaction_id from marts.interactions"
        ).fetchall()
    assert len(ids) > 900
    assert not [name for (name,) in ids if name in page]


def test_the_provisional_month_is_named_and_left_out(published):
    text = text_of(published / "report.html")
    assert "Too young, and not in these figures: June 2025." in text
    # Delivered until 1 July 00:00 UTC, in Paris 02:00: 30 June is whole.
    assert "data complete to 30 June 2025" in text


def test_without_a_final_month_the_report_is_provisional(data_dir, company):
    text = rerun(
        data_dir, company, "update marts.reiteration_rates set is_provisional = true"
    )
    assert "January to May 2025 (provisional)" in text
    assert "No month is final yet" in text


def test_under_70_percent_identified_bounds_stand_in_place_of_rates(data_dir, company):
    text = rerun(
        data_dir,
        company,
        "update marts.contacts set customer_id = null "
        "where hash(contact_id) % 100 < 40",
        "update marts.reiteration_rates set mean_contacts_lower_bound = 1.05, "
        "mean_contacts_upper_bound = 2.5, reiterated_ticket_rate_lower_bound = 0.1, "
        f"reiterated_ticket_rate_upper_bound = 0.75 {OF_PERIOD}",
    )
    assert re.search("between 1.05 and 2.50 in all: only 5.% of contacts are", text)
    assert re.search("between 10.0% and 75.0%: only 5.% of contacts are", text)
    assert re.search("en un contact not shown: only 5.% of contacts are", text)
    assert "How tickets ended" not in text
    assert "By the channel a problem begins on" not in text


@pytest.mark.parametrize(("share", "is_shown"), [(0.7, True), (0.69, False)])
def test_70_percent_is_enough(data_dir, company, share, is_shown):
    text = rerun(
        data_dir,
        company,
        f"create temp table months as from marts.contacts where {FINAL}",
        "create temp table numbered as select contact_id, row_number() over "
        "(order by contact_id) as number from months limit 400",
        "delete from marts.contacts where contact_id not in "
        "(select contact_id from numbered)",
        f"update marts.contacts set customer_id = case when number <= 400 * {share} "
        "then 'someone' end from numbered "
        "where numbered.contact_id = contacts.contact_id",
    )
    assert ("are identified" not in text) is is_shown


def test_small_cells_are_too_few_to_read(data_dir, company, published):
    assert "too few to read Contacts that" not in text_of(published / "report.html")
    text = rerun(
        data_dir,
        company,
        f"update marts.reiteration_rates set is_small_cell = true {OF_PERIOD}",
    )
    assert "too few to read Contacts that" in text
    assert not re.search(r"95% interval \d", text)


def test_mostly_self_care_is_said_in_the_title(data_dir, company, published):
    assert "mostly self-care" not in text_of(published / "report.html")
    text = rerun(
        data_dir,
        company,
        "update marts.reiteration_rates set slice_value = 'app_selfcare' "
        f"{OF_PERIOD} and slice = 'first_channel' and slice_value = 'phone'",
    )
    assert text.count("(mostly self-care)") == 3


@pytest.mark.parametrize(("is_priced", "days"), [(True, 89), (True, None), (False, 89)])
def test_under_90_days_the_report_says_why_nothing_is_ranked_in_money(
    data_dir, company, is_priced, days
):
    changes = [
        f"update marts.data_readiness set is_met = {is_priced} "
        "where prerequisite = 'costs_given'"
    ]
    if days:
        changes.append(
            f"update marts.data_readiness set is_met = false, measured_share = {days} "
            "where prerequisite = 'year_known'"
        )
    text = rerun(data_dir, company, *changes)
    said = "No priorities in money and no scenarios yet: 89 days of final months"
    assert (said in text) == (is_priced and days is not None)


def test_what_ended_in_self_care_without_being_served_is_said(data_dir, company):
    of_self_care = "resolution = 'unserved' or ticket_id < '8'"
    unserved, done = count_in(
        company,
        "select count(*) filter (resolution = 'unserved') / count(*), "
        "count(*) filter (resolution = 'once_and_done' and ticket_id < '8') "
        f"/ count(*) from marts.tickets where is_eligible and {FINAL}",
    )
    assert 0.1 < done < 0.9  # so that two digits tell
    text = rerun(
        data_dir,
        company,
        "update marts.tickets set first_channel = 'web_selfcare', last_channel = "
        f"case when {of_self_care} then 'web_selfcare' else 'phone' end",
        "update marts.reiteration_rates set slice_value = 'app_selfcare' "
        f"{OF_PERIOD} and slice = 'first_channel' and slice_value = 'phone'",
        "update marts.reiteration_rates set self_care_containment_rate = 0.86 "
        f"{OF_PERIOD} and slice = 'all'",
    )
    assert "86% ended there (self-care containment" in text
    assert f"{percent(unserved)} of all unserved: who gave up there" in text
    assert f"{percent(done)} of all are Once & Done" in text


def test_tables_of_all_data_say_their_months(published):
    # June is provisional and no part of the period, but of these tables.
    said = "All data, January to June 2025, not only the months above."
    assert text_of(published / "report.html").count(said) == 2


def test_a_percentage_is_written_in_one_way(published):
    assert re.findall(r"\d\s%", text_of(published / "report.html")) == []


def test_breaks_in_series_are_dated(data_dir, company, published):
    assert "No break in series" in text_of(published / "report.html")
    text = rerun(
        data_dir,
        company,
        "insert into marts.series_breaks (broken_on, kind, source_name) values "
        "(date '2025-03-01', 'source_starts', 'mails'), "
        "(date '2025-05-01', 'source_ends', 'site'), "
        "(date '2025-04-01', 'mapping_changes', '*'), "
        "(date '2024-12-31', 'source_starts', 'calls')",
        "update marts.sources set is_late = true where source_name = 'calls'",
    )
    assert "mails begins on 1 March 2025" in text
    assert "site ends on 30 April 2025" in text
    assert "codes of any source change on 1 April 2025" in text
    assert "calls begins" not in text  # before the period
    assert "calls is late, complete only to 30 June 2025" in text


def test_the_chart_by_month_draws_means_bands_and_breaks(data_dir, company):
    rerun(
        data_dir,
        company,
        "insert into marts.series_breaks (broken_on, kind, source_name) values "
        "(date '2025-03-10', 'source_starts', 'mails')",
    )
    page = (current(data_dir) / "report.html").read_text()
    chart, after = page.split("Month by month")[1].split("</svg>", 1)
    assert chart.count('stroke-dasharray="4,3"') == 1
    assert ">1</text>" in chart and "mails begins" not in chart
    in_words = html.unescape(re.sub(r"<[^>]+>", " ", after.split("</section>")[0]))
    assert " ".join(in_words.split()) == (
        "1 on 10 March 2025: mails begins; its contacts are counted from here on."
    )
    (low,) = count_in(
        company,
        "select floor(20 * min(mean_contacts_30_days_low)) / 20 "
        "from marts.reiteration_rates where period_grain = 'month' and slice = 'all' "
        "and definition_id = 'once_and_done' and not is_small_cell",
    )
    assert f"(axis from {low:.2f}, not from 0)" in chart
    shown, provisional = count_in(
        company,
        "select count(*), count(*) filter (is_provisional) "
        "from marts.reiteration_rates where period_grain = 'month' and slice = 'all' "
        "and mean_contacts_30_days is not null and not is_small_cell",
    )
    points = re.findall(r'aria-roledescription="point"[^>]*', chart)
    assert len(points) == shown > 2
    assert sum('fill="white"' in point for point in points) == provisional


def test_a_decision_that_no_longer_applies_is_named(data_dir, company):
    text = rerun(
        data_dir,
        company,
        "insert into marts.overrides values ('ticket_overrides.csv', 7, 'split', "
        "null, 'already_first', false), "
        "('reason_overrides.csv', 2, 'reason', null, 'applied', true)",
    )
    assert "ticket_overrides.csv, line 7: a ticket starts there anyway" in text
    assert "reason_overrides.csv, line 2" not in text


def test_codes_to_map_first_are_listed_by_volume(company, published):
    (count,) = count_in(
        company,
        "select count(distinct contact_id) from marts.interactions "
        "where source_name = 'calls' and source_reason_code = 'unknown code'",
    )
    assert f"calls: unknown code ({count})" in text_of(published / "report.html")


def test_without_any_ticket_the_report_says_so(data_dir, company, capsys):
    text = rerun(
        data_dir,
        company,
        *(
            f"delete from marts.{table}"
            for table in (
                *("interactions", "contacts", "tickets", "customers", "calendar"),
                *("reiteration_rates", "channel_switches", "identity_coverage"),
                *("sources", "reason_quality", "source_reason_codes"),
            )
        ),
        "update marts.data_readiness set is_met = false, measured_share = null",
    )
    assert "There is no ticket to report yet" in text
    assert "no data yet" in text
    assert "What can be concluded, and what to do next" in text
    assert "there is no ticket to report yet" in capsys.readouterr().out


def test_the_run_ends_with_the_three_figures_and_where_the_rest_is(
    data_dir, company, capsys
):
    run(data_dir, company)
    out = capsys.readouterr().out
    text = text_of(current(data_dir) / "report.html")
    (done,) = re.findall(r"Once & Done rate +([\d.]+%)", out)
    assert f"en un contact {done}" in text
    assert "Mean contacts per ticket" in out and "Reiterated tickets" in out
    assert "January to May 2025" in out
    assert "Most reiterations" in out and "Billing <b>dispute</b> (24)" in out
    for name in ("report.html", "marts.duckdb", "dictionary.csv"):
        assert str(current(data_dir) / name) in out


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "–"),
        (0, "0%"),
        (0.0512, "5.1%"),
        (0.1, "10%"),
        (0.996, "99.6%"),
        (1, "100%"),
    ],
)
def test_percent(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(119, "119 seconds"), (120, "2 minutes"), (7200, "2 hours"), (172800, "2 days")],
)
def test_duration(seconds, words):
    assert duration(seconds) == words


def test_months_are_spoken():
    assert spoken((date(2025, 3, 1),)) == "March 2025"
    assert spoken((date(2025, 3, 1), date(2025, 5, 1))) == "March to May 2025"
    assert (
        spoken((date(2024, 11, 1), date(2025, 2, 1)))
        == "November 2024 to February 2025"
    )
