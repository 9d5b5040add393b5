"""The stages behind a number, a page at a time; nothing of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import literal, tuple_
from sqlalchemy.orm import Session

from singlewindow.places.records import Center
from singlewindow.records import Moment
from singlewindow.reports.request_rows import RowKey
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span
from singlewindow.reports.stage_times import StageKey, StagePart, above_set_time, stages_left
from singlewindow.requests.records import Request, RequestStage
from singlewindow.routes.records import Department
from singlewindow.routes.stages import StageKind


@dataclass(frozen=True)
class StageRow:
    """A stage that was left: of which request, where, of what kind, from when to when, and when it was due."""

    id: UUID
    number: str
    center_ar: str
    center_en: str
    department_ar: str
    department_en: str
    kind: StageKind
    entered_at: datetime
    moment: datetime
    due_on: date | None

    @property
    def key(self) -> RowKey:
        """Its place in the list."""
        return RowKey(self.moment, self.id)


def stage_rows(
    session: Session,
    scope: Scope,
    span: Span,
    part: StagePart,
    of: StageKey | None,
    after: RowKey | None,
    limit: int,
) -> Sequence[StageRow]:
    """Give at most `limit` of the stages that a part counts, of all or `of` a department and kind, from a place on."""
    query = stages_left(scope, span).join(Center, Center.id == Request.center_id)
    query = query.join(Department, Department.id == RequestStage.department_id)
    if part is StagePart.ABOVE_SET_TIME:
        query = query.where(above_set_time())
    if of is not None:
        query = query.where(RequestStage.department_id == of[0], RequestStage.kind == of[1])
    if after is not None:
        place = tuple_(literal(after.moment, Moment), literal(after.id, RequestStage.id.type))
        query = query.where(tuple_(RequestStage.finished_at, RequestStage.id) > place)
    names = (Center.name_ar, Center.name_en, Department.name_ar, Department.name_en)
    times = (RequestStage.entered_at, RequestStage.finished_at, RequestStage.due_on)
    query = query.add_columns(RequestStage.id, Request.number, *names, RequestStage.kind, *times)
    ordered = query.order_by(RequestStage.finished_at, RequestStage.id).limit(limit)
    return [StageRow(*row) for row in session.execute(ordered)]
