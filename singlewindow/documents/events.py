"""What becomes of an issued paper: copies of it, and its end. Each with a reason and a person, none ever undone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note as note_deed
from singlewindow.database import Work
from singlewindow.documents.issuers import issuer_of
from singlewindow.documents.records import DocumentKind, PaperEvent, PaperEventKind
from singlewindow.documents.standing import FoundPaper, Standing, original, stand
from singlewindow.documents.want import want
from singlewindow.errors import N_, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.places.centers import LockedCenter, lock_center
from singlewindow.records import new_key
from singlewindow.text import one_line

ACTIONS = {
    PaperEventKind.REPRINTED: Action.PAPER_REPRINTED,
    PaperEventKind.CANCELLED: Action.PAPER_CANCELLED,
    PaperEventKind.REPLACED: Action.PAPER_REPLACED,
}


class PaperEnded(Refusal):
    message = N_("This paper has been cancelled or replaced already.")


class IssuerCantCancel(Refusal):
    status = 403
    message = N_("Who issued a paper can't cancel it; a second person does.")


class MoneyCancelsReceipts(Refusal):
    message = N_("A receipt is cancelled together with its money, by a counter-entry at the cash desk.")


@dataclass(frozen=True)
class PaperDeed:
    """Who does what to which original of their center, and why; `form_key` makes a second press the first's answer."""

    center_id: UUID
    document_id: UUID
    staff_id: UUID
    form_key: str
    reason: str


@dataclass(frozen=True)
class Case:
    """An original under the lock of its center, the reason checked; `event` when the same form was sent before."""

    center: LockedCenter
    found: FoundPaper
    reason: str
    event: PaperEvent | None


def open_case(work: Work, deed: PaperDeed) -> Case:
    """Lock the center and find the original. Raises FormKeyMissing, UnknownDocument, or the refusals of `one_line`."""
    checked_form_key(deed.form_key)
    reason = one_line(deed.reason, N_("The reason"), most=200)
    center = lock_center(work.session, deed.center_id)
    found = stand(work.session, original(work.session, deed.center_id, deed.document_id))
    event = work.session.scalar(select(PaperEvent).where(PaperEvent.form_key == deed.form_key))
    return Case(center, found, reason, event)


def reprint(work: Work, deed: PaperDeed, now: datetime) -> PaperEvent:
    """Ask for one more copy, counted and marked as such; a cancelled paper's copy says that too.

    Raises what `open_case` raises, and PaperEnded for a replaced paper.
    """
    case = open_case(work, deed)
    if case.event is not None:
        return case.event
    if case.found.standing is Standing.REPLACED:
        raise PaperEnded
    copy = _copies(work.session, deed.document_id) + 1
    made = _want_copy(work, case, copy, now)
    return note(work, case, deed, PaperEventKind.REPRINTED, now, copy_number=copy, successor_id=made)


def cancel(work: Work, deed: PaperDeed, now: datetime) -> PaperEvent:
    """End a certificate or a slip. A receipt ends with its money: see `end`.

    Raises what `open_case` raises, PaperEnded, IssuerCantCancel and MoneyCancelsReceipts.
    """
    case = open_case(work, deed)
    if case.event is not None:
        return case.event
    if case.found.paper.kind is DocumentKind.RECEIPT:
        raise MoneyCancelsReceipts
    return end(work, case, deed, now)


def end(work: Work, case: Case, deed: PaperDeed, now: datetime) -> PaperEvent:
    """End any paper of a case opened in this transaction. Raises PaperEnded and IssuerCantCancel."""
    if case.found.standing is not Standing.VALID:
        raise PaperEnded
    if issuer_of(work.session, case.found.paper) == deed.staff_id:
        raise IssuerCantCancel
    return note(work, case, deed, PaperEventKind.CANCELLED, now)


def note(
    work: Work,
    case: Case,
    deed: PaperDeed,
    kind: PaperEventKind,
    now: datetime,
    copy_number: int = 0,
    successor_id: UUID | None = None,
) -> PaperEvent:
    """Write down what became of the paper, there and in the audit."""
    event = PaperEvent(
        id=new_key(),
        center_id=case.center.id,
        center_version=case.center.version,
        document_id=case.found.paper.id,
        kind=kind,
        reason=case.reason,
        staff_id=deed.staff_id,
        at=now,
        form_key=deed.form_key,
        copy_number=copy_number,
        successor_id=successor_id,
    )
    work.add(event)
    work.session.flush()
    subject, facts = case.found.paper.serial, {"paper": event.document_id}
    note_deed(work, ACTIONS[kind], deed.staff_id, case.center.id, subject, now, **facts)
    return event


def _copies(session: Session, document_id: UUID) -> int:
    reprinted = (PaperEvent.document_id == document_id, PaperEvent.kind == PaperEventKind.REPRINTED)
    return session.scalar(select(func.count()).select_from(PaperEvent).where(*reprinted)) or 0


def _want_copy(work: Work, case: Case, copy: int, now: datetime) -> UUID:
    paper = case.found.paper
    facts = paper.facts | {"copy": copy}
    if case.found.standing is Standing.CANCELLED:
        facts["cancelled"] = True
    links = {"payment_id": paper.payment_id, "certificate_id": paper.certificate_id}
    return want(work, paper.kind, case.center, paper.language, paper.serial, facts, now, code=None, **links)
