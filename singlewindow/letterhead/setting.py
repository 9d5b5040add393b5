"""Setting a center's letterhead: its lines, the digits of its papers, and its logo."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Center, Digits
from singlewindow.text import one_line

LONGEST_LINE = 80
LONGEST_FOOTER = 120
MOST_LINES = 2


class TooManyLines(Invalid):
    message = N_("The header has at most two lines.")


class UnknownDigits(Invalid):
    message = N_("Please choose the digits.")


@dataclass(frozen=True)
class Letterhead:
    """What a center's papers say of themselves, as typed; the headers hold up to two lines each."""

    header_ar: str
    header_en: str
    footer_ar: str
    footer_en: str
    digits: str


def set_letterhead(work: Work, center_id: UUID, letterhead: Letterhead) -> None:
    """Set the lines and the digits of a center's papers.

    Raises TooManyLines, UnknownDigits and the refusals of `one_line`.
    """
    if letterhead.digits not in set(Digits):
        raise UnknownDigits
    center = _locked(work, center_id)
    center.header_ar, center.header_en = _lines(letterhead.header_ar), _lines(letterhead.header_en)
    center.footer_ar, center.footer_en = _footer(letterhead.footer_ar), _footer(letterhead.footer_en)
    center.digits = Digits(letterhead.digits)


def set_logo(work: Work, center_id: UUID, digest: str) -> None:
    """Set the logo of a center's papers by the hash of its kept file; empty for none."""
    _locked(work, center_id).logo = digest


def _locked(work: Work, center_id: UUID) -> Center:
    """Lock a center, whose screens are told, and give its record as it stands under the lock."""
    session: Session = work.session
    locked = lock_center(session, center_id)
    work.tell(CenterChanged(locked.id, locked.version))
    return session.get_one(Center, center_id, populate_existing=True)


def _lines(text: str) -> str:
    typed = [line for line in text.splitlines() if line.strip()]
    if len(typed) > MOST_LINES:
        raise TooManyLines
    return "\n".join(one_line(line, N_("The header"), most=LONGEST_LINE) for line in typed)


def _footer(text: str) -> str:
    return one_line(text, N_("The footer"), most=LONGEST_FOOTER, required=False)
