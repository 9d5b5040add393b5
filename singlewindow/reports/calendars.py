"""The working days of many centers at once: most of them have the same."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.places.records import Holiday, OpeningHours
from singlewindow.reports.scope import Scope, centers
from singlewindow.requests.calendar import USUAL_WEEK
from singlewindow.requests.clock import Calendar


def centers_by_calendar(session: Session, scope: Scope) -> dict[Calendar, list[UUID]]:
    """Give the centers of a scope by their working days, as `working_calendar` has them for each."""
    weekdays: defaultdict[UUID, set[int]] = defaultdict(set)
    for center, weekday in session.execute(select(OpeningHours.center_id, OpeningHours.weekday)):
        weekdays[center].add(weekday)
    closed: defaultdict[UUID | None, set[date]] = defaultdict(set)
    of_governorate = Holiday.governorate_id == scope.governorate_id
    for owner, day in session.execute(select(Holiday.center_id, Holiday.day).where(of_governorate)):
        closed[owner].add(day)
    found: defaultdict[Calendar, list[UUID]] = defaultdict(list)
    for center in session.scalars(centers(scope)):
        week = frozenset(weekdays[center]) or USUAL_WEEK
        found[Calendar(week, frozenset(closed[None] | closed[center]))].append(center)
    return dict(found)
