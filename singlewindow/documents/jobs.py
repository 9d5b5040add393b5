"""Print jobs: a paper at a printer, wanted, taken by a press, held while the printer can't, printed or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.devices.records import Device
from singlewindow.documents.records import (
    KEPT_ONLY,
    Document,
    DocumentKind,
    JobState,
    PaperEvent,
    PaperEventKind,
    PrintJob,
    PrintStep,
)
from singlewindow.news import News
from singlewindow.places.records import Center
from singlewindow.records import new_key
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State

LEASE = timedelta(seconds=60)
OF_A_KIOSK = (DocumentKind.TICKET, DocumentKind.PAPERS_LIST)
STALE_AT_A_KIOSK = timedelta(minutes=10)
STALE = timedelta(hours=12)
HELD = (JobState.PAPER_OUT, JobState.COVER_OPEN, JobState.OFFLINE)
WAITING = (JobState.WANTED, *HELD)
FINAL = (JobState.PRINTED, JobState.REFUSED, JobState.DROPPED)
ENDS = (PaperEventKind.CANCELLED, PaperEventKind.REPLACED)
BROWSER = "browser:"
"""The address of a printer that the kiosk's own page prints on; no press takes its jobs."""


@dataclass(frozen=True)
class PrintChanged(News):
    """A print job has come to another state."""

    document_id: UUID
    state: JobState


@dataclass(frozen=True)
class Job:
    """A print job in a press's hands until its lease ends; `again`: an earlier try may have printed it whole."""

    id: UUID
    document_id: UUID
    kind: DocumentKind
    serial: str
    file: str
    sha256: str
    sends: int
    reference: str
    again: bool


def want_print(work: Work, document_id: UUID, now: datetime) -> UUID | None:
    """Ask for an archived paper to be printed; None when there is no printer for it, or it is only kept."""
    paper = work.session.get_one(Document, document_id)
    if paper.kind in KEPT_ONLY:
        return None
    address = printer_of(work.session, paper)
    return _new_job(work, paper, address, now) if address else None


def printer_of(session: Session, paper: Document) -> str:
    """Give the address of the printer that a paper is for: its kiosk's own or else its center's; empty: none."""
    device = session.get(Device, paper.device_id) if paper.device_id else None
    center = session.get_one(Center, paper.center_id)
    of_center = center.ticket_printer if paper.kind in OF_A_KIOSK else center.paper_printer
    return (device.printer if device else "") or of_center


def is_for_page(job: PrintJob | None) -> bool:
    """Tell whether a job waits for the page of its kiosk to print it, because nothing else can."""
    return job is not None and job.printer == BROWSER and job.state is JobState.WANTED


def open_addresses(session: Session, now: datetime) -> Sequence[str]:
    """Give the addresses of the printers for which a press has something to do."""
    wanted = select(PrintJob.printer).where(_open(now), PrintJob.printer != BROWSER).distinct()
    return session.scalars(wanted).all()


def claim_job(work: Work, address: str, now: datetime) -> Job | None:
    """Take the next job of a printer, by the rank of its paper, then by age; a lease that ran out is taken over."""
    query = select(PrintJob, Document).join(Document, Document.id == PrintJob.document_id)
    head = query.where(PrintJob.printer == address, _open(now)).order_by(Document.rank, PrintJob.id).limit(1)
    row = work.session.execute(head.with_for_update(of=PrintJob, skip_locked=True)).one_or_none()
    if row is None:
        return None
    job, paper = row
    if job.state is JobState.PRINTING:
        job.maybe_printed = True
    job.sends, job.lease_until = job.sends + 1, now + LEASE
    _move(work, job, JobState.PRINTING, "", now)
    return Job(
        id=job.id,
        document_id=paper.id,
        kind=paper.kind,
        serial=paper.serial,
        file=paper.file or "",
        sha256=paper.sha256 or "",
        sends=job.sends,
        reference=job.reference,
        again=job.maybe_printed,
    )


def note_reference(work: Work, job: Job, reference: str) -> None:
    """Keep what the printer calls a job, so that it is asked about and not sent a second time."""
    work.session.execute(update(PrintJob).where(PrintJob.id == job.id).values(reference=reference))


def renew(work: Work, job: Job, now: datetime) -> None:
    """Keep a job that takes long in this press's hands."""
    held = (PrintJob.id == job.id, PrintJob.state == JobState.PRINTING, PrintJob.sends == job.sends)
    work.session.execute(update(PrintJob).where(*held).values(lease_until=now + LEASE))


def settle(work: Work, job: Job, state: JobState, now: datetime, note: str = "", torn: bool = False) -> bool:
    """Bring a claimed job to its next state; False when the lease was lost. `torn`: it may have been printed whole."""
    held = (PrintJob.id == job.id, PrintJob.state == JobState.PRINTING, PrintJob.sends == job.sends)
    row = work.session.scalar(select(PrintJob).where(*held).with_for_update())
    if row is None:
        return False
    row.lease_until, row.maybe_printed = None, row.maybe_printed or torn
    _move(work, row, state, note, now)
    return True


def hold(work: Work, address: str, state: JobState, now: datetime) -> None:
    """Say of each waiting job of a printer that can't print why it waits; one with a fallback goes there instead."""
    waiting = (PrintJob.printer == address, PrintJob.state.in_(WAITING))
    for job in work.session.scalars(select(PrintJob).where(*waiting).with_for_update(skip_locked=True)).all():
        if not _fall_back(work, job, now) and job.state is not state:
            _move(work, job, state, "", now)


def drop_unwanted(work: Work, address: str, now: datetime) -> list[str]:
    """Drop the waiting jobs of a printer whose paper nobody needs any more.

    The ticket moved on, the paper was cancelled or replaced, or time has passed.

    Gives the references of those that the printer holds, for it to give them up too.
    """
    stale = and_(Document.kind.in_(OF_A_KIOSK), PrintJob.wanted_at < now - STALE_AT_A_KIOSK)
    moved = and_(Document.kind == DocumentKind.TICKET, Ticket.state != State.WAITING)
    ended = exists().where(PaperEvent.document_id == Document.id, PaperEvent.kind.in_(ENDS))
    unwanted = or_(moved, ended, stale, PrintJob.wanted_at < now - STALE)
    query = (
        select(PrintJob)
        .join(Document, Document.id == PrintJob.document_id)
        .outerjoin(Ticket, Ticket.id == Document.ticket_id)
        .where(PrintJob.printer == address, PrintJob.state.in_(WAITING), unwanted)
    )
    dropped = work.session.scalars(query.with_for_update(of=PrintJob, skip_locked=True)).all()
    for job in dropped:
        _move(work, job, JobState.DROPPED, "no longer wanted", now)
    return [job.reference for job in dropped if job.reference]


def printed_by_page(work: Work, document_id: UUID, now: datetime) -> None:
    """Note that a kiosk's page has sent a paper to its own printer, which says nothing back."""
    own = (PrintJob.document_id == document_id, PrintJob.printer == BROWSER, PrintJob.state.in_(WAITING))
    job = work.session.scalar(select(PrintJob).where(*own).with_for_update())
    if job is not None:
        _move(work, job, JobState.PRINTED, "sent by the page, not confirmed", now)


def job_of(session: Session, document_id: UUID) -> PrintJob | None:
    """Give the newest print job of a paper."""
    return session.scalar(
        select(PrintJob).where(PrintJob.document_id == document_id).order_by(PrintJob.id.desc()).limit(1)
    )


def _open(now: datetime) -> Any:
    lost = and_(PrintJob.state == JobState.PRINTING, PrintJob.lease_until < now)
    return or_(PrintJob.state.in_(WAITING), lost)


def _new_job(work: Work, paper: Document, address: str, now: datetime, instead_of: UUID | None = None) -> UUID:
    key = new_key()
    row = {
        "id": key,
        "center_id": paper.center_id,
        "center_version": paper.center_version,
        "document_id": paper.id,
        "printer": address,
        "state": JobState.WANTED,
        "since": now,
        "wanted_at": now,
        "sends": 0,
        "reference": "",
        "maybe_printed": False,
        "instead_of": instead_of,
    }
    work.session.execute(insert(PrintJob), [row])
    _tell(work, key, paper.id, JobState.WANTED, "", now)
    return key


def _fall_back(work: Work, job: PrintJob, now: datetime) -> bool:
    """Move a job that was never sent to the fallback of its device; False when there is none."""
    paper = work.session.get_one(Document, job.document_id)
    device = work.session.get(Device, paper.device_id) if paper.device_id else None
    if device is None or device.fallback in {"", job.printer} or job.instead_of or job.maybe_printed or job.reference:
        return False
    _move(work, job, JobState.DROPPED, "sent to the fallback", now)
    _new_job(work, paper, device.fallback, now, job.id)
    return True


def _move(work: Work, job: PrintJob, state: JobState, note: str, now: datetime) -> None:
    job.state, job.since = state, now
    work.session.flush()
    _tell(work, job.id, job.document_id, state, note, now)


def _tell(work: Work, job_id: UUID, document_id: UUID, state: JobState, note: str, now: datetime) -> None:
    step = {"id": new_key(), "job_id": job_id, "state": state, "note": note[:200], "at": now}
    work.session.execute(insert(PrintStep), [step])
    work.tell(PrintChanged(document_id, state))
