"""The submission slip: request number, day, papers handed in and missing, due date, and the code to track it by."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from singlewindow.catalogue.records import Sector, Service
from singlewindow.database import Work
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter, governorate_name
from singlewindow.places.clock import local
from singlewindow.places.records import Window
from singlewindow.requests.moving import Case
from singlewindow.requests.national_id import mask
from singlewindow.requests.papers import papers_handed


def want_slip(work: Work, case: Case, language: str, public_url: str, now: datetime) -> UUID:
    """Freeze the slip's facts as the request stands, ask for the paper and give its key."""
    request, center, code = case.request, case.center, new_code()
    service = work.session.get_one(Service, request.service_id)
    window = work.session.scalar(select(Window.number).where(Window.staff_id == case.staff.id))
    receiver = work.session.get_one(Staff, request.received_by)
    facts = _place(work, center, language) | {
        "request_number": request.number,
        "registered_at": local(request.received_at).strftime("%Y-%m-%dT%H:%M"),
        "applicant": request.applicant_name,
        "national_id_masked": mask(request.national_id),
        "service": service.name(language),
        "sector": work.session.get_one(Sector, service.sector_id).name(language),
        "papers": [
            {"name": paper.name(language), "handed_in": paper.handed_in}
            for paper in papers_handed(work.session, request.id)
        ],
        "due_on": request.due_on.isoformat() if request.due_on else "",
        "track_url": f"{public_url}/track/{request.track_code}",
        "window": window or 0,
        "clerk_code": receiver.code,
        "verification_code": code,
        "verify_url": f"{public_url}/verify/{code}",
    }
    links = {"request_id": request.id, "code": code}
    return want(work, DocumentKind.SLIP, center, language, request.number, facts, now, **links)


def _place(work: Work, center: LockedCenter, language: str) -> dict[str, object]:
    return {
        "governorate": governorate_name(work.session, center, language),
        "center": center.name(language),
        "center_number": f"{center.number:03d}",
        "digits": center.digits.value,
        "illustrative": center.demonstration,
    }
