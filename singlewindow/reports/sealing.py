"""Counting the days of a center that are over, and sealing them: once over, and again after a seal was broken.

A batch is the days of one center within one quarter of a year, and one transaction: stopped halfway, what was sealed
is sealed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, text
from sqlalchemy.orm import Session

from singlewindow.database import Database, Work
from singlewindow.places.centers import COUNTS
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.reports.open_days import open_days
from singlewindow.reports.records import SUMMARY, OpenOfDay, RequestsOfDay, VisitsOfDay
from singlewindow.reports.request_days import request_days
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import DAY, Span
from singlewindow.reports.unsealing import LOCKS
from singlewindow.reports.visit_days import visit_days
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket

Sums = type[RequestsOfDay] | type[OpenOfDay] | type[VisitsOfDay]
COUNTERS: dict[Sums, Callable[[Session, Scope, Span], dict[date, Any]]] = {
    RequestsOfDay: request_days,
    OpenOfDay: open_days,
    VisitsOfDay: visit_days,
}


@dataclass(frozen=True)
class Batch:
    """Days of a center, within one quarter of a year, that are counted together for one table of the summary."""

    center_id: UUID
    sums: Sums
    span: Span


def seal(work: Work, batch: Batch, now: datetime) -> bool:
    """Count the days of a batch anew and seal them; False when somebody is just writing for the center.

    Days that are not over at `now` are left out.
    """
    last = min(batch.span.last, service_day(now) - DAY)
    if last < batch.span.first:
        return True
    if not _alone(work.session, batch.center_id):
        return False
    span, sums = Span(batch.span.first, last), batch.sums
    center = work.session.get_one(Center, batch.center_id)
    counted = COUNTERS[sums](work.session, Scope(center.governorate_id, center.id), span)
    there = (sums.center_id == center.id, sums.day.between(span.first, span.last))
    work.session.execute(delete(sums).where(*there))
    rows = [{"center_id": center.id, "day": day, "sealed": True, **asdict(told)} for day, told in counted.items()]
    work.session.execute(insert(sums), rows)
    return True


def everything(session: Session, first: date | None, last: date) -> Iterator[Batch]:
    """Give the batches of all days of all centers that count, from a day, or from the first of which there are rows.

    From an earlier day where the summary of a center ends before, so that it has no gap.
    """
    begins = first or first_day(session)
    for sums in SUMMARY if begins else ():
        for center, _, newest in _ends(session, sums):
            from_day = min(begins, newest + DAY) if begins and newest else begins
            yield from _batches(center, sums, from_day, last)


def due(session: Session, today: date) -> Iterator[Batch]:
    """Give the batches with a broken seal, then those of days that are over and were never sealed, the oldest first."""
    for sums in SUMMARY:
        broken = select(sums.center_id, sums.day).join(Center, Center.id == sums.center_id).where(COUNTS, ~sums.sealed)
        rows = session.execute(broken.order_by(sums.center_id, sums.day)).all()
        for center, own in groupby(rows, lambda row: row[0]):
            yield from (Batch(center, sums, run) for run in _runs([day for _, day in own]))
    first = first_day(session)
    for sums in SUMMARY:
        for center, oldest, newest in _ends(session, sums):
            yield from _batches(center, sums, first, oldest - DAY if oldest else today - DAY)
            yield from _batches(center, sums, newest + DAY if newest else None, today - DAY)


def seal_due(database: Database, now: datetime, most: int) -> int:
    """Seal at most so many batches that are due, a transaction each, and give how many were sealed."""
    with database.reading() as session:
        batches = list(islice(due(session, service_day(now)), most))
    sealed = 0
    for batch in batches:
        with database.writing() as work:
            sealed += seal(work, batch, now)
    return sealed


def first_day(session: Session) -> date | None:
    """Give the day of the first number or request that there is."""
    of_center = select(func.min(Ticket.day)).where(Ticket.center_id == Center.id).scalar_subquery()
    received = session.scalar(select(func.min(Request.received_at)))
    found = [*session.scalars(select(of_center).select_from(Center)), received and service_day(received)]
    return min((day for day in found if day), default=None)


def _batches(center_id: UUID, sums: Sums, first: date | None, last: date) -> Iterator[Batch]:
    while first is not None and first <= last:
        quarter = Span(first, min(Span.month(first.year, -(-first.month // 3) * 3).last, last))
        yield Batch(center_id, sums, quarter)
        first = quarter.last + DAY


def _runs(broken: Sequence[date]) -> Iterator[Span]:
    """Give days, in their order, as spans of days that follow each other, within one month each."""
    first = last = broken[0]
    for day in broken[1:]:
        if day - last != DAY or day.month != last.month:
            yield Span(first, last)
            first = day
        last = day
    yield Span(first, last)


def _ends(session: Session, sums: Sums) -> Sequence[Row[UUID, date | None, date | None]]:
    """Give the oldest and the newest day of each center in a table of the summary."""
    oldest = select(func.min(sums.day)).where(sums.center_id == Center.id).scalar_subquery()
    newest = select(func.max(sums.day)).where(sums.center_id == Center.id).scalar_subquery()
    return session.execute(select(Center.id, oldest, newest).where(COUNTS).order_by(Center.number)).all()


def _alone(session: Session, center_id: UUID) -> bool:
    """Take, until the transaction ends, the lock that writers of a center share; False when one of them has it.

    On SQLite whoever writes is alone.
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    lock = text("SELECT pg_try_advisory_xact_lock(:family, hashtext(CAST(:center AS text)))")
    return bool(session.scalar(lock, {"family": LOCKS, "center": str(center_id)}))
