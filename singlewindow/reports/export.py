"""The rows behind a number as a file: asked for like a paper, made by the press, and found again by its key."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.want import want
from singlewindow.formkeys import checked_form_key
from singlewindow.places.centers import lock_center
from singlewindow.reports.paper import issuer


@dataclass(frozen=True)
class ExportWish:
    """Which rows: of a measure (its key), at a place and of a period as an address says them (`about`, `args`), as they
    are told apart on the day `today`; in which `form` (`xlsx`, `csv`), language and digits."""

    governorate_id: UUID
    center_id: UUID | None
    measure: str
    about: dict[str, str]
    args: dict[str, str]
    today: date
    form: str
    language: str
    arabic: bool
    title: str
    period: str
    scope: str
    serial: str
    form_key: str
    asked_by: UUID


def want_export(work: Work, wish: ExportWish, now: datetime) -> UUID:
    """Ask for an export and give its key; the same form key gives the same one.

    Raises FormKeyMissing, and UnknownCenter for a governorate without centers.
    """
    key = checked_form_key(wish.form_key)
    center = lock_center(work.session, wish.center_id or issuer(work.session, wish.governorate_id))
    first = work.session.scalar(select(Document.id).where(Document.form_key == key))
    if first is not None:
        return first
    facts: dict[str, Any] = {
        **{"measure": wish.measure, "about": wish.about, "args": wish.args, "today": wish.today.isoformat()},
        **{"form": wish.form, "arabic": wish.arabic},
        **{"title": wish.title, "period": wish.period, "scope": wish.scope},
    }
    links = {"form_key": key, "asked_by": wish.asked_by}
    return want(work, DocumentKind.EXPORT, center, wish.language, wish.serial, facts, now, **links)
