"""Requests on their way through departments, for tests: who works where, and shorthands for the deeds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from singlewindow.catalogue.records import Service
from singlewindow.catalogue.services import papers_of
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.people.records import Staff
from singlewindow.requests.department_file import DepartmentFile, file_in_hand
from singlewindow.requests.officer import approve, pass_on
from singlewindow.requests.papers import papers_handed
from singlewindow.requests.receive import receive
from singlewindow.requests.records import Breach, Request, RequestPaper, RequestPeriod, RequestStage
from singlewindow.requests.separation import attempt, officer_of
from singlewindow.requests.stages import stages_of
from singlewindow.requests.states import StageState
from singlewindow.requests.worklist import take_next
from singlewindow.tickets.serve import finish
from singlewindow.tickets.states import Outcome
from tests.cast import Hall
from tests.singlewindow.at_the_window import intake

LICENCE = "occupancy_licence_issue"


class Departments:
    """The demonstration's departments over a hall: `officer3` and `head2` work in the properties department."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall, self.now = hall, now
        self.clerk = hall.seat("clerk1", 1)
        self.officer, self.head = hall.staff("officer3"), hall.staff("head2")

    def receive(self, complete: bool = True, service: str = LICENCE, **typed: object) -> str:
        """Receive a request at the window and give its number."""
        self.hall.take_ticket(self.now, service=service)
        self.hall.serve(self.clerk, self.now)
        with self.hall.database.reading() as session:
            key = session.scalars(select(Service.id).where(Service.code == service)).one()
            papers = frozenset(paper.id for paper in papers_of(session, key))
        typed = {"papers": papers if complete else frozenset(), **typed}
        number = str(self.hall.do(receive, self.clerk, intake(**typed), self.now).request.number)
        self.hall.do(finish, self.clerk, Outcome.SERVED, self.now)
        return number

    def do(self, deed: object, *arguments: object) -> object:
        """Do a deed as the pages do it: a breach is kept."""
        return attempt(self.hall.database, lambda work: deed(work, *arguments), self.now)  # type: ignore[operator]

    def take(self, staff: UUID) -> str:
        """Take the next file."""
        return self.hall.do(take_next, staff, self.now)

    def review(self) -> str:
        """Take the next file and pass it on."""
        number = self.take(self.officer)
        self.hall.do(pass_on, self.officer, number, "صالح", None, self.now)
        return number

    def decide(self) -> str:
        """Take the next decision and approve it."""
        number = self.take(self.head)
        self.hall.do(approve, self.head, number, "", self.now)
        return number

    def request(self, number: str) -> Request:
        """A request as it stands."""
        with self.hall.database.reading() as session:
            return session.scalars(select(Request).where(Request.number == number)).one()

    def stages(self, number: str) -> list[RequestStage]:
        """The stages of a request."""
        with self.hall.database.reading() as session:
            return list(stages_of(session, self.request(number).id))

    def here(self, number: str) -> RequestStage:
        """The stage a request is in."""
        return next(stage for stage in self.stages(number) if stage.state is StageState.HERE)

    def periods(self, number: str) -> list[RequestPeriod]:
        """The periods of a request."""
        query = select(RequestPeriod).where(RequestPeriod.request_id == self.request(number).id)
        with self.hall.database.reading() as session:
            return list(session.scalars(query.order_by(RequestPeriod.id)))

    def missing(self, number: str) -> frozenset[UUID]:
        """The papers of a request that are missing."""
        own = (RequestPaper.request_id == self.request(number).id, ~RequestPaper.handed_in)
        with self.hall.database.reading() as session:
            return frozenset(session.scalars(select(RequestPaper.id).where(*own)))

    def slips(self, number: str) -> list[dict[str, Any]]:
        """The facts of the slips of a request, in the order they were asked for."""
        own = (Document.request_id == self.request(number).id, Document.kind == DocumentKind.SLIP)
        with self.hall.database.reading() as session:
            return list(session.scalars(select(Document.facts).where(*own).order_by(Document.id)))

    def papers(self, number: str) -> list[RequestPaper]:
        """The papers of a request."""
        with self.hall.database.reading() as session:
            return list(papers_handed(session, self.request(number).id))

    def file(self, staff: UUID) -> DepartmentFile:
        """The file in someone's hand as their department sees it."""
        with self.hall.database.reading() as session:
            found = file_in_hand(session, officer_of(session, staff))
        assert found is not None
        return found

    def breaches(self) -> list[str]:
        """The kinds of the breaches that were kept."""
        with self.hall.database.reading() as session:
            return [kind.value for kind in session.scalars(select(Breach.kind).order_by(Breach.id))]

    def change(self, username: str, **values: object) -> UUID:
        """Change a member of staff and give the key."""
        with self.hall.database.writing() as work:
            work.session.execute(update(Staff).where(Staff.username == username).values(**values))
        return self.hall.staff(username)

    def later(self, **span: int) -> datetime:
        """Let time pass."""
        self.now += timedelta(**span)
        return self.now
