"""How numbers, dates and amounts are written on a paper, in its language and its digits."""

import re
from datetime import date, datetime
from typing import NamedTuple

from printing.amount_in_words import amount_in_full
from singlewindow.text import ARABIC_DIGITS, ARABIC_FIGURES
from singlewindow.tickets.letters import ARABIC_LETTERS

TANWEEN = "\u064b"

ARABIC_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = {"ar": ARABIC_MONTHS, "en": ENGLISH_MONTHS}
HALVES = {"ar": ("ص", "م"), "en": ("am", "pm")}
FIGURE = re.compile(r"[-+−]?[\d٠-٩][\d٠-٩.,٫٬/:%٪ -]*")
MINUTES = {
    "ar": ("دقيقتان أو أقل", "نحو {high} {unit}", "من {low} إلى {high} {unit}"),
    "en": ("2 minutes or less", "about {high} minutes", "{low} to {high} minutes"),
}
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
AT = {"ar": " الساعة ", "en": ", "}


class Writing(NamedTuple):
    """The hand of one paper: its `language` ("ar" or "en") and its `digits` ("arab" or "latn")."""

    language: str
    digits: str

    def number(self, number: int) -> str:
        """A whole number, with thousands set apart."""
        return self._in_digits(f"{number:,}")

    def money(self, piastres: int) -> str:
        """An amount of `piastres` as pounds with two decimals."""
        pounds, rest = divmod(piastres, 100)
        return self._in_digits(f"{pounds:,}.{rest:02}")

    def money_in_words(self, piastres: int) -> str:
        """An amount of `piastres` in words, closed against additions, without the marks that spoil text extraction."""
        words = amount_in_full(piastres, self.language).replace(TANWEEN, "")
        return words[0].upper() + words[1:]

    def date(self, moment: date) -> str:
        """Day, month by name, year: no order of figures to be mistaken."""
        return self._in_digits(f"{moment.day} {MONTHS[self.language][moment.month - 1]} {moment.year}")

    def time(self, moment: datetime) -> str:
        """Hour and minute on the clock of twelve."""
        half = HALVES[self.language][moment.hour >= 12]
        return self._in_digits(f"{moment.hour % 12 or 12}:{moment.minute:02}") + f" {half}"

    def date_and_time(self, moment: datetime) -> str:
        """The date and the time of `moment` on one line."""
        return f"{self.date(moment)}{AT[self.language]}{self.time(moment)}"

    def wait(self, low: int, high: int) -> str:
        """An expected wait of `low` to `high` minutes."""
        short, single, between = MINUTES[self.language]
        form = short if high <= 2 else single if low >= high else between
        return self._in_digits(form.format(low=low, high=high, unit="دقائق" if high <= 10 else "دقيقة"))

    def turn(self, letter: str, number: int) -> tuple[str, str]:
        """A ticket's number, first as people who read this paper say it, then in the other digits."""
        latin, arabic = f"{letter} {number}", f"{ARABIC_LETTERS.get(letter, letter)} {number}"
        indic = arabic.translate(ARABIC_FIGURES)
        if self.language == "en":
            return latin, indic
        return (indic, latin) if self.digits == "arab" else (arabic, indic)

    def text(self, text: str) -> str:
        """A sentence that holds dates and amounts in ASCII, in this paper's digits; its own stops and commas stay."""
        if self.digits != "arab":
            return text
        return BETWEEN_DIGITS.sub(lambda mark: mark[0].translate(ARABIC_FIGURES), text).translate(ARABIC_DIGITS)

    def twin(self, number: int) -> str:
        """A number in the digits that this paper does not write."""
        plain = f"{number:,}"
        return plain if self.digits == "arab" else plain.translate(ARABIC_FIGURES)

    def _in_digits(self, text: str) -> str:
        return text.translate(ARABIC_FIGURES) if self.digits == "arab" else text


def is_figure(text: str) -> bool:
    """Whether `text` is a number, an amount, a share or a date in figures, and stands in a column of such."""
    return bool(FIGURE.fullmatch(text))


def writing_of(language: str, digits: str) -> Writing:
    """The hand of a paper in `language`; an English paper is always written in Western digits."""
    return Writing(language, "latn" if language == "en" else digits)
