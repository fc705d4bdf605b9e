"""Row errors: the row goes to `_rejected` with line, column and reason."""

import pytest

ALL = {
    "channel": "channel",
    "direction": "direction",
    "outcome": "outcome",
    "source_status": "status",
    "ended_at": "end",
    "waiting_seconds": "wait",
    "support_level": "level",
    "is_automatic": "auto",
    "predicted_reason_confidence": "sure",
}
GOOD = {
    "id": "A1",
    "phone": "0612345678",
    "start": "2026-05-01 10:00:00",
    "channel": "phone",
    "direction": "inbound",
    "outcome": "handled",
    "status": "open",
    "end": "2026-05-01 10:05:00",
    "wait": "12",
    "level": "2",
    "auto": "non",
    "sure": "0.9",
}


def drop_rows(company, *changes: dict) -> None:
    rows = [GOOD | change for change in changes]
    lines = [";".join(GOOD), *(";".join(row.values()) for row in rows)]
    company.drop("a.csv", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"id": ""}, "id", "source_interaction_id is missing"),
        ({"id": "1,23457E+15"}, "id", "lost digits in a spreadsheet"),
        ({"start": ""}, "start", "started_at is missing"),
        ({"start": "01/05/2026"}, "start", "or declare timestamp_format"),
        ({"start": "1989-12-31 10:00"}, "start", "outside 1990 to 2060"),
        ({"start": "2060-01-01 10:00"}, "start", "outside 1990 to 2060"),
        ({"start": "2026-06-02 14:00:01"}, "start", "started_at is in the future"),
        ({"end": "later"}, "end", "ended_at is not a readable time"),
        ({"end": "2026-05-01 09:59:59"}, "end", "ended_at is before started_at"),
        ({"end": "2026-05-02 10:00:01"}, "end", "more than 24 hours"),
        ({"channel": "fax"}, "channel", "channel is unknown: expected phone"),
        ({"channel": ""}, "channel", "channel is missing"),
        ({"direction": "up"}, "direction", "direction is unknown"),
        ({"direction": ""}, "direction", "direction is missing"),
        ({"outcome": "so so"}, "outcome", "outcome is unknown"),
        ({"status": "busy"}, "status", "source_status is unknown"),
        ({"wait": "-1"}, "wait", "waiting_seconds is negative"),
        ({"wait": "soon"}, "wait", "not a duration in seconds"),
        ({"level": "4"}, "level", "support_level is above 3"),
        ({"level": "1.5"}, "level", "support_level is not a whole number"),
        ({"auto": "maybe"}, "auto", "neither true nor false"),
        ({"sure": "1.01"}, "sure", "is above 1"),
    ],
)
def test_a_row_error_is_kept_with_line_column_and_reason(
    company, change, column, reason
):
    company.configure(ALL)
    drop_rows(company, {}, change, {"id": "A3", "sure": "0.25"})
    ((line, where, why),) = company.rejected()
    assert (line, where) == (3, column)
    assert reason in why
    assert len(company.rows("interactions")) == 2
    (account,) = company.rows("deliveries")
    counts = ("row_count", "accepted_count", "rejected_count", "skipped_count")
    assert [account[name] for name in counts] == [3, 2, 1, 0]


def test_a_number_that_may_be_thousands_asks_for_the_separator(company):
    company.configure({"waiting_seconds": "wait"})
    company.drop("a.csv", "id;phone;start;wait\nA1;;2026-05-01;1,234\n")
    assert "declare options.decimal_separator" in company.rejected()[0][2]


def test_another_number_of_the_file_proves_the_separator(company):
    company.configure({"waiting_seconds": "wait", "handling_seconds": "work"})
    rows = "A1;;2026-05-01;1,234;0,5\nA2;;2026-05-01;2.000;7,25\n"
    company.drop("a.csv", "id;phone;start;wait;work\n" + rows)
    assert company.rejected() == []
    assert company.column("waiting_seconds") == [1.234, 2000]


@pytest.mark.parametrize(
    "change",
    [
        {
            "start": "2026-06-02 14:00:00",
            "end": "",
        },  # a day after the pull, to the second
        {"end": "2026-05-01 10:00:00"},
        {"end": "2026-05-02 10:00:00"},
        {"end": "2026-05-09 10:00:00", "channel": "email"},
        {"wait": "0"},
        {"outcome": ""},
        {"status": "", "level": "", "auto": "", "wait": "", "end": "", "sure": ""},
    ],
)
def test_the_edges_are_accepted(company, change):
    company.configure(ALL)
    drop_rows(company, change)
    assert company.rejected() == []


def test_a_written_interaction_too_cannot_end_before_it_starts(company):
    company.configure(ALL)
    drop_rows(company, {"channel": "email", "end": "2026-05-01 09:00:00"})
    assert "before started_at" in company.rejected()[0][2]


def test_a_row_with_too_few_or_many_values(company):
    rows = "A1;06;2026-05-01\nA2;06\n\nA3;06;2026-05-01;x\nA4;06;2026-05-01\n"
    company.drop("a.csv", "id;phone;start\n" + rows)
    assert [(line, column) for line, column, _ in company.rejected()] == [
        (3, None),
        (5, None),
    ]
    assert company.column("source_row") == [2, 6]


def test_a_word_seen_often_is_shown_a_rare_one_may_be_a_name_and_is_not(company):
    company.configure({"channel": "channel"})
    rows = "A1;;2026-05-01;Rappel\n" * 3 + "A1;;2026-05-01;Jeanne Martin\n"
    company.drop("a.csv", "id;phone;start;channel\n" + rows)
    reasons = [reason for _, _, reason in company.rejected()]
    assert reasons[0] == "channel 'Rappel' is unknown: add it to values.channel"
    assert "Jeanne" not in "".join(reasons)


def test_lines_are_right_after_quoted_line_breaks_and_blank_lines(company):
    company.configure({"source_reason_code": "why"})
    lines = [
        "id;phone;start;why",
        'A1;06;2026-05-01;"two',
        'lines"',
        "",
        "A2;06;yesterday;x",
        'A3;06;2026-05-01;"say ""no"""',
        "A4;06;never;x",
    ]
    company.drop("a.csv", "\r\n".join(lines))
    assert [line for line, _, _ in company.rejected()] == [5, 7]
    assert company.column("source_row") == [2, 6]
    assert company.column("source_reason_code") == ["two\r\nlines", 'say "no"']


def test_lines_are_right_after_a_stray_quote(company):
    company.configure({"source_reason_code": "why"})
    lines = [
        "id;phone;start;why",
        'A1;06;2026-05-01;12" pizza',
        'A2;06;2026-05-01;"two',
        'lines"',
        "A3;06;never;x",
        "A4;06",
    ]
    company.drop("a.csv", "\n".join(lines))
    assert [line for line, _, _ in company.rejected()] == [5, 6]
    assert company.column("source_reason_code") == ['12" pizza', "two\nlines"]


def test_blank_rows_totals_and_repeated_headers_are_passed_over_and_counted(company):
    rows = [
        "A1;06;2026-05-01",
        ";;",
        "id;phone;start",
        "A2;06;2026-05-02",
        ";0612345678;",
        "Total;2;",
        "Total : 2 appels",
        "Extraction du 02/05/2026;;",
    ]
    company.drop("a.csv", "id;phone;start\n" + "\n".join(rows))
    assert company.rejected() == []
    (account,) = company.rows("deliveries")
    assert (account["accepted_count"], account["skipped_count"]) == (2, 6)
    assert company.column("source_row") == [2, 5]


def test_clock_changes_are_counted(company):
    rows = "A1;;2026-03-29 02:30\nA2;;2025-10-26 02:30\nA3;;2026-05-01 10:00\n"
    company.drop("a.csv", "id;phone;start\n" + rows)
    company.pull()
    (account,) = company.rows("deliveries")
    assert account["missing_time_count"] == 1
    assert account["ambiguous_time_count"] == 1


@pytest.mark.parametrize("phone", ["3,3612E+10", "33612345678.0", "anonyme", "12"])
def test_an_unusable_number_is_counted_and_the_row_kept(company, phone):
    company.drop("a.csv", f"id;phone;start\nA1;{phone};2026-05-01\n")
    assert company.rejected() == []
    assert company.rows("identifiers") == []
    assert company.column("rejected_identifier_count", "deliveries") == [1]


DAMAGED = ["3.36E+10", "3,36E+10", "3.36e10", "1002.0", "1002,00"]
LOST = "customer_account lost digits in a spreadsheet: export it as text"


@pytest.mark.parametrize("account", DAMAGED)
def test_an_account_that_a_spreadsheet_cut_rejects_its_row(company, account):
    company.configure({"customer_account": "account"})
    rows = f"A1;06;2026-05-01;0042\nA2;06;2026-05-01;{account}\n"
    company.drop("a.csv", "id;phone;start;account\n" + rows)
    assert company.rejected() == [(3, "account", LOST)]
    assert len(company.rows("interactions")) == 1


@pytest.mark.parametrize("target", ["customer_account", "customer_order"])
@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALEUR!", "#nom?", "#DIV/0!"])
def test_an_error_of_a_spreadsheet_rejects_its_row(company, target, text):
    company.configure({target: "account"})
    rows = f"A1;;2026-05-01;0042\nA2;;2026-05-01;{text}\n"
    company.drop("a.csv", "id;phone;start;account\n" + rows)
    ((line, column, why),) = company.rejected()
    assert (line, column) == (3, "account")
    assert why.startswith(f"{target} is an error of a spreadsheet")
    assert len(company.rows("interactions")) == 1


def test_an_error_of_a_spreadsheet_that_means_none_is_declared(company):
    company.configure({"customer_account": "account"}, null_values=["#N/A"])
    company.drop("a.csv", "id;phone;start;account\nA1;;2026-05-01;#N/A\n")
    assert company.rejected() == []
    assert company.rows("identifiers") == []


def test_a_column_of_accounts_that_a_spreadsheet_cut_refuses_the_file(company):
    company.configure({"customer_account": "account"}, max_rejected_share=0.05)
    rows = "".join(f"A{at};;2026-05-01;3,36E+10\n" for at in range(40))
    company.drop("a.csv", "id;phone;start;account\n" + rows)
    said = company.refused()
    assert "40 of 40 rows are rejected" in said
    assert f"40 × column account: {LOST} (first at line 2)" in said
    assert "3,36" not in said


def test_a_hidden_account_is_no_identifier_and_the_row_is_kept(company, key_of):
    company.configure({"customer_account": "account"})
    words = ["12****34", "Non renseigne", "\\N", "0042"]
    rows = "".join(f"A{at};;2026-05-01;{word}\n" for at, word in enumerate(words))
    company.drop("a.csv", "id;phone;start;account\n" + rows)
    assert company.rejected() == []
    keys = company.column("identifier_key", "identifiers")
    assert keys == [key_of("account", "0042", "calls")]
    assert company.column("rejected_identifier_count", "deliveries") == [3]


def test_a_customer_without_an_account_of_its_own_is_rejected(company):
    company.configure_all(
        {
            "calls": {
                "connector": "files",
                "entity": "customers",
                "path": "drops/*",
                "columns": {"customer_account": "account"},
                "max_rejected_share": 1,
            }
        }
    )
    company.drop("a.csv", "account;city\n0042;x\n12****34;x\n42.0;x\n00;x\n")
    hidden = "customer_account is masked or only says that there is none"
    found = company.rejected()
    assert [line for line, _, _ in found] == [3, 4, 5]
    assert [why.partition(":")[0] for _, _, why in found] == [
        hidden,
        LOST.partition(":")[0],
        hidden,
    ]


def test_one_number_written_four_ways_is_one_key(company, key_of):
    numbers = ["0612345678", "+33612345678", "0033612345678", "06 12 34 56 78"]
    rows = "".join(f"A{at};{n};2026-05-01\n" for at, n in enumerate(numbers))
    company.drop("a.csv", "id;phone;start\n" + rows)
    company.pull()
    assert (
        company.column("identifier_key", "identifiers")
        == [key_of("phone", "+33612345678")] * 4
    )
