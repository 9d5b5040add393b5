"""Counting due dates anew after a change of hours or holidays, in its transaction, and saying how many moved."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask_babel import gettext, ngettext

from singlewindow.complaints.recount import recount_answers
from singlewindow.database import Work
from singlewindow.places.records import Center
from singlewindow.requests.recount import recount_due


def recounted(change: Callable[[Work], date | None], place: Center, center_id: UUID | None) -> Callable[[Work], int]:
    """Give a deed that does `change` and counts anew what it may move: of `center_id` or of the governorate.

    `change` gives the only day that it changed, or None when it changed more.
    """

    def deed(work: Work) -> int:
        day = change(work)
        where = (place.governorate_id, center_id)
        return recount_due(work, *where, day) + recount_answers(work, *where, day)

    return deed


def said_of(first: str) -> Callable[[int], str]:
    """Give what is said afterwards: `first`, and how many due dates have moved."""

    def said(moved: int) -> str:
        words = ngettext(
            "%(num)s due date of an open file or complaint was moved.",
            "%(num)s due dates of open files or complaints were moved.",
            moved,
        )
        return f"{first or gettext('Saved.')} {words}" if moved else first

    return said
