"""Removing personal data whose time is over, a little in each transaction: it may be killed and run again anywhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.complaints.records import Complaint
from singlewindow.database import Work
from singlewindow.personal.due import COMPLAINT_FIELDS, IDENTITY_FIELDS, due
from singlewindow.personal.periods import in_force
from singlewindow.personal.records import PersonalData, RetentionPeriod
from singlewindow.places.centers import LockedCenter, lock_center
from singlewindow.places.records import Center
from singlewindow.requests.records import ApplicantCorrection, IntakeDraft, Request, RequestAnswer, RequestScan
from singlewindow.requests.scans import ScanStore

AT_ONCE = 100


def all_in_force(session: Session, now: datetime) -> Sequence[RetentionPeriod]:
    """Give the periods of all centers that may remove something now."""
    order = (RetentionPeriod.center_id, RetentionPeriod.kind)
    return [row for row in session.scalars(select(RetentionPeriod).order_by(*order)) if in_force(row, now)]


def remove_some(work: Work, center_id: UUID, kind: PersonalData, store: ScanStore, now: datetime) -> int:
    """Remove up to AT_ONCE of what a period says, note how many, and give it: 0 when nothing is due any more.

    The period is read anew, so that one which was changed or taken back meanwhile holds at once.
    """
    if kind is PersonalData.SCANS:
        _lock_all(work.session)
    center = lock_center(work.session, center_id)
    period = work.session.get(RetentionPeriod, (center_id, kind))
    if period is None or not in_force(period, now):
        return 0
    keys = work.session.execute(due(period, now).limit(AT_ONCE)).all()
    if not keys:
        return 0
    _REMOVERS[kind](work.session, center, keys, now)
    facts = {"kind": kind.value, "count": len(keys), "days": period.days}
    note(work, Action.PERSONAL_DATA_REMOVED, None, center.id, str(center.number), now, **facts)
    if kind is PersonalData.SCANS:
        _let_go(work.session, keys, store)
    return len(keys)


def _lock_all(session: Session) -> None:
    """Keep every center from attaching a scan until this transaction ends: it might be a file that is let go.

    Rows that only name a center are still added: who adds one may hold the head of the audit, which is needed here.
    """
    session.execute(select(Center.id).order_by(Center.id).with_for_update(key_share=True)).all()


def _remove_identities(session: Session, center: LockedCenter, keys: Sequence[Any], _now: datetime) -> None:
    requests = [key for (key,) in keys]
    _empty_requests(session, center, requests, [field.key for field in IDENTITY_FIELDS])
    session.execute(update(RequestAnswer).where(RequestAnswer.request_id.in_(requests)).values(value=""))
    _forget_corrections(session, requests, ApplicantCorrection.field != Request.phone.key)


def _remove_phones(session: Session, center: LockedCenter, keys: Sequence[Any], _now: datetime) -> None:
    requests = [key for (key,) in keys]
    _empty_requests(session, center, requests, [Request.phone.key])
    _forget_corrections(session, requests, ApplicantCorrection.field == Request.phone.key)


def _forget_corrections(session: Session, requests: Sequence[UUID], of: ColumnElement[bool]) -> None:
    own = ApplicantCorrection.request_id.in_(requests)
    session.execute(update(ApplicantCorrection).where(own, of).values(before="", after=""))


def _empty_requests(session: Session, center: LockedCenter, keys: Iterable[UUID], fields: Iterable[str]) -> None:
    emptied = dict.fromkeys(fields, "") | {"center_version": center.version}
    session.execute(update(Request).where(Request.id.in_(keys)).values(emptied))


def _remove_scans(session: Session, _center: LockedCenter, keys: Sequence[Any], now: datetime) -> None:
    session.execute(update(RequestScan).where(RequestScan.id.in_([key for (key,) in keys])).values(removed_at=now))


def _let_go(session: Session, keys: Sequence[Any], store: ScanStore) -> None:
    """Delete the files that no scan in use needs. Last of all: a kill before the commit finds the scans due again."""
    of_keys = RequestScan.id.in_([key for (key,) in keys])
    hashes = set(session.scalars(select(RequestScan.sha256).where(of_keys)))
    in_use = (RequestScan.sha256.in_(hashes), RequestScan.removed_at.is_(None))
    for sha256 in sorted(hashes - set(session.scalars(select(RequestScan.sha256).where(*in_use)))):
        store.remove(sha256)


def _empty_drafts(session: Session, _center: LockedCenter, keys: Sequence[Any], _now: datetime) -> None:
    chosen = tuple_(IntakeDraft.staff_id, IntakeDraft.ticket_id).in_([tuple(key) for key in keys])
    session.execute(update(IntakeDraft).where(chosen).values(fields={}))


def _remove_from_complaints(session: Session, center: LockedCenter, keys: Sequence[Any], _now: datetime) -> None:
    emptied = dict.fromkeys([field.key for field in COMPLAINT_FIELDS], "") | {"center_version": center.version}
    session.execute(update(Complaint).where(Complaint.id.in_([key for (key,) in keys])).values(emptied))


_REMOVERS = {
    PersonalData.IDENTITY: _remove_identities,
    PersonalData.PHONES: _remove_phones,
    PersonalData.SCANS: _remove_scans,
    PersonalData.DRAFTS: _empty_drafts,
    PersonalData.COMPLAINTS: _remove_from_complaints,
}
