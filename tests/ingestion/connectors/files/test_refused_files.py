"""File errors: the file is refused whole, with its name, line and what to do."""

import gzip
import io
import zipfile
import zlib

import openpyxl
import pytest

HEADER = "id;phone;start\n"
GOOD = "A1;0612345678;2026-05-01 10:00:00\n"


def says(message: str, *parts: str) -> None:
    for part in parts:
        assert part in message, f"{part!r} is not in: {message}"


def test_an_empty_file(company):
    company.drop("a.csv", "")
    says(company.refused(), "a.csv", "is empty", "expected a header")


def test_only_a_header_is_a_delivery_without_rows(company):
    company.drop("a_20260501.csv", HEADER)
    outcome = company.pull()
    assert outcome.errors == []
    (account,) = company.rows("deliveries")
    assert (account["row_count"], account["accepted_count"]) == (0, 0)
    assert account["first_started_at"] is None
    assert any("no rows" in line for line in company.said)


def test_a_missing_column_names_the_columns_there_are_and_the_nearest(company):
    company.drop("a.csv", "id;Phone;start\n" + GOOD)
    says(
        company.refused(),
        "a.csv, line 1",
        "lacks 'phone' (is it 'Phone'?)",
        "'id', 'Phone', 'start'",
    )


def test_a_file_without_header_shows_no_value(company):
    company.drop("a.csv", GOOD + GOOD)
    message = company.refused()
    says(message, "line 1", "looks like data")
    assert "0612345678" not in message and "A1" not in message


def test_a_doubled_header(company):
    company.drop("a.csv", "id;phone;start;phone\nA1;06;2026-05-01;07\n")
    says(company.refused(), "a.csv, line 1, column 4", "'phone'", "every name once")


def test_a_header_without_name_in_the_middle(company):
    company.drop("a.csv", "id;;phone;start\nA1;;06;2026-05-01\n")
    says(company.refused(), "line 1, column 2", "has no name")


def test_a_header_line_beyond_the_file(company):
    company.configure(header_row=9)
    company.drop("a.csv", HEADER + GOOD)
    says(company.refused(), "line 9", "header_row")


def test_a_nul_byte_with_its_line(company):
    company.drop("a.csv", HEADER + GOOD + "A2;06\0;2026-05-01\n")
    says(company.refused(), "a.csv, line 3", "NUL byte")


def test_a_line_of_20_mb_with_its_line(company):
    company.drop("a.csv", HEADER + GOOD + "A2;" + "x" * (20 << 20) + ";2026-05-01\n")
    says(company.refused(), "a.csv, line 3", "longer than 16 MB")


def test_a_header_of_20_mb(company):
    company.drop("a.csv", "x" * (20 << 20))
    says(company.refused(), "a.csv, line 1", "longer than 16 MB")


def test_a_gzip_of_a_gigabyte_of_spaces(company):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 22)
    data = b"".join(packer.compress(block) for _ in range(256)) + packer.flush()
    assert len(data) < 2 << 20
    company.drop("a.csv.gz", data)
    says(company.refused(), "a.csv.gz", "expands beyond 200 times", "bomb")


def test_a_cut_gzip(company):
    company.drop("a.csv.gz", gzip.compress((HEADER + GOOD * 1000).encode())[:-40])
    says(company.refused(), "a.csv.gz", "cannot be read", "deliver it again")


def zipped(members: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return memory.getvalue()


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "..\\evil.csv"])
def test_a_zip_member_that_leaves_the_archive(company, name):
    company.drop("a.zip", zipped({name: (HEADER + GOOD).encode()}))
    says(company.refused(), "a.zip", "leaves the archive")


def test_a_zip_cut_short(company):
    data = zipped({"a.csv": (HEADER + GOOD).encode()})
    company.drop("a.zip", data[: len(data) // 2])
    says(company.refused(), "a.zip", "not a whole .zip")


def test_a_web_page_named_xlsx(company):
    company.drop("a.xlsx", "\n<html><table><tr><td>id</td></tr></table></html>")
    says(company.refused(), "a.xlsx", "web page saved with the name", "save it as")


def test_bytes_named_xlsx(company):
    company.drop("a.xlsx", b"not a workbook at all")
    says(company.refused(), "a.xlsx", "cannot be read as a workbook")


def test_a_cut_workbook(company):
    memory = io.BytesIO()
    openpyxl.Workbook().save(memory)
    company.drop("a.xlsx", memory.getvalue()[:2000])
    says(company.refused(), "a.xlsx", "not a whole workbook")


def test_a_workbook_without_the_sheet_lists_its_sheets(company):
    memory = io.BytesIO()
    openpyxl.Workbook().save(memory)
    company.configure(sheet="Appels")
    company.drop("a.xlsx", memory.getvalue())
    says(company.refused(), "no sheet 'Appels'", "'Sheet'")


def test_a_workbook_named_csv(company):
    memory = io.BytesIO()
    openpyxl.Workbook().save(memory)
    company.drop("a.csv", memory.getvalue())
    says(company.refused(), "a.csv", "format: xlsx")


def test_bytes_named_parquet(company):
    company.drop("a.parquet", b"PAR1 but no more")
    says(company.refused(), "a.parquet", "cannot be read as Parquet")


def test_a_name_that_tells_no_format(company):
    company.drop("a.dat", HEADER + GOOD)
    says(company.refused(), "a.dat", "set `format`")


def test_a_quote_that_is_never_closed_with_its_line(company):
    company.drop("a.csv", HEADER + GOOD + 'A2;"0612;2026-05-01\n' + GOOD)
    says(company.refused(), "a.csv, line 3", "never closed")


def test_a_byte_that_the_declared_encoding_does_not_know(company):
    company.configure(options={"encoding": "utf-8"})
    company.drop("a.csv", HEADER.encode() + GOOD.encode() + b"A\xe9;06;2026-05-01\n")
    says(company.refused(), "a.csv, line 3", "not utf-8", "options.encoding")


def test_too_many_rejected_rows_with_the_most_frequent_causes(company):
    company.configure(max_rejected_share=0.25)
    bad = "A2;0612345678;yesterday\n" * 2 + ";0612345678;2026-05-01 10:00:00\n"
    company.drop("a.csv", HEADER + GOOD + bad)
    message = company.refused()
    says(message, "3 of 4 rows are rejected", "max_rejected_share 0.25")
    says(message, "2 × column start: started_at is not a readable time")
    says(
        message, "(first at line 3)", "1 × column id: source_interaction_id is missing"
    )
    assert "yesterday" not in message and "0612345678" not in message


@pytest.mark.parametrize(
    ("good", "bad", "share", "is_refused"),
    [
        (3, 3, 0.05, False),  # three rows, and half of all hold
        (2, 3, 0.05, True),  # fewer than half hold
        (60, 4, 0.05, True),  # four rows of 64 are more than 5 %
        (76, 4, 0.05, False),  # of 80 they are not
        (1, 1, 0.05, False),
        (0, 1, 0.05, True),
        (60, 1, 0, True),  # a share of 0 means not one
    ],
)
def test_few_bad_rows_refuse_no_small_file(company, good, bad, share, is_refused):
    company.configure(max_rejected_share=share)
    company.drop("a.csv", HEADER + GOOD * good + "A2;0612345678;yesterday\n" * bad)
    assert bool(company.pull().errors) == is_refused


def test_the_share_allowed_is_included(company):
    company.configure(max_rejected_share=0.25)
    company.drop("a.csv", HEADER + GOOD * 3 + "A2;0612345678;yesterday\n")
    assert company.pull().errors == []
    assert len(company.rows("_rejected")) == 1


def test_a_bad_file_leaves_the_others_alone_and_is_tried_again(company):
    company.drop("bad.csv", HEADER + GOOD * 10 + "A2;06\0;2026-05-01\n")
    company.drop("good.csv", HEADER + GOOD)
    assert len(company.pull().errors) == 1
    assert company.column("file_name", "deliveries") == ["good.csv"]
    assert len(company.rows("interactions")) == 1
    assert list((company.data_dir / ".work").iterdir()) == []
    company.drop("bad.csv", HEADER + "A3;0612345678;2026-05-02 10:00:00\n")
    assert company.pull().errors == []
    assert sorted(company.column("file_name", "deliveries")) == ["bad.csv", "good.csv"]


def test_a_fault_far_down_leaves_nothing_of_the_file(company, monkeypatch):
    monkeypatch.setattr("ingestion.connectors.files.text.BLOCK_BYTES", 10_000)
    rows = "".join(f"B{at};0612345678;2026-05-01 10:00:00\n" for at in range(3_000))
    company.drop("a.csv", HEADER + rows + "A2;06\0;2026-05-01\n")
    says(company.refused(), "line 3002", "NUL")
    assert list((company.data_dir / ".work").iterdir()) == []
