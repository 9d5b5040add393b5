"""The facts of an entry as people read them: names in the page's language, money in pounds, dates as dates."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext

from kiosk.numerals import clock, day, digits, money
from singlewindow.errors import N_

NAMES = {
    "active": N_("active"),
    "amount": N_("amount"),
    "approved": N_("approved"),
    "counted": N_("counted"),
    "department": N_("department"),
    "due_on": N_("due on"),
    "expected": N_("expected"),
    "fields": N_("fields"),
    "float": N_("opening float"),
    "follow_ups": N_("follow-ups"),
    "officer": N_("officer"),
    "paper": N_("paper"),
    "planned_on": N_("planned for"),
    "position": N_("position"),
    "promised_on": N_("promised on"),
    "questions": N_("questions"),
    "reason": N_("reason"),
    "role": N_("role"),
    "second_step": N_("second step"),
    "since": N_("since"),
    "stage": N_("stage"),
    "starts_at": N_("begins"),
    "ticket": N_("number"),
    "to": N_("to"),
    "valid_from": N_("valid from"),
    "why": N_("why"),
}
IN_PIASTRES = frozenset({"amount", "counted", "expected", "float"})


def told(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Give the name and the value of each fact; a name or value that is not known stands as it was sealed."""
    return [(gettext(NAMES[name]) if name in NAMES else name, _value(name, value)) for name, value in facts.items()]


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if isinstance(value, int):
        return money(value) if name in IN_PIASTRES else digits(value)
    return _moment(str(value))


def _moment(text: str) -> str:
    try:
        if len(text) == len("2026-11-26"):
            return day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{day(moment)} {clock(moment)}" if moment.tzinfo else text
