"""Every way that sources.yml gives to turn an export into the contract."""

import datetime as dt
import gzip
import io
import json
import zipfile
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES

UTC = dt.UTC


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=UTC)


def test_every_table_lands_with_the_columns_of_the_contract(company):
    company.drop("a.csv", "id;phone;start\nA1;0612345678;2026-05-01\nA2;;no\n")
    company.pull()
    for table in ("interactions", "identifiers", "deliveries", "_rejected"):
        (path,) = (company.data_dir / "raw" / "calls" / table).iterdir()
        assert pq.read_schema(path) == RAW_TABLES[table]
        assert len(company.rows(table)) == 1


def test_a_windows_export_with_semicolons_decimal_commas_and_local_time(company):
    company.configure(
        {
            "started_at": {"from": ["Date", "Heure"], "format": "%d/%m/%Y %H:%M:%S"},
            "handling_seconds": {"from": "Durée", "unit": "minutes"},
            "source_reason_code": ["Motif", "Sous-motif"],
        }
    )
    text = (
        "id;phone;Date;Heure;Durée;Motif;Sous-motif\r\n"
        "A1;;01/05/2026;10:00:00;12,5;Facture – €;Réclamation\r\n"
        "A2;;01/12/2025;10:00:00;0,0;Facture – €;\r\n"
        "A3;;01/05/2026;10:00:00;;;\r\n"
    )
    company.drop("a.csv", text.encode("cp1252"))
    company.pull()
    assert company.column("started_at") == [
        at(2026, 5, 1, 8),
        at(2025, 12, 1, 9),
        at(2026, 5, 1, 8),
    ]
    assert company.column("handling_seconds") == [750, 0, None]
    assert company.column("source_reason_code") == [
        "Facture – € / Réclamation",
        "Facture – €",
        None,
    ]


def test_encodings_delimiters_and_line_ends_are_found(company):
    company.configure({"queue_name": "file d'attente"})
    text = "id{d}phone{d}start{d}file d'attente{e}A1{d}{d}2026-05-01{d}Été{e}"
    for name, encoding, delimiter, end in (
        ("a.csv", "utf-8", ",", "\n"),
        ("b.csv", "utf-8-sig", "\t", "\r\n"),
        ("c.txt", "utf-16", ";", "\r\n"),
        ("d.csv", "cp1252", "|", "\n"),
        ("e.csv", "cp1252", ";", "\r"),
    ):
        company.drop(name, text.format(d=delimiter, e=end).encode(encoding))
    assert company.pull().errors == []
    assert company.column("queue_name") == ["Été"] * 5


def test_a_byte_that_no_encoding_fits_is_read_as_latin_1_with_a_warning(company):
    company.drop("a.csv", b"id;phone;start\nA\x81\xe9;;2026-05-01\n")
    assert company.pull().errors == []
    assert any("latin-1" in line for line in company.said)


def test_several_numbers_of_a_row_are_several_identifiers_each_once(company, key_of):
    company.configure({"customer_phone": {"each": ["phone", "phone 2"]}})
    rows = (
        "A1;0612345678;06.87.65.43.21;2026-05-01\n"
        "A2;0612345678;+33612345678;2026-05-01\n"
    )
    company.drop("a.csv", "id;phone;phone 2;start\n" + rows)
    company.pull()
    one, two = key_of("phone", "0612345678"), key_of("phone", "0687654321")
    found = [
        (r["source_row"], r["identifier_key"]) for r in company.rows("identifiers")
    ]
    assert sorted(found) == sorted([(2, one), (2, two), (3, one)])


def test_identifiers_have_their_types_and_spaces(company, key_of):
    company.configure(
        {"customer_account": "account", "customer_email": "mail", "agent": "agent"},
        account_space="crm",
    )
    row = "A1;;2026-05-01; 0042 ; Jeanne@Example.COM ;ag12\n"
    company.drop("a.csv", "id;phone;start;account;mail;agent\n" + row)
    company.pull()
    found = {
        r["identifier_type"]: r["identifier_key"] for r in company.rows("identifiers")
    }
    assert found == {
        "account": key_of("account", "0042", "crm"),
        "email": key_of("email", "jeanne@example.com"),
    }
    (row,) = company.rows("interactions")
    assert row["agent_key"] == key_of("agent", "ag12", "calls")
    assert row["source_interaction_id"] == key_of("interaction", "A1", "calls")


def test_the_name_of_a_column_may_change_over_time(company):
    company.configure({"queue_name": {"one_of": ["File", "Queue"]}})
    company.drop("a.csv", "id;phone;start;Queue\nA1;;2026-05-01;north\n")
    company.drop("b.csv", "id;phone;start;File\nA2;;2026-05-01;south\n")
    assert company.pull().errors == []
    assert company.column("queue_name") == ["north", "south"]


def test_files_without_an_id_get_one_from_what_tells_rows_apart(company):
    company.configure(
        {"source_interaction_id": {"hash_of": ["start", "phone", "desk"]}}, ids="plain"
    )
    days = ["06;a", "06;b", ";06", "06;", "06;a"]
    rows = "".join(f"2026-05-01;{day}\n" for day in days)
    company.drop("a.csv", "start;phone;desk\n" + rows)
    company.pull()
    ids = company.column("source_interaction_id")
    assert len(set(ids)) == 4 and ids[0] == ids[4]
    assert all(len(one) == 32 for one in ids)


def test_plain_ids_and_threads_stay_readable(company):
    company.configure({"thread_id": "case"}, ids="plain", threads="case")
    company.drop("a.csv", "id;phone;start;case\nA1;;2026-05-01;C7\n")
    company.pull()
    (row,) = company.rows("interactions")
    assert (row["source_interaction_id"], row["thread_id"]) == ("A1", "calls:C7")
    assert (row["thread_kind"], row["agent_key"]) == ("case", None)


def test_a_related_thread_is_written_as_its_own_source_writes_it(company, key_of):
    columns = company.CALLS["columns"] | {"thread_id": "case"}
    desk = company.CALLS | {"path": "desk/*", "columns": columns, "threads": "case"}
    plain = desk | {"ids": "plain"}
    office = company.CALLS | {
        "columns": company.CALLS["columns"] | {"related_thread_id": "case"}
    }
    company.drop("a.csv", "id;phone;start;case\nA1;;2026-05-01;C7\n")
    hashed = key_of("thread", "C7", "desk")
    for number, (settings, expected) in enumerate(((desk, hashed), (plain, "C7"))):
        name = f"office{number}"
        sources = {"desk": settings, name: office | {"related_source": "desk"}}
        company.configure_all(sources)
        company.pull(name)
        (row,) = company.rows("interactions", name)
        assert row["related_thread_id"] == f"desk:{expected}"
        assert row["thread_id"] is None


def test_threads_that_say_nothing_are_left_out(company):
    company.configure({"thread_id": "case"})
    company.drop("a.csv", "id;phone;start;case\nA1;;2026-05-01;C7\n")
    company.pull()
    (row,) = company.rows("interactions")
    assert (row["thread_id"], row["thread_kind"]) == (None, None)


def test_the_file_s_words_become_ours_and_ours_pass(company):
    company.configure(
        {"outcome": "result", "is_automatic": "auto"},
        values={"outcome": {"Traité": "handled", "?": None}},
    )
    rows = (
        "A1;;2026-05-01;Traité;oui\nA2;;2026-05-01;abandoned;FALSE\nA3;;2026-05-01;?;\n"
    )
    company.drop("a.csv", "id;phone;start;result;auto\n" + rows)
    company.pull()
    assert company.column("outcome") == ["handled", "abandoned", "unknown"]
    assert company.column("is_automatic") == [True, False, False]


def test_null_words_hold_for_the_source_or_for_one_column(company):
    company.configure(
        {
            "customer_account": {"from": "account", "null_values": ["0"]},
            "language": "lang",
        },
        null_values=["", "N/A", "-"],
    )
    rows = "A1;-;2026-05-01;0;0\nA2;N/A;2026-05-01;N/A;NA\nA3;;2026-05-01;08;fr\n"
    company.drop("a.csv", "id;phone;start;account;lang\n" + rows)
    company.pull()
    assert company.column("language") == ["0", "NA", "fr"]
    assert company.column("source_row", "identifiers") == [4]
    assert company.column("rejected_identifier_count", "deliveries") == [0]


def test_rows_are_kept_or_passed_over_by_a_column_and_counted(company):
    company.configure(
        keep_rows_where={"type": ["Entrant", "Sortant"]},
        skip_rows_where={"test": ["1"]},
    )
    rows = (
        "A1;;2026-05-01;Entrant;0\nA2;;2026-05-01;Interne;0\nA3;;2026-05-01;Sortant;1\n"
    )
    company.drop("a.csv", "id;phone;start;type;test\n" + rows)
    company.pull()
    assert company.column("source_row") == [2]
    assert company.column("skipped_count", "deliveries") == [2]


def test_own_columns_are_carried_as_one_json_object(company):
    company.configure(extra=["Offre n° 1", "Pays"])
    rows = 'A1;;2026-05-01;"Fibre ""Max""";FR\nA2;;2026-05-01;;FR\nA3;;2026-05-01;;\n'
    company.drop("a.csv", "id;phone;start;Offre n° 1;Pays\n" + rows)
    company.pull()
    found = [json.loads(one) if one else None for one in company.column("extra")]
    assert found == [
        {"offre_n_1": 'Fibre "Max"', "pays": "FR"},
        {"pays": "FR"},
        None,
    ]


def test_versions_are_ordered_by_a_number_or_a_time(company):
    company.configure(version_by="rev")
    versions = ["2", "2026-05-01 02:00:10", "", "x"]
    rows = "".join(f"A1;;2026-05-01;{version}\n" for version in versions)
    company.drop("a.csv", "id;phone;start;rev\n" + rows)
    assert [line for line, _, _ in company.rejected()] == [5]
    may_first = at(2026, 5, 1, 0, 0, 10).timestamp()
    assert company.column("version_number") == [2, may_first, None]


def test_a_delivery_is_complete_until_the_last_day_it_has_rows_of(company):
    rows = [f"A;;2026-05-{day:02d} 10:00:00\n" for day in range(1, 21)]
    company.drop("a.csv", "id;phone;start\n" + "".join(rows))
    company.pull()
    (row,) = company.rows("deliveries")
    assert row["first_started_at"] == at(2026, 5, 1, 8)
    assert row["last_started_at"] == at(2026, 5, 20, 8)
    # The 20th may not have ended when the file was made.
    assert row["complete_until_at"] == at(2026, 5, 19, 22)
    assert row["delivered_at"] == row["modified_at"] == at(2026, 6, 1, 11)


def test_the_name_of_a_file_says_when_it_was_made_and_until_when_it_holds(company):
    rows = "id;phone;start\nA;;2026-05-01 10:00\n"
    company.configure(delivery={"complete_until": "calls_%d%m%Y"})
    company.drop("calls_03052026.csv", rows)
    company.pull()
    company.configure(delivery={"complete_until": "%Y-%m"})
    company.drop("month 2026-03.csv", rows + "\n")
    company.drop("no date.csv", rows + "\n\n")
    company.pull()
    company.configure()
    company.drop("from_20260401_to_20260415.csv", rows + "\n\n\n")
    company.drop("reference 12345678.csv", rows + "\n\n\n\n")
    company.pull()
    found = {
        row["file_name"]: (row["delivered_at"], row["complete_until_at"])
        for row in company.rows("deliveries")
    }
    first_of_may = at(2026, 4, 30, 22)
    assert found == {
        "calls_03052026.csv": (at(2026, 5, 2, 22), at(2026, 5, 3, 22)),
        "month 2026-03.csv": (at(2026, 2, 28, 23), at(2026, 3, 31, 22)),
        "no date.csv": (at(2026, 6, 1, 11), first_of_may),
        "from_20260401_to_20260415.csv": (at(2026, 4, 14, 22), first_of_may),
        "reference 12345678.csv": (at(2026, 6, 1, 11), first_of_may),
    }
    assert any(
        "no date.csv" in line and "no date like" in line for line in company.said
    )


def test_members_of_archives_are_deliveries(company):
    text = "id;phone;start\n{};;2026-05-01\n"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.csv", text.format("A1"))
        archive.writestr("sub/two.csv", text.format("A2"))
        archive.writestr("__MACOSX/._one.csv", "x")
        archive.writestr(".hidden.csv", "x")
        archive.writestr("three.csv.part", "x")
    company.drop("a.zip", memory.getvalue())
    company.drop("b.csv.gz", gzip.compress(text.format("A3").encode()))
    assert company.pull().errors == []
    assert sorted(company.column("file_name", "deliveries")) == [
        "a.zip!one.csv",
        "a.zip!sub/two.csv",
        "b.csv.gz",
    ]


def workbook(rows: list[list], *more: tuple[str, list[list]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Appels"
    for row in rows:
        book.active.append(row)
    for name, others in more:
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


HEADER = ["id", "phone", "start", "wait", "account"]
WAIT = {
    "waiting_seconds": {"from": "wait", "unit": "hh:mm:ss"},
    "customer_account": "account",
}


def test_a_number_cell_too_long_for_a_workbook_rejects_its_row(company):
    company.configure(WAIT)
    start = dt.datetime(2026, 5, 1, 10)
    rows = [
        HEADER,
        ["X1", None, start, 0, 999999999999999],
        ["X2", None, start, 0, 1e15],
    ]
    company.drop("a.xlsx", workbook(rows))
    ((row, column, why),) = company.rejected()
    assert (row, column) == (3, "account")
    assert why == "customer_account lost digits in a spreadsheet: export it as text"


def test_typed_cells_of_a_workbook(company, key_of):
    company.configure(WAIT, header_row=3, timestamp_format="%d/%m/%Y %H:%M")
    rows = [
        ["Extraction du 02/05/2026"],
        [],
        HEADER,
        ["X1", 33612345678, dt.datetime(2026, 5, 1, 10), dt.time(0, 12, 30), 42.0],
        ["X2", "0612345678", 46143.4375, dt.timedelta(hours=26), "0042"],
        ["X3", 33612345678.5, "01/05/2026 10:00", 0.00625, None],
        [None] * 5,
        ["Total", None, None, 3],
    ]
    company.drop("a.xlsx", workbook(rows))
    assert company.pull().errors == []
    # 46143 days after 1899-12-30 is 1 May 2026; 0.4375 of a day is 10:30.
    starts = [at(2026, 5, 1, 8), at(2026, 5, 1, 8, 30), at(2026, 5, 1, 8)]
    assert company.column("started_at") == starts
    assert company.column("waiting_seconds") == [750, 93600, 540]
    assert company.column("source_row") == [4, 5, 6]
    found = [
        (row["source_row"], row["identifier_type"], row["identifier_key"])
        for row in company.rows("identifiers")
    ]
    phone = key_of("phone", "0612345678")
    assert (5, "phone", phone) in found
    assert (4, "account", key_of("account", "42", "calls")) in found
    assert (5, "account", key_of("account", "0042", "calls")) in found
    assert [one for one in found if one[0] == 6] == []
    assert company.column("skipped_count", "deliveries") == [2]


def test_a_sheet_by_name_by_number_or_all_of_them(company):
    one, two = [HEADER, ["X1", "", "2026-05-01"]], [HEADER, ["X2", "", "2026-05-01"]]
    data = workbook(one, ("Sortants", two))
    for setting, expected in (
        ("Sortants", [2]),
        (2, [2]),
        (None, [1]),
        ("all", [1, 2]),
    ):
        company.configure(ids="plain", **({"sheet": setting} if setting else {}))
        company.data_dir = company.folder.parent / f"data {setting}"
        company.drop("a.xlsx", data)
        company.pull()
        assert company.column("source_interaction_id") == [
            f"X{one}" for one in expected
        ]
    # Rows of several sheets stay apart: a sheet has 1,048,576 rows.
    assert company.column("source_row") == [2, 1_048_576 + 2]


def test_typed_columns_of_parquet(company, key_of):
    company.configure({"waiting_seconds": "wait", "is_automatic": "auto"})
    table = pa.table(
        {
            "id": pa.array([1, 2], pa.int64()),
            "phone": pa.array([33612345678.0, None]),
            "start": pa.array([dt.datetime(2026, 5, 1, 10)] * 2, pa.timestamp("ns")),
            "wait": pa.array([1.5, 1234.0]),
            "auto": pa.array([True, None]),
            "note": pa.array([{"a": 1}, None]),
        }
    )
    memory = io.BytesIO()
    pq.write_table(table, memory)
    company.drop("a.parquet", memory.getvalue())
    aware = table.set_column(
        2,
        "start",
        table["start"].cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC")),
    )
    memory = io.BytesIO()
    pq.write_table(aware, memory)
    company.drop("b.parquet", memory.getvalue())
    assert company.pull().errors == []
    paris, utc = at(2026, 5, 1, 8), at(2026, 5, 1, 10)
    assert company.column("started_at") == [paris, paris, utc, utc]
    assert company.column("waiting_seconds") == [1.5, 1234] * 2
    assert company.column("is_automatic") == [True, False] * 2
    assert company.column("source_interaction_id")[0] == key_of(
        "interaction", "1", "calls"
    )


def test_customers(company, key_of):
    company.configure_all(
        {
            "calls": company.CALLS
            | {
                "entity": "customers",
                "constants": {},
                "columns": {
                    "customer_account": "account",
                    "customer_phone": "phone",
                    "customer_type": "kind",
                    "started_on": {"from": "since", "format": "%d/%m/%Y"},
                    "yearly_revenue_amount": "revenue",
                },
            }
        }
    )
    rows = [
        "K1;0612345678;person;31/01/2020;1234,56",
        "K2;;organisation;;",
        "K3;;nobody;;",
        ";0612345678;person;;",
        "K4;;;30/02/2020;",
        "K5;;;;-1",
        "Total;;;;9",
    ]
    company.drop("a.csv", "account;phone;kind;since;revenue\n" + "\n".join(rows))
    assert [(line, column) for line, column, _ in company.rejected()] == [
        (4, "kind"),
        (5, "account"),
        (6, "since"),
        (7, "revenue"),
    ]
    one, two = company.rows("customers")
    assert one["account_key"] == key_of("account", "K1", "calls")
    assert one["started_on"] == dt.date(2020, 1, 31)
    assert one["yearly_revenue_amount"] == Decimal("1234.56")
    assert two["yearly_revenue_amount"] is None
    assert company.column("identifier_type", "customer_identifiers") == [
        "account",
        "phone",
        "account",
    ]


def test_activity(company):
    company.configure_all(
        {
            "calls": company.CALLS
            | {
                "entity": "activity",
                "constants": {},
                "columns": {
                    "month_started_on": {"from": "month", "format": "%Y-%m"},
                    "active_customer_count": "active",
                },
            }
        }
    )
    company.drop("a.csv", "month;active\n2026-04;1200\n2026-05;\n2026-06;1,5\n")
    assert [line for line, _, _ in company.rejected()] == [3, 4]
    (row,) = company.rows("activity")
    assert row["month_started_on"] == dt.date(2026, 4, 1)
    assert (row["customer_segment"], row["active_customer_count"]) == ("all", 1200)
