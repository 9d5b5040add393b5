"""Ways to pay, and what each asks of a payment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.money import pounds
from singlewindow.cash.records import PaymentMethod
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.text import ascii_digits, one_line

CODE = re.compile(r"[a-z0-9_]{2,30}", re.ASCII)


class UnknownMethod(Invalid):
    message = N_("Please choose how it was paid.")
    field = "method"


class ReferenceMissing(Invalid):
    message = N_("This way of paying needs its reference number.")
    field = "reference"


class OverCeiling(Invalid):
    message = N_("At most %(most)s pounds may be paid this way at once.")
    field = "method"


class TendersDiffer(Invalid):
    message = N_("The parts of the payment do not add up to %(total)s pounds.")
    field = "method"


class MethodExists(Refusal):
    message = N_("There is a way to pay with this code already.")


class CodeWrong(Invalid):
    message = N_("A code has 2 to 30 of the letters a to z, digits and _.")
    field = "code"


@dataclass(frozen=True)
class MethodWish:
    """What a way to pay is to be; `ceiling` in piastres."""

    code: str
    name_ar: str
    name_en: str
    reference_required: bool
    drawer: bool
    ceiling: int | None
    active: bool


@dataclass(frozen=True)
class Offered:
    """A part of a payment as typed: its way, reference and piastres; no amount means: what the other parts leave."""

    method: str
    reference: str = ""
    amount: int | None = None


@dataclass(frozen=True)
class Part:
    """A part of a payment that its way allows."""

    method: PaymentMethod
    reference: str
    amount: int


def methods(session: Session) -> Sequence[PaymentMethod]:
    """Give the ways to pay in their order."""
    return session.scalars(select(PaymentMethod).where(PaymentMethod.active).order_by(PaymentMethod.position)).all()


def parts_of(session: Session, offered: Sequence[Offered], total: int) -> list[Part]:
    """Check the parts of a payment of `total` piastres.

    Raises UnknownMethod, ReferenceMissing, OverCeiling, TendersDiffer or the refusals of `one_line`.
    """
    amounts = _amounts(offered, total)
    return [_part(session, each, amount) for each, amount in zip(offered, amounts, strict=True)]


def said(parts: Sequence[Part], language: str) -> str:
    """Give how it was paid in words: the way, or for several each with its pounds."""
    if len(parts) == 1:
        return parts[0].method.name(language)
    return " + ".join(f"{part.method.name(language)} {pounds(part.amount)}" for part in parts)


def _amounts(offered: Sequence[Offered], total: int) -> list[int]:
    if not offered:
        raise UnknownMethod
    named = sum(each.amount for each in offered if each.amount is not None)
    rest = [each for each in offered if each.amount is None]
    amounts = [total - named if each.amount is None else each.amount for each in offered]
    if len(rest) > 1 or sum(amounts) != total or min(amounts) <= 0:
        raise TendersDiffer(total=pounds(total))
    return amounts


def _part(session: Session, offered: Offered, amount: int) -> Part:
    method = session.scalar(select(PaymentMethod).where(PaymentMethod.code == offered.method, PaymentMethod.active))
    if method is None:
        raise UnknownMethod
    reference = one_line(ascii_digits(offered.reference), N_("The reference"), most=60, required=False)
    if method.reference_required and not reference:
        raise ReferenceMissing
    if method.ceiling is not None and amount > method.ceiling:
        raise OverCeiling(most=pounds(method.ceiling))
    return Part(method, reference, amount)


def all_methods(session: Session) -> Sequence[PaymentMethod]:
    """Give all ways to pay in their order, also those no longer offered."""
    return session.scalars(select(PaymentMethod).order_by(PaymentMethod.position)).all()


def put_method(work: Work, method_id: UUID | None, wish: MethodWish, staff_id: UUID, now: datetime) -> None:
    """Add a way to pay, or change one; its code stays.

    Raises UnknownMethod, MethodExists, CodeWrong or the refusals of `one_line`.
    """
    names = {
        "name_ar": one_line(wish.name_ar, N_("The Arabic name"), most=60),
        "name_en": one_line(wish.name_en, N_("The English name"), most=60),
    }
    rules = {
        "reference_required": wish.reference_required,
        "drawer": wish.drawer,
        "ceiling": wish.ceiling,
        "active": wish.active,
    }
    method = work.session.get(PaymentMethod, method_id) if method_id else _new_method(work, wish.code)
    if method is None:
        raise UnknownMethod
    for name, value in {**names, **rules}.items():
        setattr(method, name, value)
    work.session.flush()
    note(work, Action.WAYS_CHANGED, staff_id, None, method.code, now, **rules)


def _new_method(work: Work, typed: str) -> PaymentMethod:
    method = PaymentMethod(code=_new_code(work.session, typed), position=_next(work.session))
    work.add(method)
    return method


def _new_code(session: Session, typed: str) -> str:
    code = typed.strip().lower()
    if not CODE.fullmatch(code):
        raise CodeWrong
    if session.scalar(select(PaymentMethod.id).where(PaymentMethod.code == code)):
        raise MethodExists
    return code


def _next(session: Session) -> int:
    return max((method.position for method in all_methods(session)), default=0) + 1
