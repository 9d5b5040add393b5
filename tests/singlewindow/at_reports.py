"""What tests of reports share: the scope of the demonstration, and files put straight into the tables at random."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.records import new_key as new_id
from singlewindow.reports.scope import Scope
from singlewindow.requests.records import Request, RequestPeriod
from singlewindow.requests.states import RequestDeed, RequestState
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall, new_key

ENDINGS = (
    (RequestDeed.MAKE_READY, RequestState.APPROVED, RequestState.READY),
    (RequestDeed.REJECT, RequestState.UNDER_REVIEW, RequestState.REJECTED),
    (RequestDeed.WITHDRAW, RequestState.AWAITING_PAPERS, RequestState.WITHDRAWN),
    (None, RequestState.UNDER_REVIEW, RequestState.UNDER_REVIEW),
)
AFTER = (
    (RequestDeed.DELIVER, RequestState.READY, RequestState.DELIVERED),
    (RequestDeed.WITHDRAW_FILE, RequestState.READY, RequestState.WITHDRAWN),
)
FIRST = datetime(2026, 9, 1, tzinfo=UTC)
A_BATCH = 10_000


def scope_of(hall: Hall, **narrowed: object) -> Scope:
    """The governorate of the demonstration, narrowed."""
    with hall.database.reading() as session:
        governorate = center_by_code(session, "demo").governorate_id
    return Scope(governorate, **narrowed)  # type: ignore[arg-type]


def scatter_files(hall: Hall, count: int, seed: int) -> None:
    """Put requests of six centers and eight services into the tables, received over a hundred days, ended at random."""
    chance = random.Random(seed)
    with hall.database.writing() as work:
        centers = work.session.scalars(select(Center).order_by(Center.number).limit(6)).all()
        services = work.session.scalars(select(Service).order_by(Service.code).limit(8)).all()
        clerk = hall.staff("clerk1")
        for serial in range(1, count + 1):
            _put(work.session, serial, chance.choice(centers), chance.choice(services), clerk, chance)


def put_many(hall: Hall, count: int) -> None:
    """Put as many open requests and their finished numbers into the demonstration center, five minutes apart."""
    with hall.database.writing() as work:
        service = work.session.scalars(select(Service).order_by(Service.code).limit(1)).one()
        center, clerk = work.session.get_one(Center, hall.center_id), hall.staff("clerk1")
        for first in range(0, count, A_BATCH):
            serials = range(first + 1, min(first + A_BATCH, count) + 1)
            tickets = [_ticket(n, center, service, FIRST + timedelta(minutes=5 * n)) for n in serials]
            requests = [_request(ticket.turn, ticket, clerk, ticket.issued_at) for ticket in tickets]
            for record, rows in ((Ticket, tickets), (Request, requests)):
                work.session.execute(insert(record), [_values(row) for row in rows])


def _values(row: Ticket | Request) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def _put(session: Session, serial: int, center: Center, service: Service, clerk: UUID, chance: random.Random) -> None:
    received = FIRST + timedelta(minutes=chance.randrange(100 * 24 * 60))
    ended = received + timedelta(minutes=chance.randrange(40 * 24 * 60))
    deed, before, state = chance.choice(ENDINGS)
    ticket = _ticket(serial, center, service, received)
    session.add(ticket)
    session.flush()
    request = _request(serial, ticket, clerk, received)
    request.state, request.due_on = state, service_day(received) + timedelta(days=chance.randrange(30))
    session.add(request)
    session.flush()
    if deed is not None:
        session.add(_period(request, deed, before, ended))
    if deed is RequestDeed.MAKE_READY and chance.random() < 0.7:
        again, ready, request.state = chance.choice(AFTER)
        session.add(_period(request, again, ready, ended + timedelta(hours=chance.randrange(200))))


def _ticket(serial: int, center: Center, service: Service, received: datetime) -> Ticket:
    return Ticket(
        id=new_id(),
        center_id=center.id,
        day=service_day(received),
        letter="Z",
        number=serial,
        service_id=service.id,
        sector_id=service.sector_id,
        lane=Lane.ORDINARY,
        language="ar",
        state=State.FINISHED,
        turn=serial,
        form_key=new_key(),
        follow_code=new_key(),
        issued_at=received,
        state_since=received,
    )


def _request(serial: int, ticket: Ticket, clerk: UUID, received: datetime) -> Request:
    return Request(
        id=new_id(),
        center_id=ticket.center_id,
        number=f"scattered-{serial}",
        year=2026,
        serial=serial,
        form_key=new_key(),
        ticket_id=ticket.id,
        service_id=ticket.service_id,
        applicant_name="مواطن توضيحي",
        national_id=WRONG_CHECK_DIGIT_ID,
        received_at=received,
        received_by=clerk,
        state_since=received,
        track_code=new_key(),
    )


def _period(request: Request, deed: RequestDeed, before: RequestState, ended: datetime) -> RequestPeriod:
    return RequestPeriod(
        request_id=request.id,
        center_id=request.center_id,
        center_version=0,
        state=before,
        deed=deed,
        began_at=request.received_at,
        ended_at=ended,
    )
