"""Papers handed in after the request was received: when the last has come, the clock runs and the file goes on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.places.clock import service_day
from singlewindow.requests.moving import Case, RequestStep, case_of, move, settle, stage_here
from singlewindow.requests.records import RequestPaper
from singlewindow.requests.stages import ENTRY, go_on
from singlewindow.requests.states import CLOSED, RequestDeed, RequestState


class UnknownPaper(Invalid):
    message = N_("One of the ticked papers does not belong to this service.")
    field = "papers"


class NoPaperTicked(Invalid):
    message = N_("Please tick the papers that were handed in.")
    field = "papers"


class RequestIsClosed(Refusal):
    message = N_("This request is closed.")


def papers_handed(session: Session, request_id: UUID) -> Sequence[RequestPaper]:
    """Give the papers of a request in their order."""
    query = select(RequestPaper).where(RequestPaper.request_id == request_id)
    return session.scalars(query.order_by(RequestPaper.position)).all()


def hand_in(work: Work, staff_id: UUID, number: str, papers: frozenset[UUID], now: datetime) -> None:
    """Note papers as handed in. Raises NoCenter, UnknownRequest, RequestIsClosed, NoPaperTicked or UnknownPaper."""
    case = case_of(work, staff_id, number)
    if case.request.state in CLOSED:
        raise RequestIsClosed
    lacking = {paper.id: paper for paper in papers_handed(work.session, case.request.id) if not paper.handed_in}
    if not papers:
        raise NoPaperTicked
    if not papers <= lacking.keys():
        raise UnknownPaper
    for key in papers:
        lacking[key].handed_in, lacking[key].handed_in_at = True, now
    if len(papers) == len(lacking) and case.request.state is RequestState.AWAITING_PAPERS:
        _complete(work, case, now)
    else:
        settle(work, case)


def begin(work: Work, case: Case, now: datetime) -> None:
    """Start the clock of a complete application and send it on its way."""
    case.request.clock_since = service_day(now)
    go_on(work, case, now, None)


def _complete(work: Work, case: Case, now: datetime) -> None:
    stage = stage_here(work.session, case.request.id)
    if stage is None:
        move(work, case, RequestStep(RequestDeed.COMPLETE_PAPERS, now), None)
        begin(work, case, now)
    else:
        move(work, case, RequestStep(ENTRY.get(stage.kind, RequestDeed.TO_REVIEW), now), stage)
