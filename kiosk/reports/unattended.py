"""Reports that nobody looks at while they are read: their language and their reader outside of any request."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from flask import Flask
from flask_babel import force_locale

from kiosk.reports.place import Place
from kiosk.reports.reader import Reader
from singlewindow.places.records import Digits


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    """Write phrases in a language, whoever runs this and wherever."""
    with app.app_context(), force_locale(language):
        yield


def reader_at_rest(place: Place, language: str, today: date, args: Mapping[str, str]) -> Reader:
    """Give for whom a paper is written that nobody has on a page; a center's have its digits."""
    digits = place.center.digits if place.center else Digits.ARAB
    return Reader(language, language == "ar" and digits is Digits.ARAB, today, args)
