"""What an officer does with the file in hand: find, ask for papers, send back, give back; and what a head decides."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.catalogue.services import tariff_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.clock import service_day
from singlewindow.requests.moving import Case, RequestIsElsewhere, RequestStep, case_of, move, note_on
from singlewindow.requests.reasons import reject_reasons
from singlewindow.requests.records import Request, RequestPaper, RequestStage
from singlewindow.requests.separation import officer_of, own_stage
from singlewindow.requests.stages import abandon, finish_stage, go_back, go_on
from singlewindow.requests.states import WORKED_ON, RequestDeed, StageState
from singlewindow.routes.stages import StageKind
from singlewindow.text import one_line

LONGEST_NOTE = 1000
MOST_PAPERS = 10
ENDED = {
    StageKind.REVIEW: Action.REQUEST_REVIEWED,
    StageKind.INSPECTION: Action.REQUEST_INSPECTED,
    StageKind.FEE_FIXING: Action.FEE_FIXED,
    StageKind.ISSUE: Action.REQUEST_ISSUED,
}


class NothingAssessed(Invalid):
    message = N_("The tariff of this service has no amount that is assessed; fix no fee here.")
    field = "amount"


class FeeMissing(Invalid):
    message = N_("Please write the fee; where none is due, write 0 and say why in the note.")
    field = "amount"


class UnknownRejectReason(Invalid):
    message = N_("Please choose why the request is rejected.")
    field = "why"


class UnknownStage(Invalid):
    message = N_("Please choose an earlier stage of this file.")
    field = "position"


class PapersNotNamed(Invalid):
    message = N_("Please name the papers that are missing, at most 10.")
    field = "papers"


def pass_on(work: Work, staff_id: UUID, number: str, note: str, amount: int | None, now: datetime) -> None:
    """End the stage in hand with what was found; the file goes on, or waits for the `amount` (piastres) fixed.

    Where a fee is fixed, 0 says that none is due, and the note why. Raises what `in_hand` raises, RequestIsElsewhere at
    a decision, FeeMissing, NothingAssessed and the refusals of `one_line`.
    """
    case, stage = in_hand(work, staff_id, number)
    if stage.kind is StageKind.DECISION:
        raise RequestIsElsewhere
    fixes = stage.kind is StageKind.FEE_FIXING
    if fixes and (amount is None or not (amount or note.strip())):
        raise FeeMissing
    stage.note = _note(note, required=stage.kind is StageKind.INSPECTION)
    finish_stage(stage, StageState.DONE, now)
    if fixes and amount:
        _require_assessed(work.session, case.request, now)
        stage.amount = amount
        move(work, case, RequestStep(RequestDeed.AWAIT_PAYMENT, now), stage)
    else:
        go_on(work, case, now, stage)
    facts = {"amount": stage.amount or 0} if stage.kind is StageKind.FEE_FIXING else {}
    note_on(work, case, ENDED[stage.kind], now, stage=stage.position, **facts)


def ask_papers(work: Work, staff_id: UUID, number: str, papers: list[str], reason: str, now: datetime) -> None:
    """Ask the applicant for papers by name; the clock stands until they are handed in, and the file then comes back.

    Raises what `in_hand` raises, PapersNotNamed and the refusals of `one_line`.
    """
    case, stage = in_hand(work, staff_id, number)
    names = [one_line(name, N_("The paper's name"), most=120) for name in papers if name.strip()]
    if not 0 < len(names) <= MOST_PAPERS:
        raise PapersNotNamed
    last = select(func.max(RequestPaper.position)).where(RequestPaper.request_id == case.request.id)
    first = (work.session.scalar(last) or 0) + 1
    for position, name in enumerate(names, first):
        work.add(
            RequestPaper(request_id=case.request.id, position=position, name_ar=name, name_en=name, handed_in=False)
        )
    move(work, case, RequestStep(RequestDeed.ASK_PAPERS, now, reason), stage)
    note_on(work, case, Action.PAPERS_ASKED, now, stage=stage.position, papers=len(names))


def give_back(work: Work, staff_id: UUID, number: str, reason: str, now: datetime) -> None:
    """Put the file in hand back, for a reason; the system serves it to another officer. Raises what `in_hand` does."""
    case, stage = in_hand(work, staff_id, number)
    move(work, case, RequestStep(RequestDeed.GIVE_BACK, now, reason), stage)
    stage.officer_id = stage.taken_at = None
    note_on(work, case, Action.FILE_GIVEN_BACK, now, stage=stage.position)


def send_back(work: Work, staff_id: UUID, number: str, position: int, reason: str, now: datetime) -> None:
    """Send the file in hand back to an earlier stage, for a reason. Raises what `in_hand` does, and UnknownStage."""
    case, stage = in_hand(work, staff_id, number)
    if not 0 < position < stage.position:
        raise UnknownStage
    move(work, case, RequestStep(RequestDeed.SEND_BACK, now, reason), stage)
    finish_stage(stage, StageState.SENT_BACK, now)
    go_back(work, case, stage, position, now)
    note_on(work, case, Action.FILE_SENT_BACK, now, stage=stage.position, to=position)


def approve(work: Work, staff_id: UUID, number: str, note: str, now: datetime) -> None:
    """Decide for the request; the file goes on to be issued, or is ready. Raises what `deciding` raises."""
    case, stage = deciding(work, staff_id, number)
    stage.note = _note(note)
    finish_stage(stage, StageState.DONE, now)
    move(work, case, RequestStep(RequestDeed.APPROVE, now), stage)
    go_on(work, case, now, stage)
    note_on(work, case, Action.REQUEST_APPROVED, now, stage=stage.position)


def reject(work: Work, staff_id: UUID, number: str, why: str, words: str, now: datetime) -> None:
    """Decide against the request: a reason from the list, by code, and words the applicant will read.

    Raises what `deciding` raises, UnknownRejectReason and the refusals of `one_line`.
    """
    case, stage = deciding(work, staff_id, number)
    offered = reject_reasons(work.session, stage.department_id)
    reason = next((each for each in offered if each.code == why), None)
    if reason is None:
        raise UnknownRejectReason
    case.request.reject_reason_id = reason.id
    case.request.closing_words = one_line(words, N_("The reason"), most=300)
    finish_stage(stage, StageState.DONE, now)
    abandon(work.session, case.request.id, now)
    move(work, case, RequestStep(RequestDeed.REJECT, now, words), stage)
    note_on(work, case, Action.REQUEST_REJECTED, now, stage=stage.position, why=why)


def in_hand(work: Work, staff_id: UUID, number: str) -> tuple[Case, RequestStage]:
    """Give the file that the system gave an officer, under lock.

    Raises NoDepartment, UnknownRequest, RequestIsElsewhere or a SeparationBreach.
    """
    staff = officer_of(work.session, staff_id)
    case = case_of(work, staff_id, number)
    stage = own_stage(work.session, staff, case.request)
    if case.request.state not in WORKED_ON:
        raise RequestIsElsewhere
    return case, stage


def deciding(work: Work, staff_id: UUID, number: str) -> tuple[Case, RequestStage]:
    """Give the file in hand if it is at its decision. Raises what `in_hand` raises; RequestIsElsewhere elsewhere."""
    case, stage = in_hand(work, staff_id, number)
    if stage.kind is not StageKind.DECISION:
        raise RequestIsElsewhere
    return case, stage


def _note(text: str, required: bool = False) -> str:
    return one_line(" ".join(text.split()), N_("What was found"), most=LONGEST_NOTE, required=required)


def _require_assessed(session: Session, request: Request, now: datetime) -> None:
    if all(item.amount is not None for item in tariff_of(session, request.service_id, service_day(now))):
        raise NothingAssessed
