"""Making a report that is due: read as its place reads it, in Arabic, and asked of the press once."""

from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked, Period
from kiosk.reports.place import Place, place_named
from kiosk.reports.report import read_report
from kiosk.reports.unattended import reader_at_rest
from kiosk.reports.wish import wish_of
from singlewindow.database import Database
from singlewindow.places.records import Center, Governorate
from singlewindow.reports.paper import ReportWish
from singlewindow.reports.periodic import TITLES, Every, Issue, want_issue
from singlewindow.reports.scope import Axis

LANGUAGE = "ar"
PERIODS = {Every.DAY: Period.DAY, Every.WEEK: Period.WEEK, Every.MONTH: Period.MONTH}


def issue_report(database: Database, issue: Issue, now: datetime, today: date) -> UUID:
    """Read the figures of a report that is due and ask for its paper; give the paper's key.

    Raises UnknownCenter for a governorate without centers.
    """
    with database.reading() as session:
        wish = _wish(session, issue, today)
    with database.writing() as work:
        return want_issue(work, issue, wish, now)


def place_of_issue(session: Session, issue: Issue) -> Place:
    """Give the place that a report is about."""
    if issue.center_id is None:
        return Place(session.get_one(Governorate, issue.governorate_id), (), frozenset(), None)
    return place_named(session, {Axis.CENTER.value: session.get_one(Center, issue.center_id).code})


def _wish(session: Session, issue: Issue, today: date) -> ReportWish:
    place = place_of_issue(session, issue)
    reader = reader_at_rest(place, LANGUAGE, today, {})
    report = read_report(session, place, Asked(PERIODS[issue.every], issue.span), reader)
    return wish_of(report, title=gettext(TITLES[issue.every]))
