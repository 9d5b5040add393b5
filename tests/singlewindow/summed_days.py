"""What tests of the summary share: files and visits of four centers, what reports say of them, edits of the rows."""

import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Sector, Service
from singlewindow.people.records import Staff
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.records import new_key as new_id
from singlewindow.reports.received import received_in
from singlewindow.reports.records import SUMMARY
from singlewindow.reports.request_scope import NotSplitThus
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import NotOfTheHall
from singlewindow.reports.visits import heat, visits, visits_by
from singlewindow.requests.records import Request, RequestPeriod, RequestStage
from singlewindow.requests.states import UNFINISHED, RequestDeed, RequestState, StageState
from singlewindow.routes.records import Department
from singlewindow.routes.stages import StageKind
from singlewindow.tickets.records import Booking, Period, Ticket
from singlewindow.tickets.states import Deed, Lane, Outcome, State
from tests.cast import Hall
from tests.cast import new_key as form_key
from tests.singlewindow.at_reports import scatter_files
from tests.singlewindow.made_visits import Made, places, put

NOW = datetime(2026, 12, 20, 10, tzinfo=UTC)
TODAY = date(2026, 12, 20)
OCTOBER = Span.month(2026, 10)
SPANS = (OCTOBER, Span(date(2026, 9, 20), date(2026, 11, 15)), Span(date(2026, 11, 20), date(2026, 12, 31)))
A_MINUTE = timedelta(minutes=1)
Said = dict[str, Any]
Edit = Callable[[Session], None]


def live(hall: Hall, seed: int = 3) -> None:
    """Put files with stages, visits and bookings of four centers into the tables; the other centers are of practice."""
    chance = random.Random(seed)
    with hall.database.writing() as work:
        work.session.execute(update(Center).where(Center.number > 3).values(kind=CenterKind.PRACTICE))
    scatter_files(hall, 90, seed)
    made = [
        Made(
            *(chance.randrange(28), chance.randrange(3), chance.choice(list(Lane)), chance.randrange(3)),
            *(chance.choice(list(State)), chance.randrange(40_000)),
            *(chance.randrange(3_000) for _ in range(3)),
        )
        for _ in range(70)
    ]
    put(hall, places(hall), OCTOBER.first, made)
    with hall.database.writing() as work:
        _stages(work.session, chance)
        _at_windows(work.session, chance)
        for ticket in work.session.scalars(select(Ticket).where(Ticket.letter == "A").limit(5)):
            _book(work.session, ticket, ticket.issued_at + 5 * A_MINUTE)


def _stages(session: Session, chance: random.Random) -> None:
    departments = session.scalars(select(Department.id).order_by(Department.code)).all()
    for request in session.scalars(select(Request)).all():
        for position, department in enumerate(chance.sample(departments, 2)):
            session.add(_stage(request, department, position, 1))


def _stage(request: Request, department: Any, position: int, turn: int) -> RequestStage:
    return RequestStage(
        center_id=request.center_id,
        request_id=request.id,
        round=turn,
        position=position,
        department_id=department,
        kind=StageKind.REVIEW,
        days=1,
        state=StageState.AHEAD,
    )


def _at_windows(session: Session, chance: random.Random) -> None:
    windows, staff = session.scalars(select(Window.id)).all(), session.scalars(select(Staff.id)).all()
    for ticket in session.scalars(select(Ticket)).all():
        ticket.window_id, ticket.staff_id = chance.choice(windows[:4]), chance.choice([*staff[:3], None])


def _book(session: Session, ticket: Ticket, starts_at: datetime) -> None:
    session.add(
        Booking(
            center_id=ticket.center_id,
            day=ticket.day,
            starts_at=starts_at,
            place=ticket.number,
            code=form_key()[:6],
            service_id=ticket.service_id,
            form_key=form_key(),
            booked_by=session.scalars(select(Staff.id)).first(),
            booked_at=ticket.issued_at,
            ticket_id=ticket.id,
        )
    )
    session.flush()


def said(session: Session, scope: Scope, spans: tuple[Span, ...], axes: Iterable[Axis]) -> Said:
    """Give all that reports say of a scope."""
    found: Said = {"trend": received_in(session, scope, spans[:1], TODAY)}
    for span in spans:
        found[f"requests {span}"] = requests(session, scope, span, TODAY).counts
        for axis in axes:
            found[f"requests {span} {axis}"] = _requests_by(session, scope, span, axis)
            found[f"visits {span} {axis}"] = _visits_by(session, scope, span, axis)
        if scope.department_id is None:
            found[f"visits {span}"] = visits(session, scope, span)
            found[f"heat {span}"] = heat(session, scope, span)
    return found


def said_of_requests(session: Session, scope: Scope) -> Said:
    """Give what reports say of the requests of a few spans."""
    found: Said = {str(span): requests(session, scope, span, TODAY).counts for span in SPANS}
    return found | {
        axis: _requests_by(session, scope, SPANS[1], axis) for axis in (Axis.CENTER, Axis.SERVICE, Axis.DEPARTMENT)
    }


def said_of_visits(session: Session, scope: Scope) -> Said:
    """Give what reports say of the visits of a few days."""
    axes = (Axis.SERVICE, Axis.WINDOW, Axis.CLERK, Axis.LANE, Axis.HOUR, Axis.DAY)
    return {axis: visits_by(session, scope, OCTOBER, axis) for axis in axes}


def said_of_places(session: Session, scope: Scope) -> Said:
    """Give what reports say of kinds, marakez and sectors."""
    found: Said = {}
    for axis in (Axis.KIND, Axis.MARKAZ, Axis.SECTOR):
        found[f"requests by {axis}"] = _requests_by(session, scope, OCTOBER, axis)
        found[f"visits by {axis}"] = _visits_by(session, scope, OCTOBER, axis)
    return found


def _requests_by(session: Session, scope: Scope, span: Span, axis: Axis) -> Any:
    try:
        return {key: each.counts for key, each in requests_by(session, scope, span, TODAY, axis).items()}
    except NotSplitThus:
        return None


def _visits_by(session: Session, scope: Scope, span: Span, axis: Axis) -> Any:
    try:
        return visits_by(session, scope, span, axis)
    except NotOfTheHall:
        return None


def by_rows(session: Session) -> None:
    """Let every question of a session that is thrown away be answered from the rows alone."""
    for sums in SUMMARY:
        session.execute(update(sums).values(sealed=False))


def _one(session: Session, *conditions: Any) -> Request:
    """Give a request of a center that counts, with a condition."""
    counted = (Center.id == Request.center_id, Center.number < 4)
    query = select(Request).join(Center, counted[0]).where(counted[1], *conditions).order_by(Request.serial)
    request = session.scalars(query).first()
    assert request is not None
    return request


def _in_october(column: Any) -> Any:
    began, over = OCTOBER.moments()
    return (column >= began) & (column < over)


IN_OCTOBER = _in_october(Request.received_at)
OPEN, READY = Request.state.in_(UNFINISHED), Request.state == RequestState.READY


def _ended(session: Session, request: Request, deed: RequestDeed, state: RequestState, after: int = 2) -> None:
    before = request.state
    session.execute(update(Request).where(Request.id == request.id).values(state=state))
    session.add(
        RequestPeriod(
            request_id=request.id,
            center_id=request.center_id,
            center_version=0,
            state=before,
            deed=deed,
            began_at=request.received_at,
            ended_at=request.received_at + timedelta(days=after),
        )
    )
    session.flush()


def _set_request(condition: Any, **values: Any) -> Edit:
    def edit(session: Session) -> None:
        session.execute(update(Request).where(Request.id == _one(session, *condition).id).values(**values))

    return edit


def _receive(session: Session) -> None:
    old = _one(session, IN_OCTOBER, OPEN)
    columns = {column.key: getattr(old, column.key) for column in Request.__table__.columns}
    fresh = {key: form_key() for key in ("form_key", "number", "track_code")}
    ticket = session.scalars(select(Ticket.id).where(Ticket.letter == "A")).first()
    session.execute(insert(Request), [{**columns, **fresh, "id": new_id(), "serial": 9_000, "ticket_id": ticket}])


def _move_to_other_center(session: Session) -> None:
    request = _one(session, IN_OCTOBER)
    other = session.scalars(select(Center.id).where(Center.number < 4, Center.id != request.center_id)).first()
    session.execute(update(Request).where(Request.id == request.id).values(center_id=other, year=2_000))
    session.execute(update(RequestPeriod).where(RequestPeriod.request_id == request.id).values(center_id=other))


def _period(session: Session, *conditions: Any) -> RequestPeriod:
    counted = (Center.id == RequestPeriod.center_id, Center.number < 4)
    query = select(RequestPeriod).join(Center, counted[0]).where(counted[1], *conditions).order_by(RequestPeriod.id)
    period = session.scalars(query).first()
    assert period is not None
    return period


def _set_period(was: RequestDeed, **values: Any) -> Edit:
    def edit(session: Session) -> None:
        chosen = _period(session, _in_october(RequestPeriod.ended_at), RequestPeriod.deed == was)
        session.execute(update(RequestPeriod).where(RequestPeriod.id == chosen.id).values(**values))

    return edit


def _end_later(session: Session) -> None:
    chosen = _period(session, _in_october(RequestPeriod.ended_at), RequestPeriod.deed == RequestDeed.MAKE_READY)
    later = chosen.ended_at + timedelta(days=3)
    session.execute(update(RequestPeriod).where(RequestPeriod.id == chosen.id).values(ended_at=later))


def _reopen(session: Session) -> None:
    chosen = _period(session, _in_october(RequestPeriod.ended_at), RequestPeriod.deed == RequestDeed.REJECT)
    session.execute(delete(RequestPeriod).where(RequestPeriod.id == chosen.id))
    state = RequestState.UNDER_REVIEW
    session.execute(update(Request).where(Request.id == chosen.request_id).values(state=state))


def _stages_of(session: Session) -> tuple[Request, RequestStage, Any]:
    request = _one(session, IN_OCTOBER, ~OPEN)
    own = session.scalars(select(RequestStage).where(RequestStage.request_id == request.id)).all()
    other = select(Department.id).where(Department.id.not_in([stage.department_id for stage in own]))
    return request, own[0], session.scalars(other.order_by(Department.code)).first()


def _send_on(session: Session) -> None:
    request, _, other = _stages_of(session)
    session.add(_stage(request, other, 7, 2))
    session.flush()


def _change_department(session: Session) -> None:
    _, stage, other = _stages_of(session)
    session.execute(update(RequestStage).where(RequestStage.id == stage.id).values(department_id=other))


def _drop_stage(session: Session) -> None:
    session.execute(delete(RequestStage).where(RequestStage.id == _stages_of(session)[1].id))


def _forget(session: Session) -> None:
    request = _one(session, IN_OCTOBER, OPEN)
    session.execute(delete(RequestStage).where(RequestStage.request_id == request.id))
    session.execute(delete(Request).where(Request.id == request.id))


def _finish(session: Session) -> None:
    _ended(session, _one(session, IN_OCTOBER, OPEN), RequestDeed.MAKE_READY, RequestState.READY)


def _withdraw(session: Session) -> None:
    _ended(session, _one(session, IN_OCTOBER, OPEN), RequestDeed.WITHDRAW, RequestState.WITHDRAWN)


def _deliver(session: Session) -> None:
    _ended(session, _one(session, IN_OCTOBER, READY), RequestDeed.DELIVER, RequestState.DELIVERED, 1)


OF_REQUESTS: dict[str, Edit] = {
    "a request arrives late": _receive,
    "a request was received on another day": _set_request(
        (IN_OCTOBER,), received_at=datetime(2026, 9, 25, 9, tzinfo=UTC)
    ),
    "a request is of another center": _move_to_other_center,
    "a finished request was due earlier": _set_request((IN_OCTOBER, READY), due_on=date(2026, 9, 1)),
    "an open request was due earlier": _set_request((IN_OCTOBER, OPEN), due_on=date(2026, 10, 2)),
    "a request is due no more": _set_request((IN_OCTOBER, OPEN, Request.due_on < date(2026, 10, 25)), due_on=None),
    "a request was finished long ago": _finish,
    "a request was withdrawn long ago": _withdraw,
    "papers were handed over long ago": _deliver,
    "a request is open again": _reopen,
    "a request was finished on another day": _end_later,
    "a request was rejected after all": _set_period(RequestDeed.MAKE_READY, deed=RequestDeed.REJECT),
    "what ended a request was no ending": _set_period(RequestDeed.REJECT, deed=RequestDeed.ISSUE),
    "a request goes through a further department": _send_on,
    "a stage was in another department": _change_department,
    "a stage is gone": _drop_stage,
    "a request is gone": _forget,
}


def _ticket(session: Session, *conditions: Any) -> Ticket:
    own = (Ticket.letter == "A", Ticket.state == State.FINISHED, *conditions)
    ticket = session.scalars(select(Ticket).where(*own).order_by(Ticket.number)).first()
    assert ticket is not None
    return ticket


def _set_ticket(**values: Any) -> Edit:
    def edit(session: Session) -> None:
        ticket = _ticket(session)
        changed = {key: value(session, ticket) if callable(value) else value for key, value in values.items()}
        session.execute(update(Ticket).where(Ticket.id == ticket.id).values(**changed))

    return edit


def _other(record: Any, column: str) -> Callable[[Session, Ticket], Any]:
    """Give the key of another row than that of a ticket, among those that others have."""
    return lambda session, ticket: session.scalars(
        select(record.id).where(record.id.is_distinct_from(getattr(ticket, column))).order_by(record.id)
    ).first()


def _arrive(session: Session) -> None:
    old = _ticket(session)
    columns = {column.key: getattr(old, column.key) for column in Ticket.__table__.columns}
    fresh = {"id": new_id(), "number": 9_000, "form_key": form_key(), "follow_code": form_key()}
    session.execute(insert(Ticket), [{**columns, **fresh}])


def _span_of(session: Session, ticket: Ticket, state: State) -> Period:
    return session.scalars(select(Period).where(Period.ticket_id == ticket.id, Period.state == state)).one()


def _set_span(state: State, **values: Any) -> Edit:
    def edit(session: Session) -> None:
        chosen = _span_of(session, _ticket(session), state)
        session.execute(update(Period).where(Period.id == chosen.id).values(**values))

    return edit


def _serve_longer(session: Session) -> None:
    chosen = _span_of(session, _ticket(session), State.SERVING)
    session.execute(update(Period).where(Period.id == chosen.id).values(ended_at=chosen.ended_at + 9 * A_MINUTE))


def _serve_again(session: Session) -> None:
    old = _span_of(session, _ticket(session), State.SERVING)
    columns = {column.key: getattr(old, column.key) for column in Period.__table__.columns}
    session.execute(insert(Period), [{**columns, "id": new_id()}])


def _drop_span(session: Session) -> None:
    session.execute(delete(Period).where(Period.id == _span_of(session, _ticket(session), State.CALLED).id))


UNBOOKED = Ticket.id.not_in(select(Booking.ticket_id).where(Booking.ticket_id.is_not(None)))


def _book_late(session: Session) -> None:
    ticket = _ticket(session, UNBOOKED)
    called = _span_of(session, ticket, State.WAITING).ended_at
    _book(session, ticket, ticket.issued_at + (called - ticket.issued_at) / 2)


def _drop_bookings(session: Session) -> None:
    session.execute(update(Booking).values(ticket_id=None))


def _to_other_line(session: Session) -> None:
    ticket = _ticket(session)
    service = session.scalars(select(Service).where(Service.id != ticket.service_id).order_by(Service.code)).first()
    assert service is not None
    session.execute(update(Ticket).where(Ticket.id == ticket.id).values(service_id=service.id))


OF_VISITS: dict[str, Edit] = {
    "a number arrives late": _arrive,
    "a number was for another service": _to_other_line,
    "a number was of another lane": _set_ticket(
        lane=lambda _, ticket: Lane.PRIORITY if ticket.lane is Lane.ORDINARY else Lane.ORDINARY
    ),
    "a number was served at another window": _set_ticket(window_id=_other(Window, "window_id")),
    "a number was served by another clerk": _set_ticket(staff_id=_other(Staff, "staff_id")),
    "a number was of another day": _set_ticket(day=lambda _, ticket: ticket.day + timedelta(days=1), number=9_001),
    "a number was taken at another hour": _set_ticket(issued_at=lambda _, ticket: ticket.issued_at - 70 * A_MINUTE),
    "a visit ended later": _set_ticket(state_since=lambda _, ticket: ticket.state_since + 9 * A_MINUTE),
    "a visit was left open": _set_ticket(outcome=Outcome.LEFT_OPEN),
    "a visit ended otherwise": _set_ticket(state=State.LEFT),
    "a visit was served for longer": _serve_longer,
    "a visit was served again": _serve_again,
    "a call is gone": _drop_span,
    "a deed was another": _set_span(State.CALLED, deed=Deed.MARK_ABSENT),
    "a number had been booked": _book_late,
    "a number had not been booked": _drop_bookings,
}


def _new_sector(session: Session) -> None:
    service = session.scalars(select(Service).order_by(Service.code)).first()
    assert service is not None
    other = session.scalars(select(Sector.id).where(Sector.id != service.sector_id).order_by(Sector.id)).first()
    session.execute(update(Service).where(Service.id == service.id).values(sector_id=other))


def _set_center(number: int, **values: Any) -> Edit:
    def edit(session: Session) -> None:
        session.execute(update(Center).where(Center.number == number).values(**values))

    return edit


OF_THE_HOUSE: dict[str, Edit] = {
    "a center is of another kind": lambda session: (
        session.execute(update(Center).where(Center.number == 1).values(kind=CenterKind.MOBILE)) and None
    ),
    "a center is for practice": lambda session: (
        session.execute(update(Center).where(Center.number == 2).values(kind=CenterKind.PRACTICE)) and None
    ),
    "a center raises its alarm sooner": lambda session: (
        session.execute(update(Center).values(wait_alarm_minutes=3)) and None
    ),
    "a service is of another sector": _new_sector,
}
