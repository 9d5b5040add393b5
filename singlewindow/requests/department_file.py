"""A file as a department sees it: no name, ID or phone, and of the rest only what its kind of stage needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.people.records import Staff
from singlewindow.requests.answers import answers_of
from singlewindow.requests.papers import papers_handed
from singlewindow.requests.records import Request, RequestAnswer, RequestPaper, RequestScan, RequestStage
from singlewindow.requests.stages import stages_of
from singlewindow.requests.states import RequestState, StageState
from singlewindow.requests.worklist import held_by
from singlewindow.routes.records import Department
from singlewindow.routes.stages import SHOWN, Shown, StageKind


@dataclass(frozen=True)
class Finding:
    """What an earlier stage found: its department and place on the way, never who."""

    position: int
    department: Department
    kind: StageKind
    note: str
    amount: int | None


@dataclass(frozen=True)
class DepartmentFile:
    """What may be shown of a file in a stage; what the stage does not need is empty."""

    number: str
    service: Service
    kind: StageKind
    position: int
    state: RequestState
    due_on: date | None
    stage_due_on: date | None
    unit: str
    plot: str
    file_number: str
    address: str
    answers: Sequence[RequestAnswer]
    papers: Sequence[RequestPaper]
    scans: Sequence[RequestScan]
    findings: Sequence[Finding]
    earlier: Sequence[Finding]


def file_in_hand(session: Session, staff: Staff) -> DepartmentFile | None:
    """Give the file that an officer has in hand as the stage may see it; none when there is none."""
    held = held_by(session, staff)
    return seen_by_stage(session, *held) if held else None


def seen_by_stage(session: Session, request: Request, stage: RequestStage) -> DepartmentFile:
    """Give a file as its stage may see it."""
    shown = SHOWN[stage.kind]
    subject, address = Shown.SUBJECT in shown, Shown.ADDRESS in shown
    papers = papers_handed(session, request.id) if Shown.PAPERS in shown else ()
    findings = _findings(session, request)
    return DepartmentFile(
        number=request.number,
        service=session.get_one(Service, request.service_id),
        kind=stage.kind,
        position=stage.position,
        state=request.state,
        due_on=request.due_on,
        stage_due_on=stage.due_on,
        unit=request.unit if subject else "",
        plot=request.plot if subject else "",
        file_number=request.file_number if subject else "",
        address=request.address if address else "",
        answers=answers_of(session, request.id) if Shown.ANSWERS in shown else (),
        papers=papers,
        scans=_scans(session, papers) if Shown.SCANS in shown else (),
        findings=[found for found in findings if found.note or found.amount] if Shown.FINDINGS in shown else (),
        earlier=list({found.position: found for found in findings if found.position < stage.position}.values()),
    )


def _findings(session: Session, request: Request) -> list[Finding]:
    past = (StageState.DONE, StageState.SENT_BACK, StageState.SKIPPED)
    return [
        Finding(stage.position, session.get_one(Department, stage.department_id), stage.kind, stage.note, stage.amount)
        for stage in stages_of(session, request.id)
        if stage.state in past
    ]


def _scans(session: Session, papers: Sequence[RequestPaper]) -> Sequence[RequestScan]:
    plain: list[UUID] = [paper.id for paper in papers if not paper.identity]
    return session.scalars(
        select(RequestScan).where(RequestScan.paper_id.in_(plain), RequestScan.removed_at.is_(None))
    ).all()
