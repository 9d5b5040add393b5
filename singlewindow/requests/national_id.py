"""The Egyptian national ID: 14 digits that tell a birth date, a governorate and a sex."""

from dataclasses import dataclass
from datetime import date

from singlewindow.errors import N_, Invalid
from singlewindow.text import ascii_digits

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
CENTURIES = {"2": 1900, "3": 2000}


GOVERNORATES = {
    "01": N_("Cairo"),
    "02": N_("Alexandria"),
    "03": N_("Port Said"),
    "04": N_("Suez"),
    "11": N_("Damietta"),
    "12": N_("Dakahlia"),
    "13": N_("Sharqia"),
    "14": N_("Qalyubia"),
    "15": N_("Kafr El Sheikh"),
    "16": N_("Gharbia"),
    "17": N_("Monufia"),
    "18": N_("Beheira"),
    "19": N_("Ismailia"),
    "21": N_("Giza"),
    "22": N_("Beni Suef"),
    "23": N_("Fayoum"),
    "24": N_("Minya"),
    "25": N_("Asyut"),
    "26": N_("Sohag"),
    "27": N_("Qena"),
    "28": N_("Aswan"),
    "29": N_("Luxor"),
    "31": N_("Red Sea"),
    "32": N_("New Valley"),
    "33": N_("Matrouh"),
    "34": N_("North Sinai"),
    "35": N_("South Sinai"),
    "88": N_("Outside Egypt"),
}


class InvalidNationalId(Invalid):
    message = N_("The national ID has 14 digits and begins with a possible birth date. Please check it.")
    field = "national_id"


@dataclass(frozen=True)
class NationalId:
    """A national ID read. `check_agrees` follows an unofficial rule: a reason to warn, never to refuse."""

    digits: str
    birth_date: date
    governorate: str
    male: bool
    check_agrees: bool

    @property
    def governorate_name(self) -> str:
        """The governorate of birth in English, empty for a number that no governorate has."""
        return GOVERNORATES.get(self.governorate, "")

    @property
    def masked(self) -> str:
        """The last four digits behind hyphens, as lists and papers show it."""
        return mask(self.digits)


def mask(digits: str) -> str:
    """Give a national ID with all but its last four digits as hyphens."""
    return "-" * (len(digits) - 4) + digits[-4:]


def read_national_id(typed: str, today: date) -> NationalId:
    """Read a national ID typed in any digits, blanks and hyphens left out. Raises InvalidNationalId."""
    digits = ascii_digits(typed).replace(" ", "").replace("-", "")
    if not (len(digits) == 14 and digits.isascii() and digits.isdigit() and digits[0] in CENTURIES):
        raise InvalidNationalId
    born = _birth_date(digits)
    if born > today:
        raise InvalidNationalId
    return NationalId(digits, born, digits[7:9], int(digits[12]) % 2 == 1, check_digit(digits) == int(digits[13]))


def check_digit(digits: str) -> int:
    """Give the check digit of the first 13 digits by the unofficial rule: (11 − Σ mod 11) mod 10."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return (11 - total % 11) % 10


def _birth_date(digits: str) -> date:
    try:
        return date(CENTURIES[digits[0]] + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError as error:
        raise InvalidNationalId from error
