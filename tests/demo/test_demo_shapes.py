"""Text and files as tools write them, checked by hand and by other libraries."""

import csv
import datetime as dt
import gzip
import io
import re
import zipfile

import numpy as np
import openpyxl
import pyarrow as pa
from python_calamine import CalamineWorkbook

from demo.exports import text
from demo.exports.files import csv_file, gzipped, zipped
from demo.exports.xlsx import wall_clock, workbook


def seconds(*parts: int) -> int:
    return int(dt.datetime(*parts, tzinfo=dt.UTC).timestamp())


def test_a_number_in_every_shape():
    shapes = text.phones(np.full(6, 639981234), np.arange(6)).to_pylist()
    assert shapes == [
        "0639981234",
        "06 39 98 12 34",
        "0033639981234",
        "+33 6 39 98 12 34",
        "639981234",
        "6,39981E+08",
    ]


def test_times_durations_and_decimals():
    local = np.array([seconds(2025, 2, 28, 7, 5, 9)])
    assert text.dates(local, "%d/%m/%Y").to_pylist() == ["28/02/2025"]
    assert text.times(local).to_pylist() == ["07:05:09"]
    durations = text.minutes_and_seconds(np.array([0, 59, 60, 4503]))
    assert durations.to_pylist() == ["00:00", "00:59", "01:00", "75:03"]
    assert text.with_comma(np.array([5, 1250])).to_pylist() == ["0,05", "12,50"]
    assert text.offsets(np.array([3600, 7200])).to_pylist() == ["+01:00", "+02:00"]


def test_no_word_where_the_position_is_negative():
    assert text.pick(("a", "b"), np.array([1, -1, 0])).to_pylist() == ["b", None, "a"]


def test_a_quoted_csv_reads_back_with_quotes_commas_and_line_ends():
    values = ['say "hi", then', "two\r\nlines", None, ""]
    columns = {"a": pa.array(values), "b": pa.array(["1", "2", "3", "4"])}
    content = csv_file(columns, delimiter=",", quoted=True).decode("utf-8")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows == [
        ["a", "b"],
        ['say "hi", then', "1"],
        ["two\r\nlines", "2"],
        ["", "3"],
        ["", "4"],
    ]


def test_a_plain_csv_has_its_encoding_and_footer():
    columns = {"Été": pa.array(["a’b", None]), "B": pa.array(["1", "2"])}
    content = csv_file(columns, encoding="cp1252", footer=["Total"])
    assert content == "Été;B\r\na’b;1\r\n;2\r\nTotal;\r\n".encode("cp1252")
    marked = csv_file({"a": pa.array(["1"])}, encoding="utf-8-sig", footer=["x"])
    assert marked == b"\xef\xbb\xbfa\r\n1\r\nx\r\n"


def test_an_empty_month_is_only_a_header():
    assert csv_file({"a": pa.array([], pa.string())}) == b"a\r\n"
    book = workbook("S", ["t"], {"a": pa.array([], pa.string())})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("S")
    assert sheet.to_python() == [["t"], ["a"]]


def test_a_workbook_keeps_text_as_text_and_dates_as_dates():
    when = dt.datetime(2025, 3, 30, 23, 59, 58)
    local = np.array([seconds(2025, 3, 30, 23, 59, 58), 0, 0])
    columns = {
        "Text & more": pa.array(["=1+1", "a<b&c>d", " 0,50 "]),
        "When": wall_clock(local, np.array([False, True, True])),
        "Id": pa.array(["007", None, "é’"]),
    }
    book = io.BytesIO(workbook("Feuille", ["A title"], columns))
    expected = [
        ("A title", None, None),
        ("Text & more", "When", "Id"),
        ("=1+1", when, "007"),
        ("a<b&c>d", None, None),
        (" 0,50 ", None, "é’"),
    ]
    sheet = openpyxl.load_workbook(book)["Feuille"]
    assert list(sheet.iter_rows(values_only=True)) == expected
    assert sheet["A3"].data_type == "s"
    book.seek(0)
    other = CalamineWorkbook.from_filelike(book).get_sheet_by_name("Feuille")
    as_none = [tuple(cell or None for cell in row) for row in other.to_python()]
    assert as_none == expected


def test_a_workbook_carries_no_time_of_writing():
    book = zipfile.ZipFile(io.BytesIO(workbook("S", [], {"a": pa.array(["1"])})))
    assert len({member.date_time for member in book.infolist()}) == 1
    assert book.infolist()[0].date_time[0] < 2025
    said = re.findall(r"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml").decode())
    assert said == ["2025-01-01T"] * 2  # created and modified


def test_archives_carry_no_time_of_writing():
    assert gzip.decompress(gzipped(b"abc")) == b"abc"
    assert gzipped(b"abc")[4:8] == b"\0\0\0\0"
    archive = zipfile.ZipFile(io.BytesIO(zipped({"a.txt": b"abc"})))
    assert archive.read("a.txt") == b"abc"
    assert archive.getinfo("a.txt").date_time == (2025, 1, 1, 0, 0, 0)
