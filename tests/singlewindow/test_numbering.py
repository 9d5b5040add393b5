"""Numbers: their shape, their check digit, their fiscal year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff

from singlewindow.numbering import fiscal_year, money_number, next_number, request_number
from tests.cast import Hall

SERIALS = st.integers(1, 999_999)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 6, 30), "2025-26"), (date(2026, 7, 1), "2026-27"), (date(2099, 12, 31), "2099-00")],
)
def test_the_fiscal_year_runs_from_july_to_june(day: date, year: str) -> None:
    assert fiscal_year(day) == year


def test_numbers_are_ascii_and_tell_their_center() -> None:
    assert request_number(42, 2026, 123).startswith("042-2026-000123-")
    assert money_number("R", 42, "2026-27", 123) == "R-042-2026-27-000123"


@given(SERIALS, st.integers(0, 12), st.integers(1, 9))
def test_the_check_digit_catches_every_wrong_digit(serial: int, place: int, shift: int) -> None:
    digits = request_number(7, 2026, serial).replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert verhoeff.is_valid(digits)
    assert not verhoeff.is_valid(wrong)


@given(SERIALS, st.integers(0, 12))
def test_the_check_digit_catches_every_swap_of_neighbours(serial: int, place: int) -> None:
    digits = request_number(7, 2026, serial).replace("-", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert swapped == digits or not verhoeff.is_valid(swapped)


def test_series_of_different_periods_count_apart(hall: Hall) -> None:
    center = hall.center_id
    with hall.database.writing() as work:
        given = [next_number(work.session, center, "receipt", period) for period in ("a", "a", "b", "a")]
    assert given == [1, 2, 1, 3]
