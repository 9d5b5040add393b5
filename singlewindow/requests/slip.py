"""The slips of a request: the one it was received with, and the one that says that its file was handed back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from singlewindow.catalogue.records import Sector, Service
from singlewindow.database import Work
from singlewindow.documents.claims import Claims, last_digits, slip_serial
from singlewindow.documents.heads import PaperWish, paper_head
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.people.records import Staff
from singlewindow.places.clock import local, service_day
from singlewindow.places.records import Window
from singlewindow.requests.moving import Case
from singlewindow.requests.national_id import mask
from singlewindow.requests.papers import papers_handed

REMOVED = "—"
"""Stands for an applicant whose data was removed after its retention period."""


def want_slip(work: Work, case: Case, wish: PaperWish, now: datetime) -> UUID:
    """Freeze the slip's facts as the request stands, ask for the paper and give its key.

    It names the request, its day, the papers handed in and missing, the due date, and the code to track it by.
    """
    return _want(work, case, wish, {}, now)


def want_file_slip(work: Work, case: Case, wish: PaperWish, now: datetime) -> UUID:
    """Ask for the paper of a withdrawn file: the papers given back, when, and who signed for them; give its key."""
    request = case.request
    handed_back = {
        "withdrawal": True,
        "handed_back_at": _minute(now),
        "collector": request.collected_by,
        "collector_digits": request.collector_digits,
    }
    return _want(work, case, wish, handed_back, now)


def _want(work: Work, case: Case, wish: PaperWish, more: dict[str, Any], now: datetime) -> UUID:
    request, center, code, language = case.request, case.center, new_code(), wish.language
    day, identity = service_day(request.received_at), last_digits(request.national_id)
    claims = Claims(DocumentKind.SLIP, center.number, slip_serial(request.number), day, 0, identity)
    service = work.session.get_one(Service, request.service_id)
    window = work.session.scalar(select(Window.number).where(Window.staff_id == case.staff.id))
    receiver = work.session.get_one(Staff, request.received_by)
    facts = paper_head(work.session, center, wish, code, claims) | {
        "request_number": request.number,
        "registered_at": _minute(request.received_at),
        "applicant": request.applicant_name or REMOVED,
        "national_id_masked": mask(request.national_id),
        "service": service.name(language),
        "sector": work.session.get_one(Sector, service.sector_id).name(language),
        "papers": [
            {"name": paper.name(language), "handed_in": paper.handed_in}
            for paper in papers_handed(work.session, request.id)
        ],
        "due_on": request.due_on.isoformat() if request.due_on else "",
        "track_url": f"{wish.public_url}/track/{request.track_code}",
        "window": window or 0,
        "clerk_code": receiver.code,
    }
    facts |= more
    links = {"request_id": request.id, "code": code}
    return want(work, DocumentKind.SLIP, center, language, request.number, facts, now, **links)


def _minute(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")
