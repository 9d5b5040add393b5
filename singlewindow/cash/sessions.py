"""Cash sessions: a cashier's day at a window, from the opening float to the reviewed count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.records import CashCount, CashSession, CounterEntry, Payment, PaymentMethod, Tender
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.records import Window
from singlewindow.places.windows import own_window
from singlewindow.records import new_key
from singlewindow.text import one_line

DENOMINATIONS = (20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25)
"""Notes and coins in circulation, in piastres (Central Bank of Egypt)."""
MOST_FLOAT = 10_000_000
MOST_COUNT = 100_000


class NoCashSession(Refusal):
    message = N_("Open your cash session before you take money.")


class SessionIsOpen(Refusal):
    message = N_("Your cash session %(number)s is still open. Close it first.")


class DrawerIsTaken(Refusal):
    message = N_("Cash session %(number)s of another cashier is still open at this window.")


class SessionIsElsewhere(Refusal):
    message = N_("Your cash session is at window %(number)s. Close it before you take money here.")


class SessionIsOfAnotherDay(Refusal):
    message = N_("Your cash session is of an earlier day. Close it, then open a new one.")


class UnknownCashSession(Unknown):
    message = N_("There is no such cash session.")


class FloatWrong(Invalid):
    message = N_("The opening float is an amount from 0 to 100,000 pounds.")
    field = "opening_float"


class CountWrong(Invalid):
    message = N_("A count of notes or coins is a whole number from 0 to 100,000.")
    field = "count"


class ExplanationMissing(Invalid):
    message = N_("The drawer differs by %(difference)s pounds. Please explain it.")
    field = "explanation"


class SessionIsClosed(Refusal):
    message = N_("This cash session has been closed already.")


class SessionNotClosed(Refusal):
    message = N_("A cash session is reviewed after it was closed.")


class ReviewedAlready(Refusal):
    message = N_("This cash session has been reviewed already.")


class OwnSession(Refusal):
    status = 403
    message = N_("Nobody reviews their own cash session.")


@dataclass(frozen=True)
class Taken:
    """What a session took by one way to pay."""

    method: PaymentMethod
    count: int
    amount: int


def open_session(work: Work, staff_id: UUID, opening_float: int, form_key: str, now: datetime) -> CashSession:
    """Open the clerk's cash session at the clerk's window; the same form key gives the first again.

    `opening_float` is in piastres. Raises FormKeyMissing, NoWindow, FloatWrong, SessionIsOpen or DrawerIsTaken.
    """
    checked_form_key(form_key)
    window = own_window(work.session, staff_id)
    center = lock_center(work.session, window.center_id)
    first = work.session.scalar(select(CashSession).where(CashSession.form_key == form_key))
    if first is not None:
        return first
    _require_no_other(work.session, staff_id, window)
    if not 0 <= opening_float <= MOST_FLOAT:
        raise FloatWrong
    opened = _new_session(work.session, center, window, staff_id, opening_float, now)
    opened.form_key = form_key
    work.add(opened)
    work.tell(CenterChanged(center.id, center.version))
    work.session.flush()
    note(work, Action.CASH_OPENED, staff_id, center.id, opened.number, now, float=opening_float)
    return opened


def close_session(
    work: Work, staff_id: UUID, counts: Mapping[int, int], explanation: str, now: datetime
) -> CashSession:
    """Close the clerk's cash session with what was counted: how many by denomination in piastres.

    Raises NoCashSession, CountWrong, ExplanationMissing when the drawer differs, or the refusals of `one_line`.
    """
    held = session_of(work.session, staff_id)
    if held is None:
        raise NoCashSession
    center = lock_center(work.session, held.center_id)
    if not all(denomination in DENOMINATIONS and 0 <= n <= MOST_COUNT for denomination, n in counts.items()):
        raise CountWrong
    counted = sum(denomination * count for denomination, count in counts.items())
    expected = drawer_of(work.session, held)
    because = one_line(explanation, N_("The explanation"), most=300, required=False)
    if counted != expected and not because:
        raise ExplanationMissing(difference=_signed(counted - expected))
    _close(work, held, expected, counted, because, now)
    work.session.add_all(CashCount(session_id=held.id, denomination=d, count=n) for d, n in counts.items() if n)
    work.tell(CenterChanged(center.id, center.version))
    work.session.flush()
    note(work, Action.CASH_CLOSED, staff_id, center.id, held.number, now, expected=expected, counted=counted)
    return held


def review_session(work: Work, center_id: UUID, number: str, reviewer_id: UUID, remark: str, now: datetime) -> None:
    """Note that a second person looked at a closed session.

    Raises UnknownCashSession, SessionNotClosed, ReviewedAlready, OwnSession or the refusals of `one_line`.
    """
    lock_center(work.session, center_id)
    seen = session_by_number(work.session, center_id, number)
    if seen.closed_at is None:
        raise SessionNotClosed
    if seen.reviewed_at is not None:
        raise ReviewedAlready
    if seen.cashier_id == reviewer_id:
        raise OwnSession
    said = one_line(remark, N_("The remark"), most=300, required=False)
    values = {"reviewed_at": now, "reviewed_by": reviewer_id, "review": said}
    work.session.execute(update(CashSession).where(CashSession.id == seen.id).values(**values))
    note(work, Action.CASH_REVIEWED, reviewer_id, center_id, number, now)


def session_of(session: Session, staff_id: UUID) -> CashSession | None:
    """Give the open cash session of a cashier, if any."""
    return session.scalar(
        select(CashSession).where(CashSession.cashier_id == staff_id, CashSession.closed_at.is_(None))
    )


def session_by_number(session: Session, center_id: UUID, number: str) -> CashSession:
    """Give a center's cash session by its number; raises UnknownCashSession."""
    own = (CashSession.center_id == center_id, CashSession.number == number)
    found = session.scalar(select(CashSession).where(*own))
    if found is None:
        raise UnknownCashSession
    return found


def require_session(session: Session, staff_id: UUID, window: Window, now: datetime) -> CashSession:
    """Give the session into which a payment at a window goes now.

    Raises NoCashSession, SessionIsElsewhere or SessionIsOfAnotherDay.
    """
    held = session_of(session, staff_id)
    if held is None:
        raise NoCashSession
    if held.day != service_day(now):
        raise SessionIsOfAnotherDay
    if held.window_id != window.id:
        raise SessionIsElsewhere(number=session.get_one(Window, held.window_id).number)
    return held


def taken_by(session: Session, cash_session_id: UUID) -> list[Taken]:
    """Give what a session took by each way to pay, in their order; cancelled payments are among it."""
    query = (
        select(PaymentMethod, func.count(), func.sum(Tender.amount))
        .join(Tender, Tender.method_id == PaymentMethod.id)
        .join(Payment, Payment.id == Tender.payment_id)
        .where(Payment.session_id == cash_session_id)
        .group_by(PaymentMethod.id)
        .order_by(PaymentMethod.position)
    )
    return [Taken(method, count, int(amount)) for method, count, amount in session.execute(query)]


def entries_of(session: Session, cash_session_id: UUID) -> Sequence[CounterEntry]:
    """Give what left a session's drawer again, by number."""
    query = select(CounterEntry).where(CounterEntry.session_id == cash_session_id)
    return session.scalars(query.order_by(CounterEntry.serial)).all()


def drawer_of(session: Session, held: CashSession) -> int:
    """Give the piastres that must lie in a session's drawer: its float, what came in, less what went out."""
    came = sum(taken.amount for taken in taken_by(session, held.id) if taken.method.drawer)
    return held.opening_float + came - sum(entry.drawer_amount for entry in entries_of(session, held.id))


def _require_no_other(session: Session, staff_id: UUID, window: Window) -> None:
    if held := session_of(session, staff_id):
        raise SessionIsOpen(number=held.number)
    here = select(CashSession).where(CashSession.window_id == window.id, CashSession.closed_at.is_(None))
    if other := session.scalar(here):
        raise DrawerIsTaken(number=other.number)


def _new_session(
    session: Session, center: LockedCenter, window: Window, staff_id: UUID, opening_float: int, now: datetime
) -> CashSession:
    day = service_day(now)
    year = fiscal_year(day)
    serial = next_number(session, center.id, "cash session", year)
    return CashSession(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        number=money_number("S", center.number, year, serial),
        fiscal_year=year,
        serial=serial,
        cashier_id=staff_id,
        window_id=window.id,
        day=day,
        opening_float=opening_float,
        opened_at=now,
    )


def _close(work: Work, held: CashSession, expected: int, counted: int, because: str, now: datetime) -> None:
    values = {"closed_at": now, "expected": expected, "counted": counted, "explanation": because}
    own = (CashSession.id == held.id, CashSession.closed_at.is_(None))
    if work.session.execute(update(CashSession).where(*own).values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        raise SessionIsClosed


def _signed(piastres: int) -> str:
    sign = "-" if piastres < 0 else "+"
    return f"{sign}{abs(piastres) // 100}.{abs(piastres) % 100:02d}"
