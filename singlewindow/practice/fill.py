"""Making the practice center: its windows, a person for each role, files in a department, and numbers that wait."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.records import Service
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.errors import N_, Refusal
from singlewindow.formkeys import new_form_key
from singlewindow.people.managing import Person, enrol_person
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.places.records import Center, CenterKind, Governorate, Window
from singlewindow.practice.files import fill_files
from singlewindow.records import new_key
from singlewindow.tickets.issue import TicketWish, issue
from singlewindow.tickets.states import Lane

CODE, WINDOWS, NUMBERS = "practice", 4, 6
NAMES = {"name_ar": "مركز التدريب", "name_en": "Practice center"}
ROLES = (Role.RECEIVER, Role.CLERK, Role.CASHIER, Role.SUPERVISOR, Role.OFFICER, Role.HEAD)


class NoGovernorate(Refusal):
    message = N_("There is no governorate yet. Make one first.")


def fill_practice(work: Work, password: str, wish: PaperWish, now: datetime) -> Sequence[str]:
    """Make the practice center with its people, all with one password, and let some files and numbers wait.

    Give the names to sign in with that were added: none the second time, when only files and numbers are added. Raises
    NoGovernorate and the refusals of `checked_password`.
    """
    center_id = work.session.scalar(select(Center.id).where(Center.kind == CenterKind.PRACTICE))
    added: list[str] = []
    if center_id is None:
        center_id = _center(work)
        added = [_person(work, center_id, role, password, now) for role in ROLES]
    fill_files(work, center_id, wish, now)
    _numbers(work, center_id, wish.public_url, now)
    return added


def _center(work: Work) -> UUID:
    governorate = work.session.scalar(select(Governorate.id).order_by(Governorate.code).limit(1))
    if governorate is None:
        raise NoGovernorate
    number = (work.session.scalar(select(func.max(Center.number))) or 0) + 1
    key, kind = new_key(), CenterKind.PRACTICE
    center = Center(id=key, governorate_id=governorate, number=number, code=CODE, kind=kind, always_open=True, **NAMES)
    work.add(center)
    work.session.flush()
    work.session.add_all(Window(center_id=key, number=window) for window in range(1, WINDOWS + 1))
    work.session.flush()
    return key


def _person(work: Work, center_id: UUID, role: Role, password: str, now: datetime) -> str:
    staff: Staff = enrol_person(work, f"practice.{role.value}", password, Person("تدريب", role, center_id))
    staff.must_change_password = False
    note(work, Action.STAFF_ADDED, None, center_id, staff.code, now, role=role.value)
    return staff.username


def _numbers(work: Work, center_id: UUID, public_url: str, now: datetime) -> None:
    services = work.session.scalars(select(Service.code).order_by(Service.code).limit(NUMBERS)).all()
    for code in services:
        wish = TicketWish(center_id, code, Lane.ORDINARY, "ar", new_form_key(), public_url)
        issue(work, wish, now)
