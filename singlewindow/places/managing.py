"""Managing places: what a center is called and what kind it is, and one window more. Each deed is noted."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.text import one_line

MOST_WINDOWS = 60
KIND_NAMES = {
    CenterKind.MAIN: N_("Main center"),
    CenterKind.MINI: N_("Mini center"),
    CenterKind.MOBILE: N_("Mobile center"),
    CenterKind.PRACTICE: N_("Practice center"),
}
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"


class CodeOdd(Invalid):
    message = N_("A center's code has 2 to 30 Latin letters, digits or hyphens.")
    field = "code"


class CodeTaken(Invalid):
    message = N_("Another center has this code.")
    field = "code"


class PracticeIsApart(Invalid):
    message = N_("A practice center stays one, and no other center becomes one.")
    field = "kind"


class TooManyWindows(Refusal):
    message = N_("A center has at most %(most)s windows.")


@dataclass(frozen=True)
class Sign:
    """What stands over a center's door, its code in addresses and its kind."""

    name_ar: str
    name_en: str
    code: str
    kind: CenterKind


def rename_center(work: Work, center_id: UUID, sign: Sign, staff_id: UUID, now: datetime) -> None:
    """Change a center's names, code and kind.

    Raises UnknownCenter, CodeOdd, CodeTaken, PracticeIsApart or the refusals of `one_line`.
    """
    locked = lock_center(work.session, center_id)
    center = work.session.get_one(Center, center_id)
    if CenterKind.PRACTICE in (sign.kind, center.kind) and sign.kind is not center.kind:
        raise PracticeIsApart
    one_line(sign.name_ar, N_("The Arabic name"), most=80)
    one_line(sign.name_en, N_("The English name"), most=80)
    _check_code(work, center_id, sign.code)
    code_before = center.code
    work.session.execute(update(Center).where(Center.id == center_id).values(**asdict(sign)))
    work.tell(CenterChanged(center_id, locked.version))
    facts = {"kind": sign.kind.value, "code_before": code_before}
    note(work, Action.CENTER_CHANGED, staff_id, center_id, sign.code, now, **facts)


def add_window(work: Work, center_id: UUID, staff_id: UUID, now: datetime) -> int:
    """Add a window with the next number and give it. Raises UnknownCenter or TooManyWindows."""
    center = lock_center(work.session, center_id)
    number = (work.session.scalar(select(func.max(Window.number)).where(Window.center_id == center_id)) or 0) + 1
    if number > MOST_WINDOWS:
        raise TooManyWindows(most=MOST_WINDOWS)
    work.add(Window(center_id=center_id, center_version=center.version, number=number))
    work.tell(CenterChanged(center_id, center.version))
    note(work, Action.WINDOW_ADDED, staff_id, center_id, str(number), now)
    return number


def _check_code(work: Work, center_id: UUID, code: str) -> None:
    if not 2 <= len(code) <= 30 or not set(code) <= set(LETTERS):
        raise CodeOdd
    if work.session.scalar(select(Center.id).where(Center.code == code, Center.id != center_id)):
        raise CodeTaken
