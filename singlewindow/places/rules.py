"""The rules of a center's queue that its manager sets, each with the least and the most it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Center, Digits
from singlewindow.text import ascii_digits, one_line

LONGEST_NOTICE = 160


class RuleOutOfRange(Invalid):
    message = N_("%(what)s: a whole number from %(least)s to %(most)s.")


class NoticeTooLong(Invalid):
    message = N_("This notice has %(count)s letters. At most %(most)s fit on the board: please shorten it.")


class UnknownDigits(Invalid):
    message = N_("Please choose the digits.")
    field = "digits"


@dataclass(frozen=True)
class Rule:
    """A number that a manager sets: a column of the center, what it is called, its bounds."""

    column: str
    name: str
    least: int
    most: int


ORDER = (
    Rule("head_start_minutes", N_("Minutes that priority numbers start ahead"), 0, 120),
    Rule("booked_head_start_minutes", N_("Minutes that booked numbers start ahead"), 0, 120),
    Rule("most_recalls", N_("How often a number is called again"), 0, 9),
    Rule("recall_after_seconds", N_("Seconds before a number is called again"), 0, 120),
    Rule("grace_minutes", N_("Minutes in which an absent person may come back"), 0, 240),
)
TIMES = (
    Rule("last_ticket_minutes", N_("Minutes before closing at which the last number is given"), 0, 240),
    Rule("slot_minutes", N_("Minutes from one booked time to the next"), 5, 120),
    Rule("slot_places", N_("Places at each booked time"), 0, 50),
)
ALARMS = (
    Rule("wait_alarm_minutes", N_("Alarm when someone has waited so many minutes"), 1, 600),
    Rule("queue_alarm", N_("Alarm when so many people wait"), 1, 2000),
    Rule("device_alarm_minutes", N_("Alarm when a device has been silent for so many minutes"), 2, 120),
)
RULES = (*ORDER, *TIMES, *ALARMS)


def set_rules(work: Work, center_id: UUID, typed: Mapping[str, str], digits: str, speaks_english: bool) -> None:
    """Set all rules of a center from what was typed, by column.

    Raises UnknownCenter, RuleOutOfRange (with the column as `field`) or UnknownDigits.
    """
    values: dict[str, object] = {rule.column: _number(rule, typed.get(rule.column, "")) for rule in RULES}
    if digits not in list(Digits):
        raise UnknownDigits
    _set(work, center_id, **values, digits=Digits(digits), speaks_english=speaks_english)


def set_notices(work: Work, center_id: UUID, arabic: str, english: str) -> None:
    """Set what a center's board says below the calls, its lines in one.

    Raises UnknownCenter, NoticeTooLong (with the column as `field`) or the refusals of `one_line`.
    """
    typed = {"notice_ar": arabic, "notice_en": english}
    _set(work, center_id, **{column: _notice(column, text) for column, text in typed.items()})


def _notice(column: str, typed: str) -> str:
    folded = " ".join(typed.split())
    if len(folded) > LONGEST_NOTICE:
        raise NoticeTooLong(count=len(folded), most=LONGEST_NOTICE, field=column)
    return one_line(folded, N_("The notice"), required=False)


def _number(rule: Rule, typed: str) -> int:
    text = ascii_digits(typed).strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
    if not rule.least <= number <= rule.most:
        raise RuleOutOfRange(what=rule.name, least=rule.least, most=rule.most, field=rule.column)
    return number


def _set(work: Work, center_id: UUID, **values: object) -> None:
    center = lock_center(work.session, center_id)
    work.session.execute(update(Center).where(Center.id == center_id).values(**values))
    work.tell(CenterChanged(center_id, center.version))
