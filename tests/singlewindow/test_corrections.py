"""An applicant's data is corrected for a reason until the request is finished, and what stood there is kept."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.people.identity import IdentityNotShown, view_identity
from singlewindow.people.records import Staff
from singlewindow.personal.periods import set_periods
from singlewindow.personal.records import PersonalData
from singlewindow.personal.removal import remove_some
from singlewindow.requests.applicant import IdentityRemoved
from singlewindow.requests.correct import (
    Correction,
    CorrectionReasonMissing,
    MayNotCorrect,
    NothingCorrected,
    correct_applicant,
    corrections_of,
)
from singlewindow.requests.moving import NoCenter, UnknownRequest
from singlewindow.requests.national_id import InvalidNationalId
from singlewindow.requests.outcomes import withdraw
from singlewindow.requests.papers import RequestIsClosed
from singlewindow.requests.records import ApplicantCorrection
from singlewindow.requests.scans import ScanStore
from singlewindow.text import TextMissing
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.singlewindow.at_departments import Departments

WRONG, RIGHT = "محمد احمد", "محمد أحمد عبد الرحمن"
OTHER_ID = "29001011300155"


@pytest.fixture
def way(hall: Hall, now: datetime) -> Departments:
    return Departments(hall, now)


def correct(way: Departments, number: str, who: str = "clerk1", reason: str = "mistyped", **fields: str) -> None:
    """Correct fields of a request."""
    way.hall.do(correct_applicant, way.hall.staff(who), number, Correction(fields, reason), way.now)


def kept(way: Departments, number: str) -> list[tuple[str, str, str]]:
    """The field, what stood there and what came after, of each correction."""
    with way.hall.database.reading() as session:
        rows = corrections_of(session, way.request(number).id)
    return [(row.field, row.before, row.after) for row, _ in rows]


def look(way: Departments, username: str, number: str) -> None:
    """Say why the identity is read."""
    with way.hall.database.writing() as work:
        staff = work.session.get_one(Staff, way.hall.staff(username))
        view_identity(work, staff, way.request(number), "correction", way.now)


def test_the_receiver_corrects_and_old_and_new_are_kept(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG, phone="01001234567")
    correct(way, number, applicant_name=RIGHT, national_id=OTHER_ID, phone="")
    request = way.request(number)
    assert (request.applicant_name, request.national_id, request.phone) == (RIGHT, OTHER_ID, "")
    assert sorted(kept(way, number)) == [
        ("applicant_name", WRONG, RIGHT),
        ("national_id", WRONG_CHECK_DIGIT_ID, OTHER_ID),
        ("phone", "01001234567", ""),
    ]


def test_the_audit_tells_which_fields_and_why_and_nothing_personal(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    correct(way, number, reason="card", applicant_name=RIGHT, national_id=OTHER_ID)
    with way.hall.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == Action.APPLICANT_CORRECTED)).one()
    assert entry.subject == number
    assert json.loads(entry.facts) == {"fields": "applicant_name national_id", "reason": "card"}


def test_papers_made_before_stay_as_they_are(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    correct(way, number, applicant_name=RIGHT)
    assert [slip["applicant"] for slip in way.slips(number)] == [WRONG]


def test_what_is_not_typed_and_the_subject_stay(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    before = way.request(number)
    correct(way, number, applicant_name=RIGHT)
    after = way.request(number)
    for name in ("national_id", "phone", "unit", "plot", "file_number", "address", "due_on", "state", "received_by"):
        assert getattr(after, name) == getattr(before, name)
    assert after.center_version > before.center_version


def test_a_supervisor_corrects_after_saying_why_they_look(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    with pytest.raises(IdentityNotShown):
        correct(way, number, "supervisor1", applicant_name=RIGHT)
    look(way, "supervisor1", number)
    correct(way, number, "supervisor1", applicant_name=RIGHT)
    assert kept(way, number) == [("applicant_name", WRONG, RIGHT)]


@pytest.mark.parametrize("who", ["clerk2", "receiver1", "cashier1", "officer3", "head2"])
def test_nobody_else_corrects(way: Departments, who: str) -> None:
    number = way.receive(applicant_name=WRONG)
    with pytest.raises(MayNotCorrect):
        correct(way, number, who, applicant_name=RIGHT)
    assert way.request(number).applicant_name == WRONG


def test_who_belongs_to_no_center_corrects_nothing(way: Departments) -> None:
    with pytest.raises(NoCenter):
        correct(way, way.receive(), "admin1", applicant_name=RIGHT)
    with pytest.raises(UnknownRequest):
        correct(way, "9", applicant_name=RIGHT)


@pytest.mark.parametrize("reason", ["", "because", "mistyped "])
def test_a_reason_of_the_list_is_needed(way: Departments, reason: str) -> None:
    number = way.receive(applicant_name=WRONG)
    with pytest.raises(CorrectionReasonMissing):
        correct(way, number, reason=reason, applicant_name=RIGHT)
    assert way.request(number).applicant_name == WRONG


def test_what_is_wrong_or_the_same_is_refused_and_nothing_is_kept(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    with pytest.raises(InvalidNationalId):
        correct(way, number, national_id="1")
    with pytest.raises(TextMissing):
        correct(way, number, applicant_name=" ")
    with pytest.raises(NothingCorrected):
        correct(way, number, applicant_name=f" {WRONG} ")
    assert kept(way, number) == []


def test_a_finished_request_stays_as_it_is(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
    with pytest.raises(RequestIsClosed):
        correct(way, number, applicant_name=RIGHT)


def test_the_department_never_sees_what_was_corrected(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    assert way.take(way.officer) == number
    correct(way, number, applicant_name=RIGHT)
    assert not any(name in repr(way.file(way.officer)) for name in (WRONG, RIGHT))


def test_corrections_are_emptied_with_the_data_they_are_about(way: Departments, tmp_path: object) -> None:
    number = way.receive(applicant_name=WRONG, phone="01001234567")
    correct(way, number, applicant_name=RIGHT, phone="")
    way.hall.do(withdraw, way.clerk, number, "سبب توضيحي", way.now)
    hall, late = way.hall, way.now + timedelta(days=60)
    hall.do(set_periods, hall.center_id, dict.fromkeys(PersonalData, "30"), hall.staff("manager1"), way.now)
    store = ScanStore(tmp_path)  # type: ignore[arg-type]
    assert hall.do(remove_some, hall.center_id, PersonalData.PHONES, store, late) == 1
    assert sorted(kept(way, number)) == [("applicant_name", WRONG, RIGHT), ("phone", "", "")]
    assert hall.do(remove_some, hall.center_id, PersonalData.PHONES, store, late) == 0
    assert hall.do(remove_some, hall.center_id, PersonalData.IDENTITY, store, late) == 1
    assert sorted(kept(way, number)) == [("applicant_name", "", ""), ("phone", "", "")]
    with hall.database.reading() as session:
        assert {row.reason for row in session.scalars(select(ApplicantCorrection))} == {"mistyped"}


def test_removed_data_is_not_corrected_back(way: Departments) -> None:
    number = way.receive(applicant_name=WRONG)
    with way.hall.database.writing() as work:
        work.session.merge(way.request(number)).applicant_name = ""
    with pytest.raises(IdentityRemoved):
        correct(way, number, applicant_name=RIGHT)
