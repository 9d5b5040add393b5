"""Reports that are made by themselves: which a place wishes for, which are due on a day, and those that were made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.documents.records import Document
from singlewindow.errors import N_
from singlewindow.places.centers import COUNTS, lock_center
from singlewindow.places.records import Center, Governorate
from singlewindow.reports.paper import ReportWish, want_once
from singlewindow.reports.span import Span


class Every(StrEnum):
    """How often: every day, every week from Saturday to Friday, every month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


COLUMNS = {Every.DAY: "daily_reports", Every.WEEK: "weekly_reports", Every.MONTH: "monthly_reports"}
TITLES = {
    Every.DAY: N_("Daily follow-up report"),
    Every.WEEK: N_("Weekly follow-up report"),
    Every.MONTH: N_("Monthly follow-up report"),
}


@dataclass(frozen=True)
class Issue:
    """One report of a series: of a governorate, or of a center of it, for a span that is over."""

    every: Every
    governorate_id: UUID
    center_id: UUID | None
    span: Span

    @property
    def key(self) -> str:
        """What makes its paper the only one; its colons tell it from any key that a form may have."""
        return f"periodic:{self.every}:{self.span.first:%Y%m%d}:{(self.center_id or self.governorate_id).hex}"


def spans_over(every: Every, day: date, count: int) -> list[Span]:
    """Give the last `count` periods that were over when a day began, the newest first."""
    spans = [_around(every, day).before()]
    while len(spans) < count:
        spans.append(spans[-1].before())
    return spans


def wanted(place: Governorate | Center) -> frozenset[Every]:
    """Give which reports of a place are made by themselves."""
    return frozenset(every for every, column in COLUMNS.items() if getattr(place, column))


def due(session: Session, day: date) -> list[Issue]:
    """Give the reports that were due on a day and are not made yet: of each governorate, then of its centers."""
    issues = list(_issues(session, day))
    made = papers_of(session, issues)
    return [issue for issue in issues if issue not in made]


def papers_of(session: Session, issues: Collection[Issue]) -> Mapping[Issue, Document]:
    """Give the papers of those reports that were made."""
    by_key = {issue.key: issue for issue in issues}
    keys, found = list(by_key), {}
    for place in range(0, len(keys), 500):
        query = select(Document).where(Document.form_key.in_(keys[place : place + 500]))
        found.update({by_key[paper.form_key or ""]: paper for paper in session.scalars(query)})
    return found


def want_issue(work: Work, issue: Issue, wish: ReportWish, now: datetime) -> UUID:
    """Ask for the paper of a report that is due and give its key: whoever asks, it is the same one.

    Raises UnknownCenter for a governorate without centers.
    """
    return want_once(work, wish, issue.key, now)


def choose(
    work: Work, place: Governorate | Center, chosen: Collection[Every], staff_id: UUID | None, now: datetime
) -> None:
    """Set which reports of a place are made by themselves, and note it where it changes anything."""
    if isinstance(place, Center):
        lock_center(work.session, place.id)
    row = _kept(work.session, place)
    if wanted(row) == frozenset(chosen):
        return
    for every, column in COLUMNS.items():
        setattr(row, column, every in chosen)
    work.session.flush()
    facts = {every.value: every in chosen for every in Every}
    center_id = place.id if isinstance(place, Center) else None
    note(work, Action.PERIODIC_REPORTS_SET, staff_id, center_id, place.code, now, **facts)


def _kept(session: Session, place: Governorate | Center) -> Governorate | Center:
    if isinstance(place, Center):
        return session.get_one(Center, place.id)
    return session.get_one(Governorate, place.id)


def _issues(session: Session, day: date) -> Iterable[Issue]:
    for governorate in session.scalars(select(Governorate).order_by(Governorate.code)):
        own = select(Center).where(COUNTS, Center.governorate_id == governorate.id).order_by(Center.number)
        centers = session.scalars(own).all()
        places: Sequence[Governorate | Center] = [governorate, *centers] if centers else []
        for place in places:
            center_id = place.id if isinstance(place, Center) else None
            for every in Every:
                if every in wanted(place):
                    yield Issue(every, governorate.id, center_id, spans_over(every, day, 1)[0])


def _around(every: Every, day: date) -> Span:
    if every is Every.MONTH:
        return Span.month(day.year, day.month)
    return Span.week(day) if every is Every.WEEK else Span.day(day)
