"""A request received and paid at a window, for tests of money."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from singlewindow.cash.pay import Money, pay
from singlewindow.cash.records import Payment
from singlewindow.cash.sessions import open_session, session_of
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import service_by_code, tariff_of
from singlewindow.documents.heads import PaperWish
from singlewindow.places.clock import service_day
from singlewindow.requests.receive import Intake, receive
from singlewindow.requests.records import Request
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall, new_key
from tests.singlewindow.paper_key import PaperKey

PAPER = PaperWish("ar", "http://localhost", PaperKey())


def intake(**changes: object) -> Intake:
    """What a clerk typed, rightly."""
    values: dict[str, object] = {
        "form_key": new_key(),
        "applicant_name": "مواطن توضيحي",
        "national_id": WRONG_CHECK_DIGIT_ID,
        "phone": "",
        "papers": frozenset(),
        "signer": PaperKey(),
    }
    return Intake(**(values | changes))  # type: ignore[arg-type]


def tariff(hall: Hall, now: datetime, service: str = "building_permit_issue") -> list[TariffItem]:
    """The tariff of a service: a fixed item first, then an assessed one."""
    with hall.database.reading() as session:
        return list(tariff_of(session, service_by_code(session, service).id, service_day(now)))


def money(amounts: dict[UUID, int], **changes: object) -> Money:
    """What is paid in cash."""
    values: dict[str, object] = {
        "form_key": new_key(),
        "amounts": amounts,
        "method": "cash",
        "reference": "",
        "form33": "",
        "language": "ar",
        "public_url": "http://localhost",
        "signer": PaperKey(),
    }
    return Money(**(values | changes))  # type: ignore[arg-type]


def open_drawer(hall: Hall, clerk: UUID, now: datetime, opening_float: int = 0) -> str:
    """Open the clerk's cash session at the clerk's window, unless one is open, and give its number."""
    with hall.database.writing() as work:
        held = session_of(work.session, clerk) or open_session(work, clerk, opening_float, new_key(), now)
        return held.number


def receive_and_pay(hall: Hall, clerk: UUID, now: datetime, **changes: object) -> Payment:
    """Receive a request for the number being served and take 37.50 pounds for it."""
    fixed = tariff(hall, now)[0]
    typed = intake(**changes)
    open_drawer(hall, clerk, now)
    with hall.database.writing() as work:
        received = receive(work, clerk, typed, now)
        return pay(work, received, clerk, money({fixed.id: fixed.amount or 0}, form_key=typed.form_key), now)


def the_request(hall: Hall) -> Request:
    """The only request."""
    with hall.database.reading() as session:
        return session.scalars(select(Request)).one()
