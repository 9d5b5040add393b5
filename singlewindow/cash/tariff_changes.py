"""Changing the tariff: one person proposes, another approves; the old item ends the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.money import MOST_PIASTRES
from singlewindow.cash.tariff import HUNDRED_PERCENT, Rule
from singlewindow.catalogue.records import TariffChange, TariffItem
from singlewindow.catalogue.services import service_by_code
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.places.clock import service_day
from singlewindow.records import new_key
from singlewindow.text import one_line


class UnknownChange(Unknown):
    message = N_("There is no such proposal.")


class SettledAlready(Refusal):
    message = N_("This proposal has been settled already.")


class OwnProposal(Refusal):
    status = 403
    message = N_("Who proposed a change of the tariff can't approve it. A second person does.")


class DayPassed(Invalid):
    message = N_("A change of the tariff begins on a day to come.")
    field = "valid_from"


class FigureWrong(Invalid):
    message = N_("This rule needs an amount, or a percentage up to 100.")
    field = "amount"


class BeginsTooEarly(Refusal):
    message = N_("The present item begins on %(day)s; a change must begin after it.")


@dataclass(frozen=True)
class TariffWish:
    """What is proposed for an item of a service. `figure`: see `amount_owed`. No rule ends the item."""

    service: str
    code: str
    name_ar: str
    name_en: str
    rule: Rule | None
    figure: int | None
    valid_from: date
    source: str


def propose(work: Work, wish: TariffWish, staff_id: UUID, now: datetime) -> TariffChange:
    """Propose a change. Raises UnknownService, DayPassed, FigureWrong or the refusals of `one_line`."""
    if wish.valid_from <= service_day(now):
        raise DayPassed
    change = TariffChange(
        id=new_key(),
        service_id=service_by_code(work.session, wish.service).id,
        code=one_line(wish.code, N_("The item's code"), most=60),
        name_ar=one_line(wish.name_ar, N_("The Arabic name"), most=120),
        name_en=one_line(wish.name_en, N_("The English name"), most=120),
        rule=wish.rule,
        amount=_figure(wish),
        valid_from=wish.valid_from,
        source=one_line(wish.source, N_("The source"), most=200),
        proposed_by=staff_id,
        proposed_at=now,
    )
    work.add(change)
    work.session.flush()
    _note(work, Action.TARIFF_PROPOSED, change, staff_id, now)
    return change


def approve(work: Work, change_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Put a proposal into the tariff. Raises UnknownChange, SettledAlready, OwnProposal, DayPassed, BeginsTooEarly."""
    change = _open(work.session, change_id)
    if change.proposed_by == staff_id:
        raise OwnProposal
    if change.valid_from <= service_day(now):
        raise DayPassed
    _settle(work, change, staff_id, now, approved=True)
    present = _present(work.session, change)
    if present is not None:
        _end(work, present, change.valid_from)
    if change.rule is not None:
        work.add(_item(change, present.position if present else _next_position(work.session, change.service_id)))
    work.session.flush()
    _note(work, Action.TARIFF_APPROVED, change, staff_id, now)


def refuse(work: Work, change_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Turn a proposal down, or take one's own back. Raises UnknownChange or SettledAlready."""
    change = _open(work.session, change_id)
    _settle(work, change, staff_id, now, approved=False)
    _note(work, Action.TARIFF_REFUSED, change, staff_id, now)


def open_changes(session: Session) -> Sequence[TariffChange]:
    """Give the proposals that nobody has settled, oldest first."""
    query = select(TariffChange).where(TariffChange.settled_at.is_(None))
    return session.scalars(query.order_by(TariffChange.proposed_at)).all()


def _note(work: Work, action: Action, change: TariffChange, staff_id: UUID, now: datetime) -> None:
    note(work, action, staff_id, None, change.code, now, change=change.id, valid_from=change.valid_from)


def _figure(wish: TariffWish) -> int | None:
    if wish.rule is None or wish.rule is Rule.ASSESSED:
        return None
    most = HUNDRED_PERCENT if wish.rule is Rule.PERCENTAGE else MOST_PIASTRES
    if wish.figure is None or not 0 < wish.figure <= most:
        raise FigureWrong
    return wish.figure


def _open(session: Session, change_id: UUID) -> TariffChange:
    change = session.get(TariffChange, change_id)
    if change is None:
        raise UnknownChange
    if change.settled_at is not None:
        raise SettledAlready
    return change


def _settle(work: Work, change: TariffChange, staff_id: UUID, now: datetime, approved: bool) -> None:
    claim = update(TariffChange).where(TariffChange.id == change.id, TariffChange.settled_at.is_(None))
    settled = claim.values(settled_at=now, settled_by=staff_id, approved=approved).returning(TariffChange.id)
    if work.session.execute(settled, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise SettledAlready


def _present(session: Session, change: TariffChange) -> TariffItem | None:
    own = (TariffItem.service_id == change.service_id, TariffItem.code == change.code, TariffItem.valid_to.is_(None))
    return session.scalar(select(TariffItem).where(*own))


def _end(work: Work, item: TariffItem, follower_from: date) -> None:
    if item.valid_from >= follower_from:
        raise BeginsTooEarly(day=item.valid_from.isoformat())
    item.valid_to = follower_from - timedelta(days=1)
    work.session.flush()


def _item(change: TariffChange, position: int) -> TariffItem:
    return TariffItem(
        service_id=change.service_id,
        code=change.code,
        name_ar=change.name_ar,
        name_en=change.name_en,
        rule=change.rule,
        amount=change.amount,
        position=position,
        valid_from=change.valid_from,
        source=change.source,
    )


def _next_position(session: Session, service_id: UUID) -> int:
    positions = session.scalars(select(TariffItem.position).where(TariffItem.service_id == service_id))
    return max(positions, default=0) + 1
