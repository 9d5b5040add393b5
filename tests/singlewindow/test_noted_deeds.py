"""What the audit says of money, papers, the tariff, devices and booked times: one line for each deed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry, AuditHead
from singlewindow.cash.accounts import Holder, charge_account, declare_complete, open_account
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.charges import Debtor, unpaid, withdraw
from singlewindow.cash.counter_entries import GiveBack, cancel_payment, refund
from singlewindow.cash.methods import MethodWish, put_method
from singlewindow.cash.records import Account, AccountKind
from singlewindow.cash.replace import Replacement, replace_certificate
from singlewindow.cash.sessions import close_session, drawer_of, open_session, review_session, session_of
from singlewindow.cash.statement import statement_facts
from singlewindow.cash.tariff_changes import approve, propose, refuse
from singlewindow.devices.keeping import Facts, describe, revoke, rotate_soon
from singlewindow.devices.pairing import Pairing, pair, show_code
from singlewindow.documents.again import try_again
from singlewindow.documents.events import PaperDeed, cancel, reprint
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.places.centers import lock_center
from singlewindow.tickets.booking import book, bookings_of
from singlewindow.tickets.booking import cancel as give_up
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import receive_and_pay, tariff, the_request
from tests.singlewindow.paper_key import PaperKey
from tests.singlewindow.test_accounts import month, rent
from tests.singlewindow.test_tariff import wish

KEY = PaperKey()
WHY = "سبب توضيحي"
TABLE: list[tuple[Action, Callable[["Day"], object]]] = []


def noted_as(action: Action) -> Callable[[Callable[["Day"], object]], Callable[["Day"], object]]:
    """Put a deed into the table, in the order in which they are done."""

    def put(deed: Callable[["Day"], object]) -> Callable[["Day"], object]:
        TABLE.append((action, deed))
        return deed

    return put


@dataclass
class Day:
    """A day at the center, from the drawer's opening on; `kept` is what later deeds are about."""

    hall: Hall
    now: datetime
    kept: dict[str, Any] = field(default_factory=dict)

    def do(self, deed: Callable[..., Any], *arguments: object) -> Any:
        """Do a deed now, in a transaction of its own."""
        return self.hall.do(deed, *arguments, self.now)

    def who(self, username: str) -> Any:
        """A member of staff."""
        return self.hall.staff(username)

    def paper(self, kind: DocumentKind, nth: int = 0) -> PaperDeed:
        """A deed of the supervisor on a paper."""
        with self.hall.database.reading() as session:
            own = (Document.kind == kind, Document.code.is_not(None))
            found = session.scalars(select(Document.id).where(*own).order_by(Document.id)).all()
        return PaperDeed(self.hall.center_id, found[nth], self.who("supervisor1"), new_key(), WHY)

    def certify(self) -> None:
        """Issue a certificate of the request."""
        wanted = CertificateWish(new_key(), "", "", "ar", "http://localhost", KEY, no_fee_because=WHY)
        self.do(certify, the_request(self.hall), self.who("clerk1"), wanted)


@noted_as(Action.CASH_OPENED)
def _opened(day: Day) -> None:
    day.hall.take_ticket(day.now)
    day.kept["session"] = day.do(open_session, day.hall.seat("clerk1", 1), 1_000, new_key()).number


@noted_as(Action.REFUND)
def _refunded(day: Day) -> None:
    day.hall.serve(day.who("clerk1"), day.now)
    day.kept["receipt"] = receive_and_pay(day.hall, day.who("clerk1"), day.now).receipt_number
    day.certify()
    day.certify()
    wanted = GiveBack(new_key(), WHY)
    day.do(refund, day.hall.center_id, day.kept["receipt"], day.who("supervisor1"), 50, wanted)


@noted_as(Action.PAPER_REPRINTED)
def _copied(day: Day) -> None:
    day.do(reprint, day.paper(DocumentKind.RECEIPT))


@noted_as(Action.PAPER_REPLACED)
def _replaced(day: Day) -> None:
    day.do(replace_certificate, day.paper(DocumentKind.CERTIFICATE), Replacement("http://localhost", KEY))


@noted_as(Action.PAPER_CANCELLED)
def _paper_cancelled(day: Day) -> None:
    day.do(cancel, day.paper(DocumentKind.CERTIFICATE, 1))


@noted_as(Action.PAPER_TRIED_AGAIN)
def _tried_again(day: Day) -> None:
    wanted = day.paper(DocumentKind.RECEIPT)
    with day.hall.database.writing() as work:
        aside = update(Document).where(Document.id == wanted.document_id)
        work.session.execute(aside.values(state=DocumentState.SET_ASIDE))
    day.do(try_again, day.hall.center_id, wanted.document_id, day.who("supervisor1"), WHY)


@noted_as(Action.PAYMENT_CANCELLED)
def _cancelled(day: Day) -> None:
    day.hall.take_ticket(day.now)
    clerk = day.hall.seat("clerk2", 2)
    day.do(open_session, clerk, 0, new_key())
    day.hall.serve(clerk, day.now)
    receipt = receive_and_pay(day.hall, clerk, day.now).receipt_number
    day.do(cancel_payment, day.hall.center_id, receipt, day.who("supervisor1"), GiveBack(new_key(), WHY))


@noted_as(Action.ACCOUNT_OPENED)
def _account(day: Day) -> None:
    holder = Holder("مواطن توضيحي")
    clerk = day.who("clerk1")
    day.kept["account"] = day.do(open_account, day.hall.center_id, AccountKind.UNIT, "12", holder, clerk)


@noted_as(Action.CHARGE_WITHDRAWN)
def _withdrawn(day: Day) -> None:
    account: Account = day.kept["account"]
    typed = {rent(day.hall, day.now): 20_000}
    day.do(charge_account, account, "rent_payment", typed, month(1), day.who("clerk1"))
    with day.hall.database.reading() as session:
        (owed,) = unpaid(session, Debtor(account_id=account.id))
    day.do(withdraw, owed.charge.id, day.who("supervisor1"), WHY)


@noted_as(Action.LEDGER_COMPLETE)
def _complete(day: Day) -> None:
    day.do(declare_complete, day.kept["account"], date(2026, 1, 1), day.who("manager1"))


@noted_as(Action.TARIFF_PROPOSED)
def _proposed(day: Day) -> None:
    code = tariff(day.hall, day.now)[0].code
    day.kept["change"] = day.do(propose, wish(code=code), day.who("manager1")).id


@noted_as(Action.TARIFF_APPROVED)
def _approved(day: Day) -> None:
    day.do(approve, day.kept["change"], day.who("admin1"))


@noted_as(Action.TARIFF_REFUSED)
def _refused(day: Day) -> None:
    change = day.do(propose, wish(code="another"), day.who("manager1"))
    day.do(refuse, change.id, day.who("admin1"))


@noted_as(Action.WAYS_CHANGED)
def _way(day: Day) -> None:
    day.do(put_method, None, MethodWish("voucher", "قسيمة", "Voucher", True, False, None, True), day.who("admin1"))


@noted_as(Action.DEVICE_PAIRED)
def _paired(day: Day) -> None:
    code = day.do(show_code, "").code
    wanted = Pairing(code, day.hall.center_id, "kiosk", "كشك المدخل")
    day.kept["device"] = day.do(pair, wanted, day.who("manager1")).id


@noted_as(Action.DEVICE_CHANGED)
def _named(day: Day) -> None:
    day.do(describe, day.kept["device"], day.hall.center_id, Facts("كشك", "", "", ""), day.who("manager1"))


@noted_as(Action.DEVICE_ROTATED)
def _rotated(day: Day) -> None:
    day.do(rotate_soon, day.kept["device"], day.hall.center_id, day.who("manager1"))


@noted_as(Action.DEVICE_REVOKED)
def _revoked(day: Day) -> None:
    day.do(revoke, day.kept["device"], day.hall.center_id, WHY, day.who("manager1"))


@noted_as(Action.BOOKED)
def _booked(day: Day) -> None:
    slot = day.now.replace(minute=30, second=0, microsecond=0) + timedelta(days=1)
    day.do(book, day.hall.center_id, "building_permit_issue", slot, new_key(), day.who("clerk1"))
    with day.hall.database.reading() as session:
        day.kept["booking"] = bookings_of(session, day.hall.center_id, slot.date())[0][0]


@noted_as(Action.BOOKING_CANCELLED)
def _given_up(day: Day) -> None:
    day.do(give_up, day.hall.center_id, day.kept["booking"].id, day.who("clerk1"))


@noted_as(Action.CASH_CLOSED)
def _closed(day: Day) -> None:
    with day.hall.database.writing() as work:
        held = session_of(work.session, day.who("clerk1"))
        assert held
        assert drawer_of(work.session, held) == 1_000 + 3_750 - 50
        close_session(work, day.who("clerk1"), {1_000: 1}, WHY, day.now)
        facts = statement_facts(work.session, lock_center(work.session, day.hall.center_id), held, "ar")
        head = work.session.get_one(AuditHead, 1, populate_existing=True)
        assert facts["audit_head"] == head.seal


@noted_as(Action.CASH_REVIEWED)
def _reviewed(day: Day) -> None:
    day.do(review_session, day.hall.center_id, day.kept["session"], day.who("supervisor1"), "")


def last(hall: Hall) -> AuditEntry:
    """The newest line."""
    with hall.database.reading() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)).one()


def test_each_deed_is_the_newest_line_of_the_audit_and_names_nobody(hall: Hall, now: datetime) -> None:
    day = Day(hall, now)
    said = []
    for _, deed in TABLE:
        deed(day)
        said.append(last(hall))
    assert [line.action for line in said] == [action.value for action, _ in TABLE]
    assert all(line.staff_id is not None for line in said)
    assert "مواطن" not in "".join(line.facts + line.subject for line in said)
    assert day.kept["booking"].code not in "".join(line.facts + line.subject for line in said)


def test_the_second_press_of_a_form_is_noted_once(hall: Hall, now: datetime) -> None:
    clerk, key = hall.seat("clerk1", 1), new_key()
    for _ in range(2):
        hall.do(open_session, clerk, 0, key, now)
    with hall.database.reading() as session:
        assert session.scalars(select(AuditEntry.action)).all() == [Action.CASH_OPENED.value]
