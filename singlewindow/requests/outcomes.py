"""How a request ends at the window: delivered and signed for, withdrawn, its papers taken back; and after a payment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.errors import N_, Invalid
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter
from singlewindow.requests.moving import Case, RequestStep, case_of, move, note_on, stage_here
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.slip import want_file_slip
from singlewindow.requests.stages import abandon, go_on
from singlewindow.requests.states import RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind
from singlewindow.text import ascii_digits, one_line


class FourDigits(Invalid):
    message = N_("The last four digits of the collector's national ID are four digits.")
    field = "collector_digits"


@dataclass(frozen=True)
class Collector:
    """Who takes the papers and signs for them, as typed: a name and the last four digits of the ID."""

    name: str
    digits: str


def deliver(work: Work, staff_id: UUID, number: str, collector: Collector, now: datetime) -> None:
    """Hand over what is ready. Raises NoCenter, UnknownRequest, RequestIsElsewhere, FourDigits, or as `one_line`."""
    case = case_of(work, staff_id, number)
    _sign(case.request, collector)
    move(work, case, RequestStep(RequestDeed.DELIVER, now), None)
    note_on(work, case, Action.REQUEST_DELIVERED, now)


def withdraw(work: Work, staff_id: UUID, number: str, reason: str, now: datetime) -> None:
    """Close a request at its applicant's wish. Raises NoCenter, UnknownRequest, RequestIsElsewhere, as `one_line`."""
    case = case_of(work, staff_id, number)
    _close(work, case, RequestStep(RequestDeed.WITHDRAW, now, reason))
    note_on(work, case, Action.REQUEST_WITHDRAWN, now)


def withdraw_file(
    work: Work, staff_id: UUID, number: str, collector: Collector, wish: PaperWish, reason: str, now: datetime
) -> None:
    """Close a request and give its papers back, signed for on a paper that is asked for here.

    Raises what `withdraw` raises, and FourDigits.
    """
    case = case_of(work, staff_id, number)
    _sign(case.request, collector)
    _close(work, case, RequestStep(RequestDeed.WITHDRAW_FILE, now, reason))
    want_file_slip(work, case, wish, now)
    note_on(work, case, Action.FILE_WITHDRAWN, now)


def fixed_fee(session: Session, request: Request) -> int | None:
    """Give the piastres that a request waits to be paid, as its department fixed them; none unless it waits."""
    if request.state is not RequestState.AWAITING_PAYMENT:
        return None
    fixed = (
        RequestStage.request_id == request.id,
        RequestStage.kind == StageKind.FEE_FIXING,
        RequestStage.state == StageState.DONE,
    )
    order = (RequestStage.round.desc(), RequestStage.position.desc())
    return session.scalar(select(RequestStage.amount).where(*fixed).order_by(*order).limit(1))


def go_on_after_payment(work: Work, center: LockedCenter, request: Request, staff_id: UUID, now: datetime) -> None:
    """Send a request that waited for its payment on its way; others stay where they are."""
    if request.state is RequestState.AWAITING_PAYMENT:
        go_on(work, Case(center, request, work.session.get_one(Staff, staff_id)), now, None)


def _close(work: Work, case: Case, step: RequestStep) -> None:
    stage = stage_here(work.session, case.request.id)
    move(work, case, step, stage)
    case.request.closing_words = step.reason
    abandon(work.session, case.request.id, step.now)


def _sign(request: Request, collector: Collector) -> None:
    digits = ascii_digits(collector.digits).strip()
    if not (len(digits) == 4 and digits.isascii() and digits.isdigit()):
        raise FourDigits
    request.collected_by = one_line(collector.name, N_("The collector's name"), most=120)
    request.collector_digits = digits
