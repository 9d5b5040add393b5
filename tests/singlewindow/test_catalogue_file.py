"""A catalogue file is checked whole, without a database; every problem is said with its line and column."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.catalogue.checking import ICONS, LETTERS
from singlewindow.catalogue.file import COLUMNS, MORE_COLUMNS, MOST_LINES, Problem, read_catalogue, read_catalogue_file
from singlewindow.catalogue.records import FieldKind, TimeUnit

HEADER = ",".join(COLUMNS)
WIDE = ",".join(COLUMNS + MORE_COLUMNS)
RIGHT = "service,right,revenue,صحيح,Right,,,,,,,,"
DOCUMENT = Path(__file__).parents[2] / "docs" / "catalogue-format.md"


def problems(*lines: str) -> list[Problem]:
    """What is said of lines under the header."""
    return read_catalogue("\n".join([HEADER, *lines])).problems


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("thing,x,,ا,X,,,,,,,,", "record", "not one of sector"),
        ("service,,revenue,ا,X,,,,,,,,", "code", "is missing"),
        ("service,a/b,revenue,ا,X,,,,,,,,", "code", "at most 60"),
        ("service,خدمة,revenue,ا,X,,,,,,,,", "code", "at most 60"),
        ("service,Upper,revenue,ا,X,,,,,,,,", "code", "at most 60"),
        (f"service,{'x' * 61},revenue,ا,X,,,,,,,,", "code", "at most 60"),
        ("service,x,revenue,,X,,,,,,,,", "name_ar", "is missing"),
        ("service,x,revenue,ا, ,,,,,,,,", "name_en", "is missing"),
        ("service,x,,ا,X,,,,,,,,", "parent", "is missing"),
        ("sector,x,revenue,ا,X,L,document,,,,,,", "parent", "has no parent"),
        ("service,x,revenue,ا,X,,,ten,days,,,,", "set_time", "whole number"),
        ("service,x,revenue,ا,X,,,0,days,,,,", "set_time", "whole number"),
        ("service,x,revenue,ا,X,,,-3,days,,,,", "set_time", "whole number"),
        ("service,x,revenue,ا,X,,,²,days,,,,", "set_time", "whole number"),
        ("service,x,revenue,ا,X,,,10,,,,,", "set_time", "go together"),
        ("service,x,revenue,ا,X,,,10,weeks,,,,", "set_time_unit", "one of working_days days hours"),
        (f"service,x,revenue,ا,X,,,{'9' * 5000},days,,,,", "set_time", "longer than 200"),
        (f"service,x,revenue,ا,{'x' * 201},,,,,,,,", "name_en", "longer than 200"),
        (f"service,x,revenue,ا,{'x' * 200_000},,,,,,,,", "", "can't be read"),
        ("service,x,revenue,ا\u202eب,X,,,,,,,,", "name_ar", "hidden control"),
        ("service,x,revenue,ا,X\x00Y,,,,,,,,", "name_en", "hidden control"),
        ('service,x,revenue,ا,"X\nY",,,,,,,,', "name_en", "hidden control"),
        ('service,x,revenue,ا,"X"Y,,,,,,,,', "", "can't be read"),
        ("sector,x,,ا,X,Z,document,,,,,,", "letter", "must be one of B J"),
        ("sector,x,,ا,X,BJ,document,,,,,,", "letter", "must be one of B J"),
        ("sector,x,,ا,X,N,eagle,,,,,,", "icon", "must be one of building"),
        ("sector,x,,ا,X,N,document,,,5,,,", "amount", "must be empty for a sector"),
        ("service,x,revenue,ا,X,B,,,,,,,", "letter", "must be empty for a service"),
        ("service,x,revenue,ا,X,,,,,,2026-01-01,,", "valid_from", "must be empty for a service"),
        ("paper,x,rent_payment,ا,X,,,,,5,,,", "amount", "must be empty for a paper"),
        ("fee,x,rent_payment,ا,X,,,,,-5,2026-01-01,,", "amount", "must be pounds"),
        ("fee,x,rent_payment,ا,X,,,,,1.005,2026-01-01,,", "amount", "must be pounds"),
        ("fee,x,rent_payment,ا,X,,,,,99999999,2026-01-01,,", "amount", "must be pounds"),
        ("fee,x,rent_payment,ا,X,,,,,1e3,2026-01-01,,", "amount", "must be pounds"),
        ('fee,x,rent_payment,ا,X,,,,,"12,50",2026-01-01,,', "amount", "must be pounds"),
        ("fee,x,rent_payment,ا,X,,,,,5,,,", "valid_from", "must be a day"),
        ("fee,x,rent_payment,ا,X,,,,,5,31/01/2026,,", "valid_from", "must be a day"),
        ("fee,x,rent_payment,ا,X,,,,,5,2026-02-30,,", "valid_from", "must be a day"),
        ("fee,x,rent_payment,ا,X,,,,,5,20260101,,", "valid_from", "must be a day"),
        ("fee,x,rent_payment,ا,X,,,,,5,0001-01-01,,", "valid_from", "must be a day"),
        ("fee,x,rent_payment,ا,X,,,,,5,2026-01-01,,maybe", "illustrative", "must be yes or no"),
        ("service,x,revenue,ا,X", "", "5 columns instead of 13"),
    ],
)
def test_a_wrong_line_is_named_with_its_column(line: str, column: str, said: str) -> None:
    found = problems("sector,good,,ا,X,K,document,,,,,,", line, RIGHT)
    assert [(problem.line, problem.column) for problem in found] == [(3, column)]
    assert said in found[0].text


def wide_problems(*lines: str) -> list[Problem]:
    """What is said of lines under the longer header."""
    return read_catalogue("\n".join([WIDE, *lines])).problems


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("field,x,right,ا,X,,,,,,,,,,picture,,", "kind", "must be one of text"),
        ("field,x,right,ا,X,,,,,,,,,,,,", "kind", "must be one of text"),
        ("field,x,right,ا,X,,,,,,,,,,choice,,", "choices", "must be 1 to 30"),
        (f"field,x,right,ا,X,,,,,,,,,,choice,,{';'.join('ab' for _ in range(31))}", "choices", "must be 1 to 30"),
        ("field,x,right,ا,X,,,,,,,,,,text,,a;b", "choices", "but for the kind choice"),
        ("field,x,right,ا,X,,,,,,,,,,text,maybe,", "required", "must be yes or no"),
        ("field,x,right,ا,X,,,,,,,,,yes,text,,", "identity", "must be empty for a field"),
        ("paper,x,right,ا,X,,,,,,,,,perhaps,,,", "identity", "must be yes or no"),
        ("paper,x,right,ا,X,,,,,,,,,,text,,", "kind", "must be empty for a paper"),
        ("field,x,right,ا,X", "", "5 columns instead of 17"),
    ],
)
def test_a_wrong_field_or_mark_is_named_with_its_column(line: str, column: str, said: str) -> None:
    found = wide_problems(RIGHT + ",,,,", line)
    assert [(problem.line, problem.column) for problem in found] == [(3, column)]
    assert said in found[0].text


def test_the_further_columns_stand_all_or_none() -> None:
    found = read_catalogue(f"{HEADER},identity\n{RIGHT},").problems
    assert [problem.column for problem in found] == ["kind", "required", "choices"]


def test_whether_a_paper_tells_who_asks_is_never_guessed() -> None:
    lines = [f"paper,p{mark},right,بطاقة,ID card,,,,,,,,,{mark},,," for mark in ("", "yes", "no")]
    read = read_catalogue("\n".join([WIDE, *lines]))
    assert [entry.identity for entry in read.entries] == [None, True, False]


def test_all_problems_are_said_at_once() -> None:
    sector = "sector,new,,قطاع,Sector,L,document,,,,,,"
    found = problems("thing,x,,ا,X,,,,,,,,", sector, sector, "fee,y,z,,,,,,,-1,never,,")
    assert [(problem.line, problem.column) for problem in found] == [
        (2, "record"),
        (4, "code"),
        (4, "letter"),
        (5, "name_ar"),
        (5, "name_en"),
        (5, "amount"),
        (5, "valid_from"),
    ]


def test_a_paper_may_have_one_code_in_two_services_and_not_twice_in_one() -> None:
    lines = [f"paper,id,{service},ورقة,Paper,,,,,,,," for service in ("one", "two", "one")]
    assert [(problem.line, problem.column) for problem in problems(*lines)] == [(4, "code")]


def test_an_open_quotation_mark_is_said_where_it_opens() -> None:
    assert [problem.line for problem in problems(RIGHT, 'service,x,revenue,ا,"X,,,,,,,,', RIGHT)] == [3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (f"{HEADER}\n".encode(), "nothing stands under"),
        (HEADER.encode("utf-16"), "not UTF-8"),
        ("اسم".encode("cp1256"), "not UTF-8"),
        (b'"a\n', "can't be read"),
        (HEADER.replace(",letter", "").encode(), "line 1, letter: the column is missing"),
        (f"{HEADER},colour".encode(), "line 1, colour: there is no such column"),
        (f"{HEADER},code".encode(), "in this order"),
        (HEADER.replace("code,parent", "parent,code").encode(), "in this order"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    found = read_catalogue_file(file).problems
    assert len(found) == 1
    assert said in str(found[0])


def test_a_file_that_is_far_too_long_is_refused_at_its_limit() -> None:
    found = problems(*[f"service,s{n},revenue,ا,X,,,,,,,," for n in range(MOST_LINES + 5)])
    assert [(problem.line, "at most 20,000 lines" in problem.text) for problem in found] == [(MOST_LINES + 1, True)]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_excel_saves_is_read(tmp_path: Path, delimiter: str, mark: str, end: str) -> None:
    fee = "fee,f,right,رسم,Fee,,,,,١٢٫٥٠,٢٠٢٦-٠١-٣١,,yes"
    file = tmp_path / "file.csv"
    file.write_bytes((mark + end.join([HEADER, RIGHT, ",,,,,,,,,,,,", fee, ""]).replace(",", delimiter)).encode())
    read = read_catalogue_file(file)
    assert read.problems == []
    assert [(entry.line, entry.record) for entry in read.entries] == [(2, "service"), (4, "fee")]
    assert (read.entries[1].amount, read.entries[1].valid_from) == (1250, date(2026, 1, 31))


@given(st.lists(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["fee", "service", '"', "5"])), max_size=14)))
def test_no_content_makes_the_reader_fail(rows: list[list[str]]) -> None:
    read = read_catalogue("\n".join([HEADER, *(",".join(row) for row in rows)]))
    assert all(problem.text for problem in read.problems)


def test_the_document_names_every_column_letter_icon_and_unit() -> None:
    document = DOCUMENT.read_text("utf-8")
    assert HEADER in document
    assert WIDE in document
    assert " ".join(LETTERS) in document
    assert all(word in document for word in (*ICONS, *TimeUnit, *FieldKind))
    examples = [line for line in document.splitlines() if re.match(r"(sector|service|paper|fee|field),\S", line)]
    assert len(examples) == 6
    assert problems(*examples[:4]) == []
    assert wide_problems(*examples[4:]) == []


def test_the_document_explains_every_problem_of_a_cell() -> None:
    document = DOCUMENT.read_text("utf-8")
    said = problems(
        "thing,x,,ا,X,,,,,,,,",
        "sector,a/b,up,,,Z,eagle,,,,,,",
        "service,x,,ا,X,,,ten,,,,,",
        "paper,p,x,ا,X,B,,,,,,,",
        "fee,f,x,ا,X,,,,,-1,never,,maybe",
        "fee,f,x,\u202e,X,,,,,,2026-01-01,,",
        f"fee,f,x,{'x' * 201},X,,,,,,2026-01-01,,",
    )
    assert {problem.line for problem in said} == {2, 3, 4, 5, 6, 7, 8}
    said += wide_problems(
        "field,f,x,ا,X,,,,,,,,,,picture,maybe,",
        "field,f,x,ا,X,,,,,,,,,,choice,,",
        "field,f,x,ا,X,,,,,,,,,,text,,a",
    )
    texts = {re.sub("“.*?”", "“…”", re.sub("^(fee|field) ", "… ", problem.text)) for problem in said}
    texts = {re.sub("(must be one of|must be empty for a) .*", r"\1 …", text) for text in texts}
    assert {text for text in texts if text not in document} == set()
