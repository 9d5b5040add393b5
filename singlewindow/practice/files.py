"""Files for those who practise in a department: received, and some reviewed, by helpers who can't sign in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.records import Service, ServiceField
from singlewindow.catalogue.services import papers_of
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.formkeys import new_form_key
from singlewindow.people.managing import Person, enrol_person
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.places.centers import lock_center
from singlewindow.places.records import Window
from singlewindow.places.windows import leave_window, take_window
from singlewindow.requests.officer import pass_on
from singlewindow.requests.receive import Intake, receive
from singlewindow.requests.worklist import how_many_wait, take_next
from singlewindow.routes.records import RouteStage
from singlewindow.routes.routes import route_of
from singlewindow.routes.stages import StageKind
from singlewindow.tickets.issue import TicketWish, issue
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import finish, pick, start
from singlewindow.tickets.states import Lane, Outcome

FILES, DECISIONS = 6, 3
IN_A_DEPARTMENT = (Role.OFFICER, Role.HEAD)
APPLICANT, NATIONAL_ID = "مواطن للتدريب", "29001011300120"
WORDS = "للتدريب"


@dataclass(frozen=True)
class Ground:
    """What is practised on: a service whose files stay in one department, where its officers and its head work."""

    center_id: UUID
    service: Service
    department_id: UUID


def fill_files(work: Work, center_id: UUID, wish: PaperWish, now: datetime) -> None:
    """Give the practice center's officer and head a department, and files: FILES more, DECISIONS of them to decide.

    Without a service whose files stay in one department, or without a free window, there are none.
    """
    lock_center(work.session, center_id)
    ground = _ground(work.session, center_id)
    if ground is None:
        return
    own = (Staff.center_id == center_id, Staff.role.in_(IN_A_DEPARTMENT), Staff.department_id.is_(None))
    work.session.execute(update(Staff).where(*own).values(department_id=ground.department_id))
    free = select(Window.number).where(Window.center_id == center_id, Window.staff_id.is_(None))
    window = work.session.scalar(free.order_by(Window.number.desc()).limit(1))
    if window is not None:
        _receive_files(work, ground, window, wish, now)
        _review_files(work, ground, now)


def _ground(session: Session, center_id: UUID) -> Ground | None:
    asks = exists().where(ServiceField.service_id == Service.id, ServiceField.required)
    found = []
    for service in session.scalars(select(Service).where(~asks).order_by(Service.code)):
        route = route_of(session, service)
        if _practicable(route):
            found.append((len(route), service, route[0].department_id))
    if not found:
        return None
    _, service, department = min(found, key=lambda each: each[0])
    return Ground(center_id, service, department)


def _practicable(route: Sequence[RouteStage]) -> bool:
    kinds = [stage.kind for stage in route]
    within_one = len({stage.department_id for stage in route}) == 1
    return within_one and kinds[0] is StageKind.REVIEW and StageKind.FEE_FIXING not in kinds


def _receive_files(work: Work, ground: Ground, window: int, wish: PaperWish, now: datetime) -> None:
    clerk = _stand_in(work, ground, Role.RECEIVER, now).id
    take_window(work, ground.center_id, window, clerk)
    for _ in range(FILES):
        _receive_file(work, ground, clerk, wish, now)
    leave_window(work, clerk)


def _receive_file(work: Work, ground: Ground, clerk: UUID, wish: PaperWish, now: datetime) -> None:
    wanted = TicketWish(
        ground.center_id, ground.service.code, Lane.ORDINARY, wish.language, new_form_key(), wish.public_url
    )
    said = select(Ticket.letter, Ticket.number).where(Ticket.id == issue(work, wanted, now).id)
    letter, number = work.session.execute(said).one()
    pick(work, clerk, letter, number, WORDS, now)
    start(work, clerk, now)
    papers = frozenset(paper.id for paper in papers_of(work.session, ground.service.id))
    typed = Intake(new_form_key(), APPLICANT, NATIONAL_ID, "", papers, wish.signer, public_url=wish.public_url)
    receive(work, clerk, typed, now)
    finish(work, clerk, Outcome.SERVED, now)


def _review_files(work: Work, ground: Ground, now: datetime) -> None:
    heads = (Staff.center_id == ground.center_id, Staff.role == Role.HEAD, Staff.department_id == ground.department_id)
    head = work.session.scalar(select(Staff).where(*heads).order_by(Staff.code).limit(1))
    reviewer = _stand_in(work, ground, Role.OFFICER, now).id
    while head is not None and how_many_wait(work.session, head) < DECISIONS:
        pass_on(work, reviewer, take_next(work, reviewer, now), WORDS, None, now)


def _stand_in(work: Work, ground: Ground, role: Role, now: datetime) -> Staff:
    """Give who does what comes before an exercise: someone who can't sign in and is given nothing to do."""
    name = f"practice.helper.{role.value}"
    known = work.session.scalar(select(Staff).where(Staff.username == name))
    if known is not None:
        return known
    person = Person(WORDS, role, ground.center_id, active=False, department_id=ground.department_id)
    staff = enrol_person(work, name, secrets.token_urlsafe(32), person)
    note(work, Action.STAFF_ADDED, None, ground.center_id, staff.code, now, role=role.value)
    return staff
