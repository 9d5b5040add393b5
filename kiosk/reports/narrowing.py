"""What an address narrows rows by beyond its place: an hour, a clerk, a way to pay, a reason and their like."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from kiosk.reports.named import NOBODY
from kiosk.reports.names import names
from kiosk.reports.place import Place, UnknownPlace
from singlewindow.reports.scope import Axis

BEYOND = (Axis.WEEKDAY, Axis.HOUR, Axis.CLERK, Axis.METHOD, Axis.ITEM, Axis.STAGE, Axis.REASON)


def narrowing_args(args: Mapping[str, str]) -> dict[str, str]:
    """Give of an address what narrows rows beyond their place; a window only where it asks for none."""
    found = {axis.value: args[axis.value] for axis in BEYOND if args.get(axis.value)}
    return found | ({Axis.WINDOW.value: NOBODY} if args.get(Axis.WINDOW.value) == NOBODY else {})


def narrowing(session: Session, place: Place, args: Mapping[str, str]) -> dict[Axis, Any]:
    """Give the keys that an address narrows rows by. Raises UnknownPlace for one that there is not."""
    return {axis: key for axis, (key, _) in _found(session, place, args, "en").items()}


def narrowing_words(session: Session, place: Place, args: Mapping[str, str], language: str) -> list[str]:
    """Give what these keys are called. Raises UnknownPlace as `narrowing` does."""
    return [name for _, name in _found(session, place, args, language).values()]


def _found(session: Session, place: Place, args: Mapping[str, str], language: str) -> dict[Axis, tuple[Any, str]]:
    found = {}
    for word, code in narrowing_args(args).items():
        axis = Axis(word)
        known = {named.code: (key, named.name) for key, named in names(session, place, axis, language).items()}
        if code not in known:
            raise UnknownPlace
        found[axis] = known[code]
    return found
