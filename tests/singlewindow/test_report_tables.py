"""Tables as workbooks and as text files: what is read back is what was written, and text is never a formula."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from singlewindow.reports import workbook
from singlewindow.reports.csv_text import MARK, csv_lines
from singlewindow.reports.table import Cell, Column, ColumnKind, Table
from singlewindow.reports.workbook import write_workbook

COLUMNS = (
    Column("المركز"),
    Column("المستلم", ColumnKind.COUNT),
    Column("النسبة", ColumnKind.SHARE),
    Column("الانتظار (دقيقة)", ColumnKind.SECONDS),
    Column("المحصل", ColumnKind.MONEY),
    Column("اليوم", ColumnKind.DATE),
)
ROWS = (
    ("الزقازيق", 32_061, 26_146 / 32_061, 750.0, 1_234_550, date(2026, 1, 31)),
    ("بلبيس", 0, None, None, -5, date(2026, 1, 1)),
)
TOTAL = ("الجملة", 32_061, 26_146 / 32_061, None, 1_234_545, None)
TABLE = Table("كل المراكز", COLUMNS, ROWS, TOTAL)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "http://example.org", "007", "{=1}")


def read(*tables: Table, right_to_left: bool = True) -> Any:
    file = BytesIO()
    write_workbook(file, tables, right_to_left)
    return load_workbook(file)


def lines(table: Table) -> list[list[str]]:
    return list(csv.reader(StringIO("".join(csv_lines(table)).removeprefix(MARK))))


def test_a_workbook_gives_back_numbers_dates_and_names_as_they_were() -> None:
    sheet = read(TABLE)["كل المراكز"]
    assert [cell.value for cell in sheet[1]] == [column.name for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [
        *("الزقازيق", 32_061, pytest.approx(0.8155, abs=0.0001), 12.5, 12_345.5),
        datetime(2026, 1, 31),  # noqa: DTZ001
    ]
    assert [cell.value for cell in sheet[3]] == ["بلبيس", 0, None, None, -0.05, datetime(2026, 1, 1)]  # noqa: DTZ001
    assert [cell.value for cell in sheet[4]][:2] == ["الجملة", 32_061]
    assert [cell.number_format for cell in sheet[2]] == ["@", "#,##0", "0.00%", "#,##0.0", "#,##0.00", "yyyy-mm-dd"]


def test_a_workbook_is_laid_out_from_the_right_for_arabic_only() -> None:
    assert read(TABLE).active.sheet_view.rightToLeft
    assert not read(TABLE, right_to_left=False).active.sheet_view.rightToLeft


def test_each_table_has_a_sheet_whose_name_a_spreadsheet_takes() -> None:
    titles = ("Waits: day/hour [2026]?", "waits  day hour  2026", "'", "", "x" * 40, "X" * 40)
    names = read(*(Table(title, COLUMNS[:1], ()) for title in titles)).sheetnames
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 for name in names)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_never_takes_text_for_a_formula_a_number_or_a_link(text: str) -> None:
    cell = read(Table(text, (Column(text),), ((text,),), (text,))).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_file_begins_with_the_mark_of_utf_8_and_gives_back_its_rows() -> None:
    assert next(iter(csv_lines(TABLE))).encode().startswith(b"\xef\xbb\xbf")
    assert lines(TABLE) == [
        [column.name for column in COLUMNS],
        ["الزقازيق", "32061", "0.8155", "12.50", "12345.50", "2026-01-31"],
        ["بلبيس", "0", "", "", "-0.05", "2026-01-01"],
        ["الجملة", "32061", "0.8155", "", "12345.45", ""],
    ]


@pytest.mark.parametrize("text", HOSTILE[:7])
def test_a_text_file_never_lets_text_begin_like_a_formula(text: str) -> None:
    assert lines(Table("t", (Column(text),), ((text,),), (text,))) == [[f"'{text}"]] * 3


@pytest.mark.parametrize("text", ["بلبيس", "a=b", "007", 'said "so", twice', "two\nlines"])
def test_a_text_file_leaves_harmless_text_alone(text: str) -> None:
    assert lines(Table("t", (Column("n"),), ((text,),)))[1] == [text]


def test_rows_are_read_as_they_are_written_and_never_all_at_once() -> None:
    taken: list[int] = []

    def rows() -> Iterator[Sequence[Cell]]:
        for number in range(1000):
            taken.append(number)
            yield ("x", number)

    written = csv_lines(Table("t", COLUMNS[:2], rows()))
    for _ in range(3):
        next(written)
    assert taken == [0, 1]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    table = Table("Numbers", [Column("N", ColumnKind.COUNT)], [[n] for n in range(1, 6)], [15])
    file = BytesIO()
    write_workbook(file, [table], False)
    sheets = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(file).worksheets]
    assert sheets == [["N", 1, 2], ["N", 3, 4], ["N", 5, 15]]


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        lines(Table("t", COLUMNS, (("x",),)))
