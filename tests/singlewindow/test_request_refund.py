"""A refund request, once approved, gives back the money of the receipt it names: once, by a second person."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from singlewindow.cash.counter_entries import DrawerMissing, GiveBack, OwnPayment, RefundTooLarge, cancel_payment
from singlewindow.cash.records import CounterEntry, Payment
from singlewindow.cash.request_refund import (
    REFUND_SERVICE,
    NoReceiptNamed,
    NotARefundRequest,
    RefundedAlready,
    awaited_refund,
    pay_back,
    refund_of,
)
from singlewindow.catalogue.records import FieldKind, Service, ServiceField
from singlewindow.errors import Refusal
from singlewindow.requests.applicant import Subject
from singlewindow.requests.moving import RequestIsElsewhere
from singlewindow.requests.outcomes import Collector, FourDigits
from singlewindow.requests.states import RequestState, StageState
from singlewindow.tickets.serve import finish
from singlewindow.tickets.states import Outcome
from tests.cast import Hall, new_key
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import receive_and_pay

CITIZEN = Collector("مواطن توضيحي", "0120")


class Refunds(Departments):
    """A paid receipt of 37.50 pounds, and refund requests that name it."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        super().__init__(hall, now)
        hall.take_ticket(now)
        hall.serve(self.clerk, now)
        self.payment: Payment = receive_and_pay(hall, self.clerk, now)
        hall.do(finish, self.clerk, Outcome.SERVED, now)
        self.supervisor = hall.staff("supervisor1")

    def asked(self, receipt: str = "", **typed: object) -> str:
        """Receive a refund request that names a receipt as its subject."""
        subject = Subject(file_number=receipt or self.payment.receipt_number)
        return self.receive(service=REFUND_SERVICE, **({"subject": subject} | typed))

    def approved(self, **typed: object) -> str:
        """A refund request that was reviewed and approved."""
        number = self.asked(**typed)
        self.review()
        self.decide()
        return number

    def give(self, number: str, amount: int = 3750, key: str = "", **changes: object) -> CounterEntry:
        """Give money back from the request's page."""
        wish = GiveBack(key or new_key(), f"طلب استرداد {number}")
        values = {"staff": self.supervisor, "collector": CITIZEN} | changes
        return self.hall.do(pay_back, values["staff"], number, amount, wish, values["collector"], self.now)

    def entries(self) -> int:
        """How many counter-entries there are."""
        with self.hall.database.reading() as session:
            return session.scalar(select(func.count()).select_from(CounterEntry)) or 0


@pytest.fixture
def way(hall: Hall, now: datetime) -> Refunds:
    return Refunds(hall, now)


def test_an_approved_request_gives_the_money_back_and_is_delivered(way: Refunds) -> None:
    number = way.approved()
    entry = way.give(number)
    assert (entry.amount, entry.payment_id, entry.drawer_amount) == (3750, way.payment.id, 3750)
    assert number in entry.reason
    request = way.request(number)
    assert (request.state, request.collected_by) == (RequestState.DELIVERED, CITIZEN.name)
    assert [stage.state for stage in way.stages(number)][-1] is StageState.SKIPPED
    with way.hall.database.reading() as session:
        assert awaited_refund(session, request) is None
        found = refund_of(session, request.id)
    assert found is not None
    assert found.id == entry.id


def test_a_field_of_the_form_may_name_the_receipt(way: Refunds) -> None:
    with way.hall.database.reading() as session:
        query = select(ServiceField.id).join(Service, Service.id == ServiceField.service_id)
        field = session.scalars(query.where(Service.code == REFUND_SERVICE, ServiceField.kind == FieldKind.FILE_NUMBER))
        key = field.one()
    number = way.approved(subject=Subject(), answers={key: way.payment.receipt_number.lower()})
    assert way.give(number, 1000).amount == 1000


def test_a_second_press_gives_the_first_entry_and_another_is_refused(way: Refunds) -> None:
    number, key = way.approved(), new_key()
    first = way.give(number, key=key)
    assert way.give(number, key=key).id == first.id
    with pytest.raises(RefundedAlready):
        way.give(number)
    assert way.entries() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"amount": 3751}, RefundTooLarge),
        ({"amount": 0}, RefundTooLarge),
        ({"collector": Collector("مواطن", "12")}, FourDigits),
    ],
)
def test_what_is_typed_wrongly_gives_nothing_back(
    way: Refunds, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    number = way.approved()
    with pytest.raises(refusal):
        way.give(number, **changes)  # type: ignore[arg-type]
    assert way.request(number).state is RequestState.APPROVED
    assert way.entries() == 0


def test_who_took_the_payment_does_not_give_it_back(way: Refunds) -> None:
    number = way.approved()
    with pytest.raises(OwnPayment):
        way.give(number, staff=way.clerk)


def test_nothing_is_given_back_before_the_decision(way: Refunds) -> None:
    number = way.asked()
    with pytest.raises(RequestIsElsewhere):
        way.give(number)
    way.review()
    with pytest.raises(RequestIsElsewhere):
        way.give(number)
    with way.hall.database.reading() as session:
        assert awaited_refund(session, way.request(number)) is None


def test_a_request_for_something_else_gives_no_money_back(way: Refunds) -> None:
    number = way.receive(subject=Subject(file_number=way.payment.receipt_number))
    way.review()
    way.decide()
    with pytest.raises(NotARefundRequest):
        way.give(number)


def test_a_request_that_names_no_receipt_says_so(way: Refunds) -> None:
    number = way.approved(subject=Subject(file_number="12"))
    with pytest.raises(NoReceiptNamed):
        way.give(number)
    with way.hall.database.reading() as session:
        waits = awaited_refund(session, way.request(number))
    assert waits is not None
    assert (waits.payment, waits.left) == (None, 0)


def test_a_receipt_that_was_cancelled_has_nothing_left(way: Refunds) -> None:
    number = way.approved()
    wish = GiveBack(new_key(), "خطأ")
    way.hall.do(cancel_payment, way.hall.center_id, way.payment.receipt_number, way.supervisor, wish, way.now)
    with pytest.raises(Refusal):
        way.give(number)


def test_cash_of_an_earlier_day_needs_an_open_drawer(way: Refunds) -> None:
    number = way.approved()
    way.later(days=1)
    with pytest.raises(DrawerMissing):
        way.give(number)
