"""The text that is announced of a place and period, from the same figures as its report."""

from dataclasses import replace

from sqlalchemy.orm import Session

from kiosk.reports.place import Place
from kiosk.reports.reader import Reader
from singlewindow.places.records import CenterKind, Digits
from singlewindow.reports.monthly_text import Announced, announcement
from singlewindow.reports.requests import RequestFigures, requests
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span


def announced(session: Session, place: Place, span: Span, figures: RequestFigures | None, reader: Reader) -> str:
    """Give the text of a governorate or a center as a whole, the car's work told apart; empty for any other place."""
    if figures is None or any(step.axis is not Axis.CENTER for step in place.steps):
        return ""
    mobile = None
    if place.center is None:
        car = replace(place.scope, kind=CenterKind.MOBILE)
        mobile = requests(session, car, span, reader.today).finished
    digits = Digits.ARAB if reader.arabic else Digits.LATN
    return announcement(Announced(place.center or place.governorate, span, figures, mobile), reader.language, digits)
