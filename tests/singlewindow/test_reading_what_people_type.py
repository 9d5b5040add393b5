"""National IDs, phones, amounts and names as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.cash.money import InvalidAmount, pounds, read_amount
from singlewindow.requests.national_id import InvalidNationalId, check_digit, read_national_id
from singlewindow.requests.phone import InvalidPhone, read_phone
from singlewindow.text import TextHasControls, TextMissing, TextTooLong, ascii_digits, one_line

TODAY = date(2026, 11, 24)


def test_a_national_id_tells_birth_governorate_and_sex() -> None:
    identity = read_national_id("٢٩٠٠١٠١١٣٠٠١٢٠", TODAY)
    assert identity.digits == "29001011300120"
    assert (identity.birth_date, identity.governorate, identity.male) == (date(1990, 1, 1), "13", False)
    assert identity.masked == "----------0120"


def test_a_wrong_check_digit_is_a_reason_to_warn_only() -> None:
    digits = "2900101130012"
    right = f"{digits}{check_digit(digits + '0')}"
    wrong = f"{digits}{(int(right[-1]) + 1) % 10}"
    assert read_national_id(right, TODAY).check_agrees
    assert not read_national_id(wrong, TODAY).check_agrees


@pytest.mark.parametrize("governorate", ["01", "13", "35", "88"])
def test_no_governorate_is_refused(governorate: str) -> None:
    assert read_national_id(f"2900101{governorate}00120", TODAY).governorate == governorate


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "123",
        "1" * 14,
        "29013011300120",
        "29002301300120",
        "39912311300120",
        "2900101130012x",
        "2900101130012012",
        "29001011300120" * 1000,
    ],
)
def test_an_impossible_national_id_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNationalId):
        read_national_id(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("01012345678", "01012345678"),
        ("٠١٠ ١٢٣٤ ٥٦٧٨", "01012345678"),
        ("+201512345678", "01512345678"),
        ("055-2345678", "0552345678"),
    ],
)
def test_phones_are_read_in_any_digits(typed: str, read: str) -> None:
    assert read_phone(typed) == read


@pytest.mark.parametrize("typed", ["0131234567", "01312345678", "0101234567", "phone", "0552345678901"])
def test_other_phones_are_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "piastres"),
    [("0", 0), ("1250.5", 125_050), ("1,250.50", 125_050), ("١٬٢٥٠٫٥٠", 125_050), ("10,000,000", 1_000_000_000)],
)
def test_amounts_are_read_in_any_digits(typed: str, piastres: int) -> None:
    assert read_amount(typed) == piastres


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-1",
        "12,50",
        "1,5",
        "1,2345",
        "1 250",
        "١٢٬٥٠",
        "1.005",
        "1e9",
        "10000000.01",
        "٢٫٥٫١",
        "NaN",
        "1" * 400,
        "½",
    ],
)
def test_absurd_amounts_are_refused(typed: str) -> None:
    with pytest.raises(InvalidAmount):
        read_amount(typed)


@given(st.integers(0, 1_000_000_000))
def test_an_amount_survives_writing_and_reading(piastres: int) -> None:
    assert read_amount(pounds(piastres)) == piastres


@given(st.text())
def test_reading_digits_changes_nothing_else(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)


def test_a_name_is_trimmed_and_its_blanks_folded() -> None:
    assert one_line("  منى   أحمد ", "Name") == "منى أحمد"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("   ", TextMissing),
        ("x" * 10_000, TextTooLong),
        ("a\u202eb", TextHasControls),
        ("a\x00b", TextHasControls),
        ("a\nb", TextHasControls),
        ("a\u2028b", TextHasControls),
        ("a\u2066b", TextHasControls),
    ],
)
def test_a_bad_name_is_refused(typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        one_line(typed, "Name")
