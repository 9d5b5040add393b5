"""What facts each paper takes. They are checked before anything is drawn; a wrong one is named."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from printing.amount_in_words import HIGHEST
from printing.errors import FactsWrong
from printing.papers.plain import plain

Facts = Mapping[str, Any]
Reader = Callable[[object], Any]

MOST_LINES = 500
LONGEST_ADDRESS = 500
SHORT = 120
DIGEST = re.compile("[0-9a-f]{64}")


class Optional(NamedTuple):
    """A fact that older papers do not have: how it is read, and what holds without it."""

    read: Reader
    default: Any


Shape = Mapping[str, Reader | Optional]


def text(value: object) -> str:
    """Text to show; may be empty."""
    if not isinstance(value, str):
        raise ValueError("must be text")
    return plain(value)


def short(value: object) -> str:
    """Text to show in one or two lines, cut after 120 characters; may be empty."""
    shown = text(value)
    return shown if len(shown) <= SHORT else shown[: SHORT - 1].rstrip() + "…"


def needed(value: object) -> str:
    """Text to show that may not be empty."""
    if not (shown := text(value)):
        raise ValueError("must not be empty")
    return shown


def whole(value: object) -> int:
    """A whole number from 0 to 9,999,999."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 9_999_999:
        raise ValueError("must be a whole number from 0 to 9,999,999")
    return value


def piastres(value: object) -> int:
    """An amount in piastres."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HIGHEST:
        raise ValueError(f"must be a whole number of piastres from 0 to {HIGHEST}")
    return value


def balance(value: object) -> int:
    """A difference in piastres: below 0 when money is missing."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > HIGHEST:
        raise ValueError(f"must be a whole number of piastres from -{HIGHEST} to {HIGHEST}")
    return value


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def day(value: object) -> date:
    """A local date, written YYYY-MM-DD."""
    return date.fromisoformat(text(value))


def moment(value: object) -> datetime:
    """A local time, written YYYY-MM-DDTHH:MM."""
    return datetime.fromisoformat(text(value))


def address(value: object) -> str:
    """What a QR code carries: printable ASCII; may be empty."""
    if not isinstance(value, str) or not (value.isascii() and (value.isprintable()) and len(value) <= LONGEST_ADDRESS):
        raise ValueError(f"must be printable ASCII of at most {LONGEST_ADDRESS} characters")
    return value


def digest(value: object) -> str:
    """The SHA-256 of a file in hex; may be empty."""
    if not isinstance(value, str) or (value and not DIGEST.fullmatch(value)):
        raise ValueError("must be a SHA-256 in hex")
    return value


def maybe(reader: Reader) -> Reader:
    """None, or what `reader` reads."""

    def read(value: object) -> object:
        return None if value is None else reader(value)

    return read


def one_of(*choices: str) -> Reader:
    """One of `choices`."""

    def read(value: object) -> object:
        if value not in choices:
            raise ValueError("must be one of " + ", ".join(choices))
        return value

    return read


def many(reader: Reader) -> Reader:
    """A list, each item read by `reader`."""

    def read(value: object) -> list[object]:
        if not isinstance(value, list | tuple) or len(value) > MOST_LINES:
            raise ValueError(f"must be a list of at most {MOST_LINES}")
        return [reader(item) for item in value]

    return read


def record(shape: Shape) -> Reader:
    """A small mapping of the given `shape`."""

    def read(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValueError("must be a mapping")
        return take(shape, value)

    return read


def take(shape: Shape, facts: Facts) -> dict[str, Any]:
    """The facts that `shape` names, each read by its reader; an optional one that is not given has its default.

    Raises FactsWrong, naming the fact that is missing or wrong.
    """
    taken = {}
    for name, reader in shape.items():
        if name not in facts:
            if not isinstance(reader, Optional):
                raise FactsWrong(f"the fact {name!r} is missing")
            taken[name] = reader.default
            continue
        read = reader.read if isinstance(reader, Optional) else reader
        try:
            taken[name] = read(facts[name])
        except ValueError as wrong:
            raise FactsWrong(f"the fact {name!r} is wrong: {wrong}") from wrong
    return taken
