"""Pictures of what was found on a field visit: cleaned of their camera's data, kept under their SHA-256."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.field_visits.camera_data import without_camera_data
from singlewindow.field_visits.moving import VisitCase, visit_by_number
from singlewindow.field_visits.records import Finding, FindingPicture
from singlewindow.requests.scans import LARGEST_SCAN, ScanStore

MOST_PICTURES = 20


class PictureTooLarge(Invalid):
    status = 413
    message = N_("A picture has at most 5 MB.")
    field = "picture"


class TooManyPictures(Refusal):
    message = N_("A field visit has at most 20 pictures.")


class UnknownPicture(Unknown):
    message = N_("There is no such picture.")


def add_pictures(
    work: Work, store: ScanStore, case: VisitCase, finding: Finding, pictures: Sequence[bytes], now: datetime
) -> None:
    """Add pictures to a finding; the same picture again adds none.

    Raises PictureTooLarge, NotAPicture, PictureTooFine or TooManyPictures.
    """
    for content in pictures:
        if len(content) > LARGEST_SCAN:
            raise PictureTooLarge
        plain, media_type = without_camera_data(content)
        if _count(work.session, case.visit.id) >= MOST_PICTURES:
            raise TooManyPictures
        sha256 = store.keep(plain)
        same = (FindingPicture.finding_id == finding.id, FindingPicture.sha256 == sha256)
        if work.session.scalar(select(FindingPicture.id).where(*same)) is None:
            work.add(
                FindingPicture(
                    finding_id=finding.id,
                    sha256=sha256,
                    media_type=media_type,
                    size=len(plain),
                    added_at=now,
                    added_by=case.staff_id,
                )
            )
            work.session.flush()


def pictures_of(session: Session, visit_id: UUID) -> Sequence[FindingPicture]:
    """Give the pictures of a field visit in the order they came."""
    own = select(FindingPicture).join(Finding, Finding.id == FindingPicture.finding_id)
    return session.scalars(own.where(Finding.visit_id == visit_id).order_by(FindingPicture.id)).all()


def picture_of(session: Session, number: str, key: UUID, center_id: UUID | None) -> FindingPicture:
    """Give a picture of a field visit; `center_id` as in `visit_by_number`. Raises UnknownVisit or UnknownPicture."""
    visit = visit_by_number(session, number, center_id)
    found = next((picture for picture in pictures_of(session, visit.id) if picture.id == key), None)
    if found is None:
        raise UnknownPicture
    return found


def _count(session: Session, visit_id: UUID) -> int:
    own = select(func.count()).select_from(FindingPicture).join(Finding, Finding.id == FindingPicture.finding_id)
    return session.scalar(own.where(Finding.visit_id == visit_id)) or 0
