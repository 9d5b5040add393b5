"""What a report asks of the press: its paper, with the tables of its files frozen beside it."""

from uuid import UUID

from flask_babel import gettext

from kiosk.reports.asked import Asked
from kiosk.reports.place import Place
from kiosk.reports.report import Report
from kiosk.reports.sections import sections_of
from singlewindow.reports.frozen import frozen
from singlewindow.reports.paper import ReportWish


def wish_of(report: Report, form_key: str = "", asked_by: UUID | None = None, title: str = "") -> ReportWish:
    """Give the wish for the paper of a report, under another title than the usual one if it is given."""
    place, reader = report.place, report.reader
    view = [gettext(report.view.name)] if report.view.key else []
    return ReportWish(
        governorate_id=place.governorate.id,
        center_id=place.center.id if place.center else None,
        about=place.args | ({"view": report.view.key} if report.view.key else {}),
        language=reader.language,
        title=title or gettext("Follow-up report"),
        period=report.period,
        scope=" · ".join([scope_in_words(place, reader.language), *view]),
        sections=sections_of(report),
        serial=serial_of(place, report.asked),
        form_key=form_key,
        tables=frozen(report.tables()),
        announced=report.announced,
        asked_by=asked_by,
    )


def scope_in_words(place: Place, language: str) -> str:
    """Say what a report is about."""
    return " · ".join([place.governorate.name(language), *(step.name(language) for step in place.steps)])


def serial_of(place: Place, asked: Asked, what: str = "REPORT") -> str:
    """Give the serial of a report: what it is about, and its days."""
    about = place.center.code if place.center else place.governorate.code
    return f"{what}-{about}-{asked.span.first:%Y%m%d}-{asked.span.last:%Y%m%d}".upper()
