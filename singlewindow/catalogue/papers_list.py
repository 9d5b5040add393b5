"""The printed list of what a service needs, for who takes no ticket yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from singlewindow.cash.tariff import Rule
from singlewindow.catalogue.records import Paper, Service, TariffItem
from singlewindow.catalogue.services import papers_of, require_open, service_by_code, tariff_of
from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.want import want
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number
from singlewindow.places.centers import LockedCenter, governorate_name, lock_center
from singlewindow.places.clock import local, service_day


@dataclass(frozen=True)
class ListWish:
    """Who asks for which list; `set_time` is the service's time as the page says it, empty when none is set.

    `device_id` is the kiosk, whose printer prints it.
    """

    center_id: UUID
    service: str
    set_time: str
    language: str
    form_key: str
    device_id: UUID | None = None


def want_papers_list(work: Work, wish: ListWish, now: datetime) -> UUID:
    """Ask for the list of a service's papers and fees and give its paper's key; the same form key gives the same one.

    Raises FormKeyMissing, UnknownCenter, UnknownService or ServiceIsClosed.
    """
    checked_form_key(wish.form_key)
    center = lock_center(work.session, wish.center_id)
    first = work.session.scalar(select(Document.id).where(Document.form_key == wish.form_key))
    if first is not None:
        return first
    service = service_by_code(work.session, wish.service)
    require_open(work.session, center.id, service.id)
    count = next_number(work.session, center.id, "papers list", service_day(now).isoformat())
    serial = f"LIST-{center.number:03d}-{service_day(now):%Y%m%d}-{count}"
    facts = _facts(work, center, service, wish, now)
    return want(
        work,
        DocumentKind.PAPERS_LIST,
        center,
        wish.language,
        serial,
        facts,
        now,
        form_key=wish.form_key,
        device_id=wish.device_id,
    )


def _facts(work: Work, center: LockedCenter, service: Service, wish: ListWish, now: datetime) -> dict[str, Any]:
    language = wish.language
    papers = papers_of(work.session, service.id)
    tariff = tariff_of(work.session, service.id, service_day(now))
    return {
        "governorate": governorate_name(work.session, center, language),
        "center": center.name(language),
        "digits": center.digits.value,
        "illustrative": _is_illustrative(center, [*papers, *tariff]),
        "sector": service.sector.name(language),
        "service": service.name(language),
        "set_time": wish.set_time,
        "fees": [{"description": item.name(language), "amount": _said(item)} for item in tariff],
        "papers": [paper.name(language) for paper in papers],
        "printed_at": local(now).strftime("%Y-%m-%dT%H:%M"),
    }


def _said(item: TariffItem) -> int | None:
    """Give the amount that holds for everybody; what depends on units or a share is reckoned at the window."""
    return item.amount if item.rule is Rule.FIXED else None


def _is_illustrative(center: LockedCenter, rows: list[Paper | TariffItem]) -> bool:
    return center.demonstration or any(row.illustrative for row in rows)
