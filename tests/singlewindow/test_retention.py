"""Personal data leaves when its time is over, and only then; money, receipts, papers and the audit stay."""

import json
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.audit.verify import verify
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.records import Payment
from singlewindow.complaints.complaints import ComplaintWords, answer, complain, complaint_by_number
from singlewindow.complaints.records import Complaint
from singlewindow.documents.records import Document
from singlewindow.people.records import Staff
from singlewindow.personal import removal
from singlewindow.personal.due import count_due
from singlewindow.personal.periods import RECONSIDER, BadRetention, periods_of, set_periods
from singlewindow.personal.records import PersonalData
from singlewindow.personal.removal import all_in_force, remove_some
from singlewindow.places.records import Center
from singlewindow.requests.applicant import IdentityRemoved, Subject
from singlewindow.requests.draft import save_draft
from singlewindow.requests.outcomes import withdraw
from singlewindow.requests.records import IntakeDraft, Request, RequestPaper, RequestScan
from singlewindow.requests.scans import NewScan, ScanStore, add_scan, scans_of
from singlewindow.requests.tracking import NotTracked, track_code_of, tracked
from singlewindow.tickets.serve import finish
from singlewindow.tickets.states import Outcome
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall, new_key
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import receive_and_pay, the_request
from tests.singlewindow.paper_key import PaperKey

ALL = dict.fromkeys(PersonalData, "30")
LATER = timedelta(days=31)
PDF = b"%PDF-1.7 illustrative %%EOF"
WHO = {
    "applicant_name": "مواطن توضيحي",
    "national_id": WRONG_CHECK_DIGIT_ID,
    "phone": "01001234567",
    "subject": Subject(unit="12", address="شارع توضيحي"),
}


class Archive:
    """A hall with a store of scans, whose manager sets periods and whose nights remove what is due."""

    def __init__(self, hall: Hall, folder: Path, now: datetime) -> None:
        self.hall, self.store, self.now = hall, ScanStore(folder / "scans"), now
        self.manager = hall.staff("manager1")

    def keep(self, periods: Mapping[PersonalData, str], at: datetime | None = None) -> None:
        """Set the periods."""
        self.hall.do(set_periods, self.hall.center_id, periods, self.manager, at or self.now)

    def night(self, at: datetime, store: ScanStore | None = None) -> int:
        """Remove all that is due, as the command does."""
        with self.hall.database.reading() as session:
            periods = all_in_force(session, at)
        total = 0
        for period in periods:
            while count := self.hall.do(remove_some, period.center_id, period.kind, store or self.store, at):
                total += count
        return total

    def due(self, kind: PersonalData, at: datetime) -> int:
        """Count what is due."""
        with self.hall.database.reading() as session:
            return count_due(session, periods_of(session, self.hall.center_id)[kind], at)

    def scan(self, number: str, content: bytes = PDF, who: str = "clerk1") -> None:
        """Attach a scan to the first paper of a request."""
        with self.hall.database.reading() as session:
            first = select(RequestPaper.id).join(Request, Request.id == RequestPaper.request_id)
            paper = session.scalars(first.where(Request.number == number).order_by(RequestPaper.position)).first()
        assert paper is not None
        self.hall.do(add_scan, self.store, self.hall.staff(who), number, NewScan(paper, content), self.now)

    def files(self) -> list[bytes]:
        """The files that are kept."""
        return [file.read_bytes() for file in self.store.folder.rglob("*") if file.is_file()]

    def request(self, number: str) -> Request:
        """A request as it stands."""
        with self.hall.database.reading() as session:
            return session.scalars(select(Request).where(Request.number == number)).one()


@pytest.fixture
def archive(hall: Hall, tmp_path: Path, now: datetime) -> Archive:
    return Archive(hall, tmp_path, now)


@pytest.fixture
def way(hall: Hall, now: datetime) -> Departments:
    return Departments(hall, now)


def ended(way: Departments, **typed: object) -> str:
    """Receive a request and withdraw it, and give its number."""
    number = way.receive(**{**WHO, **typed})
    way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
    return number


def noted(hall: Hall, action: Action) -> list[dict[str, object]]:
    """The facts of what was noted of an action."""
    with hall.database.reading() as session:
        return [
            json.loads(facts) for facts in session.scalars(select(AuditEntry.facts).where(AuditEntry.action == action))
        ]


def test_nothing_is_removed_until_a_period_is_set(archive: Archive, way: Departments) -> None:
    number = ended(way)
    assert archive.night(archive.now + timedelta(days=9999)) == 0
    assert archive.request(number).applicant_name


def test_identity_and_phone_leave_after_their_own_periods(archive: Archive, way: Departments) -> None:
    number = ended(way)
    archive.keep({PersonalData.IDENTITY: "60", PersonalData.PHONES: "30"})
    archive.night(archive.now + timedelta(days=30) - timedelta(seconds=1))
    assert archive.request(number).phone
    archive.night(archive.now + timedelta(days=30))
    request = archive.request(number)
    assert (request.phone, request.applicant_name) == ("", "مواطن توضيحي")
    archive.night(archive.now + timedelta(days=60))
    request = archive.request(number)
    assert (request.applicant_name, request.national_id, request.address) == ("", "", "")
    assert request.unit == "12"


def test_only_requests_that_ended_are_due(archive: Archive, way: Departments) -> None:
    waiting, under_review = way.receive(complete=False, **WHO), way.receive(**WHO)
    archive.keep(ALL)
    assert archive.night(archive.now + timedelta(days=9999)) == 0
    assert archive.request(waiting).phone
    assert archive.request(under_review).phone


def test_what_the_form_asked_leaves_with_the_identity(archive: Archive, way: Departments) -> None:
    number = ended(way)
    archive.keep(ALL)
    archive.night(archive.now + LATER)
    with archive.hall.database.reading() as session:
        assert archive.due(PersonalData.IDENTITY, archive.now + LATER) == 0
        assert scans_of(session, archive.request(number).id) == []


def test_money_papers_and_audit_stay(archive: Archive, way: Departments) -> None:
    hall, now = archive.hall, archive.now
    hall.take_ticket(now)
    hall.serve(way.clerk, now)
    receive_and_pay(hall, way.clerk, now, **WHO)
    hall.do(withdraw, way.clerk, the_request(hall).number, "سبب توضيحي", now)
    with hall.database.reading() as session:
        before = (session.scalar(select(func.sum(Payment.amount))), session.scalars(select(Document.facts)).all())
    archive.keep(ALL)
    archive.night(now + LATER)
    assert the_request(hall).applicant_name == ""
    with hall.database.reading() as session:
        after = (session.scalar(select(func.sum(Payment.amount))), session.scalars(select(Document.facts)).all())
        assert verify(session, hall.database.audit_key, []).holds
    assert after == before


def test_no_new_paper_names_who_was_removed(archive: Archive, way: Departments) -> None:
    hall, now = archive.hall, archive.now
    hall.take_ticket(now)
    hall.serve(way.clerk, now)
    receive_and_pay(hall, way.clerk, now, **WHO)
    hall.do(withdraw, way.clerk, the_request(hall).number, "سبب توضيحي", now)
    archive.keep(ALL)
    archive.night(now + LATER)
    wish = CertificateWish(new_key(), "", "", "ar", "http://localhost", PaperKey(), no_fee_because="سبب توضيحي")
    with pytest.raises(IdentityRemoved):
        hall.do(certify, the_request(hall), way.clerk, wish, now + LATER)


def test_the_slip_still_tracks_a_request_whose_applicant_was_removed(archive: Archive, way: Departments) -> None:
    number = ended(way)
    with archive.hall.database.reading() as session:
        code = track_code_of(session, number, WRONG_CHECK_DIGIT_ID[-4:])
    archive.keep(ALL)
    archive.night(archive.now + LATER)
    with archive.hall.database.reading() as session:
        assert tracked(session, code).number == number
        for digits in (WRONG_CHECK_DIGIT_ID[-4:], "", "0000"):
            with pytest.raises(NotTracked):
                track_code_of(session, number, digits)


def test_a_new_period_holds_from_the_day_after(archive: Archive, way: Departments) -> None:
    number = ended(way)
    later = archive.now + LATER
    archive.keep(ALL, later)
    assert archive.due(PersonalData.PHONES, later) == 1
    assert archive.night(later + RECONSIDER - timedelta(seconds=1)) == 0
    archive.keep(ALL, later + timedelta(hours=5))
    assert archive.night(later + RECONSIDER) == 2
    assert archive.request(number).phone == ""


def test_a_period_taken_back_removes_nothing(archive: Archive, way: Departments) -> None:
    number = ended(way)
    archive.keep(ALL)
    archive.keep({})
    assert archive.night(archive.now + LATER) == 0
    assert archive.request(number).phone
    assert noted(archive.hall, Action.RETENTION_SET) == [dict.fromkeys(ALL, 30), dict.fromkeys(ALL, None)]


def test_setting_the_same_again_is_not_noted(archive: Archive) -> None:
    archive.keep(ALL)
    archive.keep(ALL, archive.now + timedelta(days=2))
    assert len(noted(archive.hall, Action.RETENTION_SET)) == 1


@pytest.mark.parametrize("typed", ["0", "-1", "36501", "1.5", "سنة", "999999"])
def test_bad_periods_are_refused_whole(archive: Archive, typed: str) -> None:
    with pytest.raises(BadRetention) as refused:
        archive.keep({PersonalData.PHONES: "30", PersonalData.SCANS: typed})
    assert refused.value.values["field"] == "scans"
    with archive.hall.database.reading() as session:
        assert periods_of(session, archive.hall.center_id) == {}


def test_arabic_digits_are_read(archive: Archive) -> None:
    archive.keep({PersonalData.PHONES: " ٣٦٥ "})
    with archive.hall.database.reading() as session:
        assert periods_of(session, archive.hall.center_id)[PersonalData.PHONES].days == 365


def test_each_transaction_is_small_and_noted(
    archive: Archive, way: Departments, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ended(way)
    monkeypatch.setattr(removal, "AT_ONCE", 2)
    archive.keep({PersonalData.PHONES: "30"})
    assert archive.due(PersonalData.PHONES, archive.now + LATER) == 3
    assert archive.night(archive.now + LATER) == 3
    facts = noted(archive.hall, Action.PERSONAL_DATA_REMOVED)
    assert facts == [{"kind": "phones", "count": count, "days": 30} for count in (2, 1)]


def test_a_second_night_finds_nothing_and_notes_nothing(archive: Archive, way: Departments) -> None:
    ended(way)
    archive.keep(ALL)
    assert archive.night(archive.now + LATER) == 2
    entries = len(noted(archive.hall, Action.PERSONAL_DATA_REMOVED))
    assert archive.night(archive.now + LATER) == 0
    assert len(noted(archive.hall, Action.PERSONAL_DATA_REMOVED)) == entries


def test_drafts_left_behind_are_emptied_and_fresh_ones_kept(archive: Archive, way: Departments) -> None:
    hall, now = archive.hall, archive.now
    for at in (now, now + timedelta(days=20)):
        hall.take_ticket(now)
        hall.serve(way.clerk, now)
        hall.do(save_draft, way.clerk, {"applicant_name": ["مواطن توضيحي"]}, at)
        hall.do(finish, way.clerk, Outcome.SERVED, now)
    archive.keep({PersonalData.DRAFTS: "30"})
    assert archive.night(now + LATER) == 1
    with hall.database.reading() as session:
        drafts = session.scalars(select(IntakeDraft.fields).order_by(IntakeDraft.saved_at)).all()
    assert drafts == [{}, {"applicant_name": ["مواطن توضيحي"]}]


def test_complaints_lose_their_words_and_keep_their_figures(archive: Archive) -> None:
    hall, now = archive.hall, archive.now
    for answered in (True, False):
        typed = ComplaintWords(new_key(), "delay", "كلام توضيحي", complainant="مواطن توضيحي", phone="01001234567")
        number = hall.do(complain, hall.center_id, typed, None, now).number
        if answered:
            with hall.database.writing() as work:
                found = complaint_by_number(work.session, number, None)
                answer(work, found, hall.staff("supervisor1"), "رد توضيحي", now)
    archive.keep({PersonalData.COMPLAINTS: "30"})
    assert archive.night(now + LATER) == 1
    with hall.database.reading() as session:
        gone, open_one = session.scalars(select(Complaint).order_by(Complaint.serial)).all()
    assert (gone.complainant, gone.phone, gone.words, gone.answer, gone.answered_at) == ("", "", "", "", now)
    assert open_one.words == "كلام توضيحي"


def test_scans_leave_with_their_files(archive: Archive, way: Departments) -> None:
    number = way.receive(complete=False, **WHO)
    archive.scan(number)
    way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
    archive.keep({PersonalData.SCANS: "30"})
    assert archive.files() == [PDF]
    assert archive.night(archive.now + LATER) == 1
    assert archive.files() == []
    with archive.hall.database.reading() as session:
        assert scans_of(session, archive.request(number).id) == []
        assert session.scalars(select(RequestScan.removed_at)).one() == archive.now + LATER


def test_a_file_of_two_requests_stays_until_the_last_lets_go(archive: Archive, way: Departments) -> None:
    numbers = [way.receive(complete=False, **WHO) for _ in range(2)]
    for number in numbers:
        archive.scan(number)
    archive.keep({PersonalData.SCANS: "30"})
    for number, left in zip(numbers, ([PDF], []), strict=True):
        way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
        assert archive.night(archive.now + LATER) == 1
        assert archive.files() == left


def test_a_run_that_is_killed_at_the_file_begins_again(archive: Archive, way: Departments) -> None:
    number = way.receive(complete=False, **WHO)
    archive.scan(number)
    way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
    archive.keep({PersonalData.SCANS: "30"})

    class Killed(ScanStore):
        def remove(self, sha256: str) -> None:
            super().remove(sha256)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.night(archive.now + LATER, Killed(archive.store.folder))
    assert noted(archive.hall, Action.PERSONAL_DATA_REMOVED) == []
    assert archive.due(PersonalData.SCANS, archive.now + LATER) == 1
    assert archive.night(archive.now + LATER) == 1
    assert archive.files() == []


def elsewhere(hall: Hall, number: str, username: str) -> UUID:
    """Let a request and a clerk belong to another center, and give it."""
    with hall.database.writing() as work:
        other = work.session.scalars(select(Center.id).where(Center.id != hall.center_id).limit(1)).one()
        work.session.execute(update(Staff).where(Staff.username == username).values(center_id=other))
        work.session.execute(update(Request).where(Request.number == number).values(center_id=other))
    return other


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_file_that_another_center_attaches_meanwhile_is_not_deleted(archive: Archive, way: Departments) -> None:
    first, second = (way.receive(complete=False, **WHO) for _ in range(2))
    archive.scan(first)
    way.hall.do(withdraw, way.clerk, first, "سبب توضيحي", way.now)
    archive.keep({PersonalData.SCANS: "30"})
    elsewhere(way.hall, second, "clerk2")
    with archive.hall.database.reading() as session:
        paper = session.scalars(select(RequestPaper.id).where(RequestPaper.request_id == archive.request(second).id))
        wanted = NewScan(paper.first() or UUID(int=0), PDF)
    night = threading.Thread(target=archive.night, args=(archive.now + LATER,))
    with archive.hall.database.writing() as work:
        add_scan(work, archive.store, archive.hall.staff("clerk2"), second, wanted, archive.now)
        night.start()
        night.join(1)
    night.join()
    assert archive.files() == [PDF]
