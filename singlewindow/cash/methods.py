"""Ways to pay, and what each asks of a payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.money import pounds
from singlewindow.cash.records import PaymentMethod
from singlewindow.errors import N_, Invalid
from singlewindow.text import ascii_digits, one_line


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


def method_by_key(session: Session, key: UUID) -> PaymentMethod:
    """Give a way to pay by its key."""
    return session.get_one(PaymentMethod, key)
