"""What a report is about: a governorate, or the part of it that is left by narrowing; and the axes it is split by."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select

from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center, CenterKind
from singlewindow.tickets.states import Lane


class Axis(StrEnum):
    """What a report may be split by."""

    CENTER = "center"
    KIND = "kind"
    MARKAZ = "markaz"
    SECTOR = "sector"
    SERVICE = "service"
    DEPARTMENT = "department"
    WINDOW = "window"
    LANE = "lane"
    HOUR = "hour"
    WEEKDAY = "weekday"
    DAY = "day"
    MONTH = "month"
    CLERK = "clerk"
    METHOD = "method"
    ITEM = "item"
    STAGE = "stage"
    REASON = "reason"


@dataclass(frozen=True)
class Scope:
    """A governorate, narrowed by whatever is not None; `markaz` is an Arabic name as centers have it."""

    governorate_id: UUID
    center_id: UUID | None = None
    kind: CenterKind | None = None
    markaz: str | None = None
    sector_id: UUID | None = None
    service_id: UUID | None = None
    department_id: UUID | None = None
    window_id: UUID | None = None
    lane: Lane | None = None


def centers(scope: Scope) -> Select[UUID]:
    """Select the ids of the centers of a scope; those of practice never count."""
    narrowed = {Center.id: scope.center_id, Center.kind: scope.kind, Center.markaz_ar: scope.markaz}
    only = (column == value for column, value in narrowed.items() if value is not None)
    return select(Center.id).where(COUNTS, Center.governorate_id == scope.governorate_id, *only)
