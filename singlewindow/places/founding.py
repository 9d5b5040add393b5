"""Founding a center: its row, its windows and, when it is the first one there, its governorate."""

import re
from dataclasses import dataclass

from sqlalchemy import or_, select

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.places.records import Center, CenterKind, Governorate, Window
from singlewindow.records import new_key
from singlewindow.text import one_line

CODE = re.compile(r"[a-z][a-z0-9_]{1,30}")
MOST_WINDOWS = 99


class BadCenter(Invalid):
    message = N_(
        "A code has small Latin letters, digits and underlines; a number is from 1 to 999; windows from 1 to 99."
    )


class CenterIsKnown(Refusal):
    message = N_("There is a center with this code or number already.")


@dataclass(frozen=True)
class Founding:
    """What is known of a new center; the names of the governorate count only when it is new."""

    code: str
    number: int
    name_ar: str
    name_en: str
    kind: CenterKind
    windows: int
    governorate: str
    governorate_ar: str = ""
    governorate_en: str = ""


def found_center(work: Work, wish: Founding) -> Center:
    """Add a center, without hours, and give it. Raises BadCenter, CenterIsKnown or the refusals of `one_line`."""
    if not (CODE.fullmatch(wish.code) and CODE.fullmatch(wish.governorate)):
        raise BadCenter
    if not (1 <= wish.number <= 999 and 1 <= wish.windows <= MOST_WINDOWS):
        raise BadCenter
    same = or_(Center.code == wish.code, Center.number == wish.number)
    if work.session.scalar(select(Center.id).where(same)) is not None:
        raise CenterIsKnown
    names = [one_line(name, N_("The name"), most=120) for name in (wish.name_ar, wish.name_en)]
    center = Center(
        id=new_key(),
        governorate_id=_governorate(work, wish).id,
        code=wish.code,
        number=wish.number,
        kind=wish.kind,
        name_ar=names[0],
        name_en=names[1],
    )
    work.add(center)
    work.session.flush()
    for number in range(1, wish.windows + 1):
        work.add(Window(center_id=center.id, number=number))
    return center


def _governorate(work: Work, wish: Founding) -> Governorate:
    found = work.session.scalar(select(Governorate).where(Governorate.code == wish.governorate))
    if found is not None:
        return found
    names = [
        one_line(name, N_("The governorate’s name"), most=80) for name in (wish.governorate_ar, wish.governorate_en)
    ]
    governorate = Governorate(id=new_key(), code=wish.governorate, name_ar=names[0], name_en=names[1])
    work.add(governorate)
    work.session.flush()
    return governorate
