"""The attempt table: each act against the separation of duties is tried, refused and kept; a department sees no one."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from singlewindow.catalogue.services import service_by_code
from singlewindow.people.roles import Role
from singlewindow.places.records import Center
from singlewindow.requests.answers import fields_of
from singlewindow.requests.applicant import Subject
from singlewindow.requests.department_file import file_in_hand, seen_by_stage
from singlewindow.requests.heading import UnknownOfficer, assign, skip, transfer
from singlewindow.requests.officer import approve, ask_papers, give_back, pass_on, reject, send_back
from singlewindow.requests.records import RequestStage
from singlewindow.requests.scans import NewScan, ScanStore, add_scan
from singlewindow.requests.separation import NoDepartment, SeparationBreach, breaches_of, officer_of
from singlewindow.requests.states import RequestState
from singlewindow.requests.worklist import NoFileWaits
from singlewindow.routes.stages import SHOWN, Shown, StageKind
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.singlewindow.at_departments import LICENCE, Departments

PDF = b"%PDF-1.7\n%%EOF\n"
NAME, PHONE, ADDRESS = "مواطن توضيحي", "01001234567", "شارع توضيحي ٥"
OFFICERS_DEEDS = {
    "pass_on": (pass_on, ("", None)),
    "ask_papers": (ask_papers, (["رسم"], "ناقص")),
    "give_back": (give_back, ("عذر",)),
    "send_back": (send_back, (1, "ناقص")),
    "approve": (approve, ("",)),
    "reject": (reject, ("papers", "ناقص")),
}


@pytest.fixture
def way(hall: Hall, now: datetime) -> Departments:
    return Departments(hall, now)


def refused(way: Departments, deed: object, *arguments: object) -> None:
    """Try a deed and hold that it is refused as a breach and that the file stays as it was."""
    number = arguments[1]
    before = (way.request(str(number)).state, len(way.periods(str(number))))
    with pytest.raises(SeparationBreach):
        way.do(deed, *arguments)
    assert (way.request(str(number)).state, len(way.periods(str(number)))) == before


@pytest.mark.parametrize("name", OFFICERS_DEEDS)
def test_no_deed_on_a_file_that_was_not_served(way: Departments, name: str) -> None:
    number = way.receive()
    deed, rest = OFFICERS_DEEDS[name]
    refused(way, deed, way.officer, number, *rest, way.now)
    assert way.breaches() == ["chosen_file"]


@pytest.mark.parametrize("name", OFFICERS_DEEDS)
def test_no_deed_on_a_file_of_another_department(way: Departments, name: str) -> None:
    number = way.receive()
    way.take(way.officer)
    deed, rest = OFFICERS_DEEDS[name]
    refused(way, deed, way.hall.staff("officer1"), number, *rest, way.now)
    assert way.breaches() == ["other_department"]


@pytest.mark.parametrize("name", OFFICERS_DEEDS)
def test_who_received_neither_reviews_nor_decides(way: Departments, name: str) -> None:
    number = way.receive()
    properties = way.here(number).department_id
    way.change("clerk1", role=Role.OFFICER, department_id=properties)
    deed, rest = OFFICERS_DEEDS[name]
    refused(way, deed, way.clerk, number, *rest, way.now)
    assert way.breaches() == ["own_reception"]


def test_who_received_is_not_served_the_file_and_it_is_not_assigned_to_them(way: Departments) -> None:
    number = way.receive()
    way.change("clerk1", role=Role.OFFICER, department_id=way.here(number).department_id)
    with pytest.raises(NoFileWaits):
        way.take(way.clerk)
    refused(way, assign, way.head, number, way.clerk, "عاجل", way.now)
    assert way.breaches() == ["own_reception"]


def test_who_reviewed_does_not_decide_even_as_a_head(way: Departments) -> None:
    number = way.receive()
    way.review()
    way.change("officer3", role=Role.HEAD)
    with pytest.raises(NoFileWaits):
        way.take(way.officer)
    refused(way, assign, way.head, number, way.officer, "عاجل", way.now)
    refused(way, approve, way.officer, number, "", way.now)
    refused(way, reject, way.officer, number, "papers", "ناقص", way.now)
    assert way.breaches() == ["own_review"] * 3
    assert way.decide() == number


def test_who_took_a_file_and_gave_it_back_does_not_decide_it(way: Departments) -> None:
    number = way.receive()
    way.take(way.officer)
    way.hall.do(give_back, way.officer, number, "عذر", way.now)
    way.hall.do(skip, way.head, number, "سبق بحثه", way.now)
    way.change("officer3", role=Role.HEAD)
    refused(way, approve, way.officer, number, "", way.now)
    assert way.breaches() == ["own_review"]


def test_who_was_assigned_an_inspection_does_not_decide_even_if_it_was_skipped(way: Departments) -> None:
    number = way.receive(service="demolition_permit_issue")
    reviewer, assigned, head = (way.hall.staff(name) for name in ("officer1", "officer4", "head1"))
    way.hall.do(pass_on, reviewer, way.take(reviewer), "", None, way.now)
    way.hall.do(assign, head, number, assigned, "عاجل", way.now)
    way.hall.do(skip, head, number, "سبق بحثه", way.now)
    way.change("officer4", role=Role.HEAD)
    refused(way, approve, assigned, number, "", way.now)
    assert way.breaches() == ["own_review"]


def test_a_head_who_only_assigned_the_review_decides(way: Departments) -> None:
    number = way.receive()
    way.hall.do(assign, way.head, number, way.officer, "عاجل", way.now)
    assert way.review() == number
    assert way.decide() == number
    assert way.breaches() == []


def test_a_scan_that_tells_who_asks_takes_its_paper_from_the_departments(way: Departments, tmp_path: Path) -> None:
    number = way.receive()
    papers = way.papers(number)
    store = ScanStore(tmp_path)
    for paper in papers:
        way.hall.do(add_scan, store, way.clerk, number, NewScan(paper.id, PDF), way.now)
    way.take(way.officer)
    plain = [paper.id for paper in papers if not paper.identity]
    assert [scan.paper_id for scan in way.file(way.officer).scans] == plain
    telling = PDF + b"%%EOF\n"
    way.hall.do(add_scan, store, way.clerk, number, NewScan(plain[0], telling, identity=True), way.now)
    way.hall.do(add_scan, store, way.clerk, number, NewScan(plain[0], telling + b"\n"), way.now)
    assert plain[0] not in [scan.paper_id for scan in way.file(way.officer).scans]


def test_an_officer_does_not_decide_and_is_not_given_a_decision(way: Departments) -> None:
    number = way.receive()
    way.review()
    with pytest.raises(NoFileWaits):
        way.take(way.officer)
    other = way.change("officer4", department_id=way.here(number).department_id)
    refused(way, assign, way.head, number, other, "عاجل", way.now)
    refused(way, approve, other, number, "", way.now)
    assert way.breaches() == ["may_not_decide"] * 2


@pytest.mark.parametrize(("deed", "rest"), [(skip, ("عاجل",)), (transfer, ("revenue", "اختصاص"))])
def test_a_head_moves_no_file_of_another_department(way: Departments, deed: object, rest: tuple[str]) -> None:
    number = way.receive()
    refused(way, deed, way.hall.staff("head1"), number, *rest, way.now)
    assert way.breaches() == ["other_department"]


def test_a_file_is_assigned_to_officers_of_its_department_only(way: Departments) -> None:
    number = way.receive()
    for stranger in ("officer1", "clerk2"):
        with pytest.raises(UnknownOfficer):
            way.hall.do(assign, way.head, number, way.hall.staff(stranger), "عاجل", way.now)


def test_who_belongs_to_no_department_works_on_no_file(way: Departments) -> None:
    way.receive()
    way.change("officer3", department_id=None)
    with pytest.raises(NoDepartment):
        way.take(way.officer)


def test_who_may_not_work_on_files_is_served_none_even_in_a_department(way: Departments) -> None:
    way.receive()
    way.change("officer3", role=Role.CLERK)
    with pytest.raises(NoDepartment):
        way.take(way.officer)


def test_what_one_officer_holds_is_served_to_no_other(way: Departments) -> None:
    number = way.receive()
    colleague = way.change("officer4", department_id=way.here(number).department_id)
    assert way.take(way.officer) == number
    with pytest.raises(NoFileWaits):
        way.take(colleague)


def test_an_officer_is_served_no_file_of_another_department(way: Departments) -> None:
    way.receive()
    with pytest.raises(NoFileWaits):
        way.take(way.hall.staff("officer1"))


def test_a_department_of_another_center_is_served_none_of_this_one_s_files(way: Departments) -> None:
    way.receive()
    with way.hall.database.reading() as session:
        elsewhere = session.scalars(select(Center.id).where(Center.id != way.hall.center_id).limit(1)).one()
    way.change("officer3", center_id=elsewhere)
    with pytest.raises(NoFileWaits):
        way.take(way.officer)


def test_a_breach_names_who_what_and_which_for_the_supervisor(way: Departments) -> None:
    number = way.receive()
    refused(way, pass_on, way.officer, number, "", None, way.now)
    with way.hall.database.reading() as session:
        breach = breaches_of(session, way.hall.center_id)[0]
    assert (breach.staff_id, breach.request_id, breach.tried_at) == (
        way.officer,
        way.request(number).id,
        way.now,
    )


def test_no_department_is_shown_who_asks(way: Departments) -> None:
    subject = Subject(unit="5", plot="12", file_number="77", address=ADDRESS)
    number = way.receive(subject=subject, phone=PHONE, applicant_name=NAME)
    for taker, step in ((way.officer, way.review), (way.head, way.decide), (way.officer, way.review)):
        way.take(taker)
        with way.hall.database.reading() as session:
            file = file_in_hand(session, officer_of(session, taker))
        assert file is not None
        told = str(asdict(file)) + str([vars(paper) for paper in file.papers])
        for private in (NAME, PHONE, WRONG_CHECK_DIGIT_ID, WRONG_CHECK_DIGIT_ID[-4:], ADDRESS):
            assert private not in told
        assert (file.number, file.plot) == (number, "12")
        step()
    assert way.request(number).state is RequestState.READY


@pytest.mark.parametrize("kind", StageKind)
def test_a_stage_is_shown_what_its_kind_needs_and_nothing_else(
    way: Departments, tmp_path: Path, kind: StageKind
) -> None:
    with way.hall.database.reading() as session:
        asked = fields_of(session, service_by_code(session, LICENCE).id)[0]
    subject = Subject(unit="5", plot="12", file_number="77", address=ADDRESS)
    number = way.receive(subject=subject, answers={asked.id: "كشك"})
    plain = next(paper.id for paper in way.papers(number) if not paper.identity)
    way.hall.do(add_scan, ScanStore(tmp_path), way.clerk, number, NewScan(plain, PDF), way.now)
    way.review()
    with way.hall.database.reading() as session:
        file = seen_by_stage(session, way.request(number), RequestStage(kind=kind, position=2))
    assert (file.unit, file.plot, file.file_number) in (("5", "12", "77"), ("", "", ""))
    told = {
        Shown.SUBJECT: file.plot,
        Shown.ADDRESS: file.address,
        Shown.ANSWERS: file.answers,
        Shown.PAPERS: file.papers,
        Shown.SCANS: file.scans,
        Shown.FINDINGS: file.findings,
    }
    assert {what for what, value in told.items() if value} == SHOWN[kind]


def test_only_an_inspection_is_told_the_address(way: Departments) -> None:
    assert [kind for kind in StageKind if Shown.ADDRESS in SHOWN[kind]] == [StageKind.INSPECTION]
    way.receive(service="demolition_permit_issue", subject=Subject(address=ADDRESS))
    engineer = way.hall.staff("officer1")
    for expected in ("", ADDRESS):
        number = way.take(engineer)
        with way.hall.database.reading() as session:
            file = file_in_hand(session, officer_of(session, engineer))
        assert file is not None
        assert file.address == expected
        way.hall.do(pass_on, engineer, number, "تمت", None, way.now)
