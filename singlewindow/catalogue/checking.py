"""What is wrong in the cells of one line of a catalogue file; each finding names its column."""

import re
from datetime import date

from singlewindow.cash.money import InvalidAmount, read_amount
from singlewindow.catalogue.records import FieldKind, TimeUnit
from singlewindow.text import ascii_digits, has_controls
from singlewindow.tickets.letters import ARABIC_LETTERS

Row = dict[str, str]
Wrong = list[tuple[str, str]]

LETTERS = tuple(ARABIC_LETTERS)
ICONS = ("building", "stall", "home", "coins", "lift", "people", "document")
PARENTS = {"sector": None, "service": "sector", "paper": "service", "fee": "service", "field": "service"}
LONGEST = 200
LONGEST_CHOICES = 2_000
MOST_CHOICES = 30
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)  # codes stand in addresses of pages
DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
COUNT = re.compile(r"[1-9]\d{0,2}", re.ASCII)
OWN = {
    "sector": ("letter", "icon"),
    "service": ("set_time", "set_time_unit", "source"),
    "paper": ("source", "illustrative", "identity"),
    "fee": ("amount", "valid_from", "source", "illustrative"),
    "field": ("illustrative", "kind", "required", "choices"),
}
OWNED = (
    *("letter", "icon", "set_time", "set_time_unit", "amount", "valid_from", "source", "illustrative"),
    *("identity", "kind", "required", "choices"),
)


def wrong_cells(row: Row) -> Wrong:
    """Give what is wrong in a line, all of it, as column and words. Raises nothing."""
    if row["record"] not in PARENTS:
        return [("record", f"“{row['record'][:40]}” is not one of {', '.join(PARENTS)}")]
    wrong = [
        (name, f"is longer than {_most(name)} characters") for name, cell in row.items() if len(cell) > _most(name)
    ]
    wrong += [(name, "has hidden control characters") for name, cell in row.items() if has_controls(cell)]
    if wrong:
        return wrong
    figures = _wrong_sector(row) + _wrong_time(row) + _wrong_fee(row) + _wrong_field(row)
    return _wrong_names(row) + (_wrong_owner(row) or figures)


def count_of(text: str) -> int | None:
    """Read a whole number from 1 to 999 in any digits; None if it is none."""
    plain = ascii_digits(text)
    return int(plain) if COUNT.fullmatch(plain) else None


def amount_of(text: str) -> int | None:
    """Read pounds as piastres; None if there is no amount or it is wrong."""
    try:
        return read_amount(text)
    except InvalidAmount:
        return None


def date_of(text: str) -> date | None:
    """Read a day like 2026-01-31 of this century in any digits; None if it is none."""
    plain = ascii_digits(text)
    try:
        return date.fromisoformat(plain) if DAY.fullmatch(plain) else None
    except ValueError:
        return None


def choices_of(text: str) -> tuple[str, ...]:
    """Read the choices of a field, parted by semicolons of either script."""
    return tuple(part.strip() for part in text.replace("؛", ";").split(";") if part.strip())


def _most(column: str) -> int:
    return LONGEST_CHOICES if column == "choices" else LONGEST


def _wrong_names(row: Row) -> Wrong:
    wrong = [(name, "is missing") for name in ("code", "name_ar", "name_en") if not row[name]]
    if row["code"] and not CODE.fullmatch(row["code"]):
        wrong.append(("code", "must be at most 60 of a–z, 0–9, _ and -, and begin with a letter or digit"))
    if PARENTS[row["record"]] is None and row["parent"]:
        wrong.append(("parent", "a sector has no parent"))
    if PARENTS[row["record"]] and not row["parent"]:
        wrong.append(("parent", "is missing"))
    return wrong


def _wrong_owner(row: Row) -> Wrong:
    own = OWN[row["record"]]
    return [(name, f"must be empty for a {row['record']}") for name in OWNED if row[name] and name not in own]


def _wrong_sector(row: Row) -> Wrong:
    if row["record"] != "sector":
        return []
    allowed = {"letter": LETTERS, "icon": ICONS}
    return [(name, f"must be one of {' '.join(these)}") for name, these in allowed.items() if row[name] not in these]


def _wrong_time(row: Row) -> Wrong:
    wrong = []
    if bool(row["set_time"]) is not bool(row["set_time_unit"]):
        wrong.append(("set_time", "set_time and set_time_unit go together"))
    if row["set_time"] and count_of(row["set_time"]) is None:
        wrong.append(("set_time", "must be a whole number from 1 to 999"))
    if row["set_time_unit"] and row["set_time_unit"] not in list(TimeUnit):
        wrong.append(("set_time_unit", f"must be one of {' '.join(TimeUnit)}"))
    return wrong


def _wrong_fee(row: Row) -> Wrong:
    wrong = []
    if row["amount"] and amount_of(row["amount"]) is None:
        wrong.append(("amount", "must be pounds from 0 to 10,000,000 with at most two decimals, or empty"))
    if row["record"] == "fee" and date_of(row["valid_from"]) is None:
        wrong.append(("valid_from", "must be a day from 2000 on, written like 2026-01-31"))
    marks = ("illustrative", "identity", "required")
    return wrong + [(name, "must be yes or no") for name in marks if row[name] not in ("", "yes", "no")]


def _wrong_field(row: Row) -> Wrong:
    if row["record"] != "field":
        return []
    if row["kind"] not in list(FieldKind):
        return [("kind", f"must be one of {' '.join(FieldKind)}")]
    choices = choices_of(row["choices"])
    if row["kind"] != FieldKind.CHOICE:
        return [("choices", "must be empty but for the kind choice")] if choices else []
    if not 0 < len(choices) <= MOST_CHOICES or any(len(one) > LONGEST for one in choices):
        return [("choices", f"must be 1 to {MOST_CHOICES}, parted by semicolons, at most {LONGEST} characters each")]
    return []
