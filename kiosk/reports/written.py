"""How the cells of a report are written for people: on a page and on a paper alike."""

from datetime import date

from babel.dates import format_date

from singlewindow.reports.table import Cell, ColumnKind, plain
from singlewindow.text import ARABIC_DIGITS, ARABIC_FIGURES

NOTHING = "—"
FORMS = {
    ColumnKind.COUNT: "{:,.0f}",
    ColumnKind.SHARE: "{:.2%}",
    ColumnKind.SECONDS: "{:,.1f}",
    ColumnKind.HOURS: "{:,.1f}",
    ColumnKind.MONEY: "{:,.2f}",
}
FIGURES = ARABIC_FIGURES | str.maketrans({"%": "٪"})
LOCALES = {"ar": "ar_EG@numbers=latn", "en": "en_GB"}
DAY_FORM = "d MMMM y"


def written(cell: Cell, kind: ColumnKind, language: str, arabic_digits: bool) -> str:
    """Give a cell as text in a language and its digits; a dash for nothing."""
    shown = plain(cell, kind)
    if shown is None:
        return NOTHING
    if isinstance(shown, date):
        return date_text(shown, DAY_FORM, language, arabic_digits)
    text = shown if isinstance(shown, str) else FORMS[kind].format(shown)
    return text.translate(FIGURES) if arabic_digits and kind is not ColumnKind.TEXT else text


def date_text(day: date, form: str, language: str, arabic_digits: bool) -> str:
    """Give a day in a form of CLDR's (`d MMMM y`), in a language and its digits."""
    text = format_date(day, form, locale=LOCALES[language])
    return text.translate(ARABIC_DIGITS) if arabic_digits else text
