"""The exercises of the practice center: for whom, what to do, and how the rows tell that it was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.cash.records import Certificate, Payment
from singlewindow.errors import N_
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.clock import service_day
from singlewindow.places.records import Window
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Period
from singlewindow.tickets.states import Deed

Check = Callable[[Session, UUID, datetime], bool]


@dataclass(frozen=True)
class Exercise:
    """Something to practise: who may (a permission, `unless` they have another), its steps, and the check that it was
    done today."""

    title: str
    permission: Permission
    steps: Sequence[str]
    done: Check
    unless: Permission | None = None


def exercises_of(session: Session, staff: Staff, now: datetime) -> list[tuple[Exercise, bool]]:
    """Give the exercises of a person's role, each with whether the person has done it today."""
    own = [one for one in EXERCISES if allows(staff.role, one.permission)]
    own = [one for one in own if one.unless is None or not allows(staff.role, one.unless)]
    return [(one, one.done(session, staff.id, now)) for one in own]


def _sits(session: Session, staff_id: UUID, _now: datetime) -> bool:
    return session.scalar(select(Window.id).where(Window.staff_id == staff_id)) is not None


def _ended(deed: Deed) -> Check:
    return _today(Period.ended_at, lambda staff_id: (Period.staff_id == staff_id, Period.deed == deed))


def _noted(action: Action) -> Check:
    return _today(
        AuditEntry.done_at, lambda staff_id: (AuditEntry.staff_id == staff_id, AuditEntry.action == action.value)
    )


def _today(
    moment: InstrumentedAttribute[datetime],
    own: Callable[[UUID], tuple[ColumnElement[bool], ...]],
) -> Check:
    """Give the check that the last row of a person is of the present service day."""

    def done(session: Session, staff_id: UUID, now: datetime) -> bool:
        last = session.scalar(select(moment).where(*own(staff_id)).order_by(moment.desc()).limit(1))
        return last is not None and service_day(last) == service_day(now)

    return done


EXERCISES = (
    Exercise(
        N_("Take a window"),
        Permission.SERVE,
        (N_("Open the counter."), N_("Choose a free window and take it.")),
        _sits,
    ),
    Exercise(
        N_("Serve a number"),
        Permission.SERVE,
        (N_("Call the next number."), N_("Begin the visit."), N_("Finish it with an outcome.")),
        _ended(Deed.FINISH),
    ),
    Exercise(
        N_("Mark someone absent"),
        Permission.SERVE,
        (N_("Call the next number."), N_("Nobody comes: mark the number absent.")),
        _ended(Deed.MARK_ABSENT),
    ),
    Exercise(
        N_("Open a request"),
        Permission.RECEIVE_REQUESTS,
        (
            N_("Call a number and begin the visit."),
            N_("Open the request form, type an invented name and ID, tick the papers."),
            N_("Save the request."),
        ),
        _today(Request.received_at, lambda staff_id: (Request.received_by == staff_id,)),
    ),
    Exercise(
        N_("Take a payment"),
        Permission.TAKE_PAYMENTS,
        (N_("Open a request with its charges."), N_("Choose how it is paid and take the payment.")),
        _today(Payment.paid_at, lambda staff_id: (Payment.cashier_id == staff_id,)),
    ),
    Exercise(
        N_("Issue a payment certificate"),
        Permission.ISSUE_CERTIFICATES,
        (N_("Open the page of a paid request."), N_("Issue the certificate and look at the paper.")),
        _today(Certificate.issued_at, lambda staff_id: (Certificate.issued_by == staff_id,)),
    ),
    Exercise(
        N_("Call a number before its turn"),
        Permission.PICK_NUMBERS,
        (N_("Take a window and open the page of numbers."), N_("Type a waiting number and the reason, and call it.")),
        _noted(Action.PICK),
    ),
    Exercise(
        N_("Stop the giving of numbers and let it go on"),
        Permission.SUPERVISE_HALL,
        (N_("Open the hall and give no numbers for a reason."), N_("Let numbers be given again.")),
        _noted(Action.GIVE_NUMBERS),
    ),
    Exercise(
        N_("Read an identity for a reason"),
        Permission.READ_IDENTITY,
        (N_("Open a request that someone else received."), N_("Choose the reason and look at the applicant.")),
        _noted(Action.VIEW_IDENTITY),
    ),
    Exercise(
        N_("Review a file"),
        Permission.WORK_STAGES,
        (
            N_("Open your files and take the next one: the system chooses it, and nobody's name is shown."),
            N_("Write what you found and send the file on."),
        ),
        _noted(Action.REQUEST_REVIEWED),
        unless=Permission.DECIDE,
    ),
    Exercise(
        N_("Ask the applicant for a paper"),
        Permission.WORK_STAGES,
        (N_("Take the next file."), N_("Name the paper that is missing and why, and ask for it.")),
        _noted(Action.PAPERS_ASKED),
        unless=Permission.DECIDE,
    ),
    Exercise(
        N_("Give back a file that you can't work on"),
        Permission.WORK_STAGES,
        (N_("Take the next file."), N_("Give it back for a reason: another officer will be given it.")),
        _noted(Action.FILE_GIVEN_BACK),
        unless=Permission.DECIDE,
    ),
    Exercise(
        N_("Assign a file to an officer"),
        Permission.ASSIGN_REQUESTS,
        (
            N_("Open the files in the department and choose one that is being reviewed."),
            N_("Choose the officer and the reason, and assign it."),
        ),
        _noted(Action.FILE_ASSIGNED),
    ),
    Exercise(
        N_("Approve a request"),
        Permission.DECIDE,
        (N_("Open your files and take the next one."), N_("Read what the review found and approve the request.")),
        _noted(Action.REQUEST_APPROVED),
    ),
    Exercise(
        N_("Reject a request with its reason"),
        Permission.DECIDE,
        (N_("Take the next file."), N_("Choose why, write the words that the applicant will read, and reject it.")),
        _noted(Action.REQUEST_REJECTED),
    ),
    Exercise(
        N_("Send a file back to be reviewed again"),
        Permission.DECIDE,
        (N_("Take the next file."), N_("Choose the earlier stage and the reason, and send the file back.")),
        _noted(Action.FILE_SENT_BACK),
    ),
)
