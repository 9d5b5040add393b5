"""What the audit says of decisions and of the lists they are made from: one line for each, none for one refused."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.audit.verify import verify
from singlewindow.catalogue.form_fields import ChoicesMissing, FieldWish, set_fields
from singlewindow.catalogue.records import FieldKind, Service
from singlewindow.complaints.complaints import AlreadyAnswered, ComplaintWords, answer, complain
from singlewindow.complaints.records import Complaint
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.roles import Role
from singlewindow.records import new_key as new_uuid
from singlewindow.requests.heading import DecisionIsNeverSkipped, UnknownOfficer, assign, skip, transfer
from singlewindow.requests.late import LateWords, PromiseWrong, note_late
from singlewindow.requests.moving import RequestIsElsewhere
from singlewindow.requests.officer import (
    PapersNotNamed,
    UnknownRejectReason,
    UnknownStage,
    approve,
    ask_papers,
    give_back,
    pass_on,
    reject,
    send_back,
)
from singlewindow.requests.outcomes import Collector, FourDigits, deliver, withdraw, withdraw_file
from singlewindow.requests.reasons import ReasonKind, ReasonWish, UnknownReason, put_reason
from singlewindow.requests.separation import ChosenFile, OwnReview
from singlewindow.routes.departments import DepartmentExists, Names, add_department, rename_department
from singlewindow.routes.routes import RouteNeedsDecision, StageWish, UnknownDepartment, set_route
from singlewindow.routes.stages import StageKind
from singlewindow.text import TextMissing
from tests.cast import Hall, new_key
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import PAPER

WHY = "سبب مواطن توضيحي"
WHO = Collector("مواطن توضيحي", "1234")
NAMES = Names("مواطن توضيحي", "Illustrative")
CHOICE = FieldWish("نوع", "Kind", FieldKind.CHOICE, True, "أ؛ب")
DECISION = StageWish("revenue", StageKind.DECISION, 2)
Deed = Callable[[], object]


class Desk(Departments):
    """The departments, with what each deed of the tables is about made ready."""

    def act(self, deed: Callable[..., object], *arguments: object) -> Deed:
        """Give a deed that is still to be done."""
        return lambda: self.hall.do(deed, *arguments, self.now)

    def taken(self) -> str:
        """A file in the hand of its first officer."""
        self.receive()
        return self.take(self.officer)

    def to_decide(self) -> str:
        """A file in the hand of the head."""
        self.receive()
        self.review()
        return self.take(self.head)

    def ready(self) -> str:
        """A file that waits to be collected."""
        return self.receive(service="rent_payment")

    def second_stage(self, service: str, reviewer: str, officer: str) -> tuple[UUID, str]:
        """An officer with a file in hand that another stage has left."""
        first, second = self.hall.staff(reviewer), self.hall.staff(officer)
        self.receive(service=service)
        self.hall.do(pass_on, first, self.take(first), "", None, self.now)
        return second, self.take(second)

    @property
    def admin(self) -> UUID:
        """Who keeps the lists."""
        return self.hall.staff("admin1")

    def service(self) -> Service:
        """A service."""
        with self.hall.database.reading() as session:
            return session.scalars(select(Service).where(Service.code == "rent_payment")).one()

    def late(self, promised: str) -> Deed:
        """A note on a file."""
        words = LateWords("load", WHY, WHY, self.officer, promised)
        return self.act(note_late, self.head, self.receive(), words)

    def complaint(self) -> Deed:
        """The answer to a complaint."""
        typed = ComplaintWords(new_key(), "delay", WHY)
        key = self.hall.do(complain, self.hall.center_id, typed, None, self.now).id
        supervisor = self.hall.staff("supervisor1")

        def deed(work: Work) -> None:
            answer(work, work.session.get_one(Complaint, key), supervisor, WHY, self.now)

        return lambda: self.hall.do(deed)

    def lines(self) -> list[AuditEntry]:
        """The audit as it stands."""
        with self.hall.database.reading() as session:
            return list(session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)))


def _issued(way: Desk) -> Deed:
    way.receive()
    way.review()
    way.decide()
    return way.act(pass_on, way.officer, way.take(way.officer), "", None)


def _answered_again(way: Desk) -> Deed:
    deed = way.complaint()
    deed()
    return deed


def _own_review(way: Desk) -> Deed:
    way.receive()
    number = way.review()
    way.change("officer3", role=Role.HEAD)
    return way.act(approve, way.officer, number, "")


NOTED: dict[Action, Callable[[Desk], Deed]] = {
    Action.REQUEST_REVIEWED: lambda way: way.act(pass_on, way.officer, way.taken(), WHY, None),
    Action.REQUEST_INSPECTED: lambda way: way.act(
        pass_on, *way.second_stage("demolition_permit_issue", "officer1", "officer4"), WHY, None
    ),
    Action.FEE_FIXED: lambda way: way.act(
        pass_on, *way.second_stage("building_permit_issue", "officer1", "officer2"), WHY, 125_000
    ),
    Action.REQUEST_ISSUED: _issued,
    Action.PAPERS_ASKED: lambda way: way.act(ask_papers, way.officer, way.taken(), [WHY], WHY),
    Action.FILE_GIVEN_BACK: lambda way: way.act(give_back, way.officer, way.taken(), WHY),
    Action.FILE_SENT_BACK: lambda way: way.act(send_back, way.head, way.to_decide(), 1, WHY),
    Action.REQUEST_APPROVED: lambda way: way.act(approve, way.head, way.to_decide(), WHY),
    Action.REQUEST_REJECTED: lambda way: way.act(reject, way.head, way.to_decide(), "papers", WHY),
    Action.FILE_ASSIGNED: lambda way: way.act(assign, way.head, way.receive(), way.officer, WHY),
    Action.FILE_TRANSFERRED: lambda way: way.act(transfer, way.head, way.receive(), "revenue", WHY),
    Action.STAGE_SKIPPED: lambda way: way.act(skip, way.head, way.receive(), WHY),
    Action.REQUEST_DELIVERED: lambda way: way.act(deliver, way.clerk, way.ready(), WHO),
    Action.REQUEST_WITHDRAWN: lambda way: way.act(withdraw, way.clerk, way.receive(), WHY),
    Action.FILE_WITHDRAWN: lambda way: way.act(withdraw_file, way.clerk, way.receive(), WHO, PAPER, WHY),
    Action.LATE_NOTED: lambda way: way.late("2026-11-30"),
    Action.COMPLAINT_ANSWERED: lambda way: way.complaint(),
    Action.DEPARTMENT_ADDED: lambda way: way.act(add_department, "legal", NAMES, way.admin),
    Action.DEPARTMENT_RENAMED: lambda way: way.act(rename_department, "revenue", NAMES, way.admin),
    Action.ROUTE_SET: lambda way: way.act(set_route, way.service(), [DECISION], way.admin),
    Action.FORM_SET: lambda way: way.act(set_fields, way.service(), [CHOICE], way.admin),
    Action.REJECT_REASON_SET: lambda way: way.act(put_reason, ReasonKind.REJECT, None, ReasonWish(NAMES), way.admin),
    Action.LATE_REASON_SET: lambda way: way.act(put_reason, ReasonKind.LATE, None, ReasonWish(NAMES), way.admin),
}
REFUSED: list[tuple[type[Refusal], Callable[[Desk], Deed]]] = [
    (ChosenFile, lambda way: way.act(pass_on, way.officer, way.receive(), "", None)),
    (OwnReview, _own_review),
    (PapersNotNamed, lambda way: way.act(ask_papers, way.officer, way.taken(), [], WHY)),
    (TextMissing, lambda way: way.act(give_back, way.officer, way.taken(), "")),
    (UnknownStage, lambda way: way.act(send_back, way.head, way.to_decide(), 2, WHY)),
    (RequestIsElsewhere, lambda way: way.act(approve, way.officer, way.taken(), "")),
    (UnknownRejectReason, lambda way: way.act(reject, way.head, way.to_decide(), "nothing", WHY)),
    (UnknownOfficer, lambda way: way.act(assign, way.head, way.receive(), way.clerk, WHY)),
    (UnknownDepartment, lambda way: way.act(transfer, way.head, way.receive(), "nowhere", WHY)),
    (DecisionIsNeverSkipped, lambda way: way.act(skip, way.head, way.to_decide(), WHY)),
    (FourDigits, lambda way: way.act(deliver, way.clerk, way.ready(), Collector(WHY, "12"))),
    (TextMissing, lambda way: way.act(withdraw, way.clerk, way.receive(), "")),
    (FourDigits, lambda way: way.act(withdraw_file, way.clerk, way.receive(), Collector(WHY, ""), PAPER, WHY)),
    (PromiseWrong, lambda way: way.late("2026-11-01")),
    (AlreadyAnswered, _answered_again),
    (DepartmentExists, lambda way: way.act(add_department, "revenue", NAMES, way.admin)),
    (TextMissing, lambda way: way.act(rename_department, "revenue", Names("", ""), way.admin)),
    (RouteNeedsDecision, lambda way: way.act(set_route, way.service(), [DECISION, DECISION], way.admin)),
    (
        ChoicesMissing,
        lambda way: way.act(set_fields, way.service(), [FieldWish("ا", "a", FieldKind.CHOICE, True, "")], way.admin),
    ),
    (UnknownReason, lambda way: way.act(put_reason, ReasonKind.LATE, new_uuid(), ReasonWish(NAMES), way.admin)),
]


@pytest.fixture
def way(hall: Hall, now: datetime) -> Desk:
    return Desk(hall, now)


@pytest.mark.parametrize("action", NOTED, ids=lambda action: action.value)
def test_a_deed_is_one_line_that_names_nobody_and_the_chain_holds(way: Desk, action: Action) -> None:
    deed = NOTED[action](way)
    before = way.lines()
    deed()
    (line,) = way.lines()[len(before) :]
    assert line.action == action.value
    assert line.staff_id is not None
    assert line.subject
    assert "مواطن" not in line.subject + line.facts
    with way.hall.database.reading() as session:
        assert verify(session, way.hall.database.audit_key, []).holds


@pytest.mark.parametrize(("refusal", "prepare"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_refused_deed_leaves_no_line(way: Desk, refusal: type[Refusal], prepare: Callable[[Desk], Deed]) -> None:
    deed = prepare(way)
    before = len(way.lines())
    with pytest.raises(refusal):
        deed()
    assert len(way.lines()) == before


def test_a_line_says_the_number_the_stage_and_the_choice(way: Desk) -> None:
    number = way.to_decide()
    way.act(reject, way.head, number, "papers", WHY)()
    line = way.lines()[-1]
    assert (line.subject, line.center_id, line.staff_id) == (number, way.hall.center_id, way.head)
    assert line.facts == '{"stage":2,"why":"papers"}'


def test_the_fee_that_was_fixed_is_on_its_line(way: Desk) -> None:
    NOTED[Action.FEE_FIXED](way)()
    assert way.lines()[-1].facts == '{"amount":125000,"stage":2}'
