"""Scanned papers: their type read from their content, kept in the data folder under their SHA-256."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.requests.moving import case_of, settle
from singlewindow.requests.papers import RequestIsClosed, UnknownPaper
from singlewindow.requests.records import RequestPaper, RequestScan
from singlewindow.requests.states import CLOSED

LARGEST_SCAN = 5 * 1024 * 1024
MOST_SCANS = 40
BEGINNINGS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
ENDINGS = {"application/pdf": b"%%EOF", "image/jpeg": b"\xff\xd9", "image/png": b"IEND"}


class UnknownScan(Unknown):
    message = N_("There is no such scan.")


class NotAScan(Invalid):
    message = N_("A scan is a whole PDF, JPEG or PNG file.")
    field = "scan"


class ScanTooLarge(Invalid):
    status = 413
    message = N_(
        "A scan has at most 5 MB. Please scan the paper again in gray at 200 dpi, or page by page, and attach that."
    )
    field = "scan"


class TooManyScans(Refusal):
    message = N_("A request has at most 40 scans.")


class ScanDamaged(Refusal):
    status = 503
    message = N_("The kept file is not what was scanned. Please tell the supervisor.")


def media_type_of(content: bytes) -> str:
    """Tell the type of a scan by its first and last bytes, whatever its name says. Raises NotAScan, ScanTooLarge."""
    if len(content) > LARGEST_SCAN:
        raise ScanTooLarge
    kind = next((kind for beginning, kind in BEGINNINGS if content.startswith(beginning)), None)
    if kind is None or ENDINGS[kind] not in content[-1024:]:
        raise NotAScan
    return kind


@dataclass(frozen=True)
class NewScan:
    """A scan as attached: of which paper, its bytes, and whether it tells who the applicant is."""

    paper_id: UUID
    content: bytes
    identity: bool = False


@dataclass(frozen=True)
class ScanStore:
    """A folder of scans outside the web root."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Write a scan once, durably, and give its SHA-256 in hex."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = place.with_name(f"{sha256}.{os.getpid()}.{os.urandom(4).hex()}.part")
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Give a scan's bytes. Raises ScanDamaged when they are gone or no longer what was kept."""
        try:
            content = self._place(sha256).read_bytes()
        except FileNotFoundError as missing:
            raise ScanDamaged from missing
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ScanDamaged
        return content

    def remove(self, sha256: str) -> None:
        """Delete a scan's file; one that is gone already is no matter."""
        self._place(sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def add_scan(work: Work, store: ScanStore, staff_id: UUID, number: str, scan: NewScan, now: datetime) -> None:
    """Attach a scan to a paper of an open request; the same file again adds none.

    One that tells who the applicant is makes its paper an identity paper from then on: no department sees its scans.

    Raises NotAScan, ScanTooLarge, NoCenter, UnknownRequest, RequestIsClosed, UnknownPaper or TooManyScans.
    """
    media_type = media_type_of(scan.content)
    case = case_of(work, staff_id, number)
    if case.request.state in CLOSED:
        raise RequestIsClosed
    paper = work.session.get(RequestPaper, scan.paper_id)
    if paper is None or paper.request_id != case.request.id:
        raise UnknownPaper
    own = select(func.count()).select_from(RequestScan).where(RequestScan.request_id == case.request.id)
    if (work.session.scalar(own) or 0) >= MOST_SCANS:
        raise TooManyScans
    paper.identity = paper.identity or scan.identity
    sha256 = store.keep(scan.content)
    same = (RequestScan.paper_id == paper.id, RequestScan.sha256 == sha256)
    if work.session.scalar(select(RequestScan.id).where(*same)):
        return
    work.add(
        RequestScan(
            request_id=case.request.id,
            paper_id=paper.id,
            sha256=sha256,
            media_type=media_type,
            size=len(scan.content),
            added_at=now,
            added_by=staff_id,
        )
    )
    settle(work, case)


def scans_of(session: Session, request_id: UUID) -> Sequence[RequestScan]:
    """Give the scans of a request that were not removed, in the order they came."""
    query = select(RequestScan).where(RequestScan.request_id == request_id, RequestScan.removed_at.is_(None))
    return session.scalars(query.order_by(RequestScan.added_at, RequestScan.id)).all()
