"""The practice center: everything works there, and nothing counts."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from printing.papers.pages import page_of
from singlewindow.database import Database
from singlewindow.documents.records import Document
from singlewindow.numbering import Series
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role, allows
from singlewindow.places.centers import COUNTS, center_by_code
from singlewindow.places.records import Center, CenterKind
from singlewindow.places.windows import take_window
from singlewindow.practice.exercises import EXERCISES, exercises_of
from singlewindow.practice.files import DECISIONS, FILES
from singlewindow.practice.fill import ROLES, NoGovernorate, fill_practice
from singlewindow.requests.heading import files_of, officers_of
from singlewindow.requests.records import Request
from singlewindow.requests.worklist import held_by, how_many_wait
from singlewindow.routes.records import RouteStage
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State
from tests.cast import Hall
from tests.client import CheckedClient
from tests.singlewindow.at_the_window import PAPER

PASSWORD = "three words apart"


@pytest.fixture
def added(desk: Hall) -> list[str]:
    """The people of a practice center that was filled beside the demonstration."""
    with desk.database.writing() as work:
        return list(fill_practice(work, PASSWORD, PAPER, datetime.now(UTC)))


@pytest.fixture
def practises(app: Flask, added: list[str]) -> Callable[[Role], CheckedClient]:
    def sign_in(role: Role) -> CheckedClient:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        answer = client.submit("/signin", "/signin", username=f"practice.{role.value}", password=PASSWORD)
        assert answer.status_code == 303
        return client

    return sign_in


def done_by(desk: Hall, username: str) -> list[str]:
    """Give the titles of what someone has done today."""
    with desk.database.reading() as session:
        staff = session.get_one(Staff, desk.staff(username))
        return [exercise.title for exercise, done in exercises_of(session, staff, datetime.now(UTC)) if done]


def test_one_deed_makes_the_center_with_a_person_for_each_role_and_numbers_that_wait(
    desk: Hall, added: list[str]
) -> None:
    assert added == [f"practice.{role.value}" for role in ROLES]
    with desk.database.reading() as session:
        center = center_by_code(session, "practice")
        waiting = session.scalar(
            select(func.count()).where(Ticket.center_id == center.id, Ticket.state == State.WAITING)
        )
    assert (center.kind, waiting) == (CenterKind.PRACTICE, 6)


def test_again_only_more_files_and_numbers_wait(desk: Hall, added: list[str]) -> None:
    with desk.database.writing() as work:
        assert fill_practice(work, PASSWORD, PAPER, datetime.now(UTC)) == []
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).where(Ticket.state == State.WAITING)) == 12
        assert session.scalar(select(func.count()).select_from(Request)) == 2 * FILES
        assert session.scalar(select(func.count()).where(Center.kind == CenterKind.PRACTICE)) == 1


def test_without_a_governorate_there_is_none(database: Database) -> None:
    with pytest.raises(NoGovernorate), database.writing() as work:
        fill_practice(work, PASSWORD, PAPER, datetime.now(UTC))


def test_the_command_says_how_to_sign_in(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["practice", "fill"])
    assert said.exit_code == 0, said.output
    assert "sign in as practice.clerk with practice-" in said.output
    assert "sign in" not in app.test_cli_runner().invoke(args=["practice", "fill"]).output


def test_its_papers_say_so_and_those_of_a_real_center_do_not(desk: Hall, added: list[str]) -> None:
    desk.take_ticket(datetime.now(UTC))
    with desk.database.reading() as session:
        centers = {center.id: center.kind for center in session.scalars(select(Center))}
        papers = session.scalars(select(Document)).all()
    for paper in papers:
        practice = centers[paper.center_id] is CenterKind.PRACTICE
        assert paper.facts.get("practice", False) is practice
        drawn = page_of(paper.kind.value, paper.language, paper.serial, paper.facts)
        assert ('<p class="band">تدريب' in drawn.html or 'alt="تدريب"' in drawn.html) is practice
    assert len({centers[paper.center_id] for paper in papers}) == 2


def test_a_practice_paper_proves_nothing(desk: Hall, added: list[str], client: CheckedClient) -> None:
    with desk.database.writing() as work:
        some = select(Document.id).join(Center, Center.id == Document.center_id)
        key = work.session.scalars(some.where(Center.kind == CenterKind.PRACTICE).limit(1)).one()
        work.session.execute(update(Document).where(Document.id == key).values(code="A" * 26, kind="receipt"))
    assert client.get(f"/verify/{'A' * 26}").status_code == 404
    named = [center["en"] for center in client.get("/verify/keys.json").get_json()["centers"].values()]
    assert named
    assert "Practice center" not in named


def test_its_numbers_are_its_own_and_what_sums_up_leaves_it_out(desk: Hall, added: list[str]) -> None:
    with desk.database.reading() as session:
        practice = center_by_code(session, "practice").id
        series = set(session.scalars(select(Series.center_id)))
        counted = set(session.scalars(select(Center.id).where(COUNTS)))
    assert series == {practice}
    assert practice not in counted
    assert desk.center_id in counted


def test_the_public_front_does_not_name_it(client: CheckedClient, added: list[str]) -> None:
    assert "مركز التدريب" not in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("screen", ["kiosk", "board"])
def test_its_screens_open_without_pairing(app: Flask, client: CheckedClient, added: list[str], screen: str) -> None:
    with app.extensions["database"].writing() as work:
        for center in work.session.scalars(select(Center)):
            center.demonstration = False
    assert client.get(f"/{screen}/practice").status_code == 200
    assert client.get(f"/{screen}/demo").status_code != 200


def test_who_practises_is_led_and_others_find_no_such_page(
    practises: Callable[[Role], CheckedClient], signed_in: Callable[[str], CheckedClient]
) -> None:
    page = practises(Role.CLERK).get("/practice").get_data(as_text=True)
    assert page.count('<li class="exercise') == sum(allows(Role.CLERK, exercise.permission) for exercise in EXERCISES)
    assert 'href="/practice"' in page
    other = signed_in("clerk1")
    assert other.get("/practice").status_code == 404
    assert 'href="/practice"' not in other.get("/counter").get_data(as_text=True)


def test_exercises_are_done_by_doing_them(practises: Callable[[Role], CheckedClient], desk: Hall) -> None:
    clerk = practises(Role.CLERK)
    assert done_by(desk, "practice.clerk") == []
    clerk.submit("/counter", "/counter/window", number="1")
    for deed in ("call", "start"):
        clerk.submit("/counter", f"/counter/{deed}")
    clerk.submit("/counter", "/counter/finish", outcome="served")
    clerk.submit("/counter", "/counter/call")
    clerk.submit("/counter", "/counter/absent")
    assert done_by(desk, "practice.clerk") == ["Take a window", "Serve a number", "Mark someone absent"]
    assert done_by(desk, "practice.receiver") == []


def test_a_supervisor_s_exercises_are_done_by_what_the_audit_notes(
    practises: Callable[[Role], CheckedClient], desk: Hall
) -> None:
    supervisor = practises(Role.SUPERVISOR)
    supervisor.submit("/hall", "/hall/pause", reason="Break")
    supervisor.submit("/hall", "/hall/open")
    assert done_by(desk, "practice.supervisor") == ["Stop the giving of numbers and let it go on"]


def waiting_for(desk: Hall, username: str) -> int:
    """Count the files that the system may serve to someone."""
    with desk.database.reading() as session:
        return how_many_wait(session, session.get_one(Staff, desk.staff(username)))


def work(client: CheckedClient, desk: Hall, username: str, action: str, **typed: str) -> None:
    """Take the next file and do something with it."""
    client.submit("/work", "/files/next")
    with desk.database.reading() as session:
        held = held_by(session, session.get_one(Staff, desk.staff(username)))
    assert held is not None
    answer = client.submit("/work", f"/files/{action}", number=held[0].number, **typed)
    assert answer.status_code == 303, answer.status


def test_an_officer_and_a_head_find_files_to_work_on(desk: Hall, added: list[str]) -> None:
    assert waiting_for(desk, "practice.officer") == FILES - DECISIONS
    assert waiting_for(desk, "practice.head") == DECISIONS
    assert done_by(desk, "practice.officer") == done_by(desk, "practice.head") == []


def test_an_officer_s_exercises_are_done_by_doing_them(practises: Callable[[Role], CheckedClient], desk: Hall) -> None:
    officer, name = practises(Role.OFFICER), "practice.officer"
    work(officer, desk, name, "pass", note="مستوفٍ")
    assert done_by(desk, name) == ["Review a file"]
    work(officer, desk, name, "papers", papers="رسم كروكي", reason="ناقص")
    work(officer, desk, name, "give-back", reason="إجازة")
    page = officer.get("/practice").get_data(as_text=True)
    assert len(done_by(desk, name)) == page.count('<li class="exercise') == page.count('<li class="exercise done"') == 3


def test_a_head_s_exercises_are_done_by_doing_them(practises: Callable[[Role], CheckedClient], desk: Hall) -> None:
    head, name = practises(Role.HEAD), "practice.head"
    work(head, desk, name, "approve")
    work(head, desk, name, "reject", why="papers", reason="غير مستوفٍ")
    work(head, desk, name, "send-back", position="1", reason="يُراجع")
    assert len(done_by(desk, name)) == 3
    with desk.database.reading() as session:
        someone = session.get_one(Staff, desk.staff(name))
        number = files_of(session, someone)[0][0].number
        assert [staff.username for staff in officers_in(session, someone)] == ["practice.officer", name]
    page = f"/files/department/{number}"
    answer = head.submit(page, f"{page}/assign", officer=str(desk.staff("practice.officer")), reason="توزيع")
    assert answer.status_code == 303
    page = head.get("/practice").get_data(as_text=True)
    assert len(done_by(desk, name)) == page.count('<li class="exercise') == page.count('<li class="exercise done"') == 4


def officers_in(session: Session, head: Staff) -> Sequence[Staff]:
    """Give whom a head may assign files to."""
    assert head.center_id
    assert head.department_id
    return officers_of(session, head.center_id, head.department_id)


def test_without_a_service_that_stays_in_one_department_there_are_numbers_only(desk: Hall) -> None:
    with desk.database.writing() as work:
        work.session.execute(delete(RouteStage))
        fill_practice(work, PASSWORD, PAPER, datetime.now(UTC))
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0
        assert session.scalar(select(func.count()).where(Ticket.state == State.WAITING)) == 6


def test_with_every_window_taken_no_files_are_added(desk: Hall, added: list[str]) -> None:
    with desk.database.writing() as work:
        practice = center_by_code(work.session, "practice").id
        for number, who in enumerate(("receiver", "clerk", "cashier", "supervisor"), 1):
            take_window(work, practice, number, desk.staff(f"practice.{who}"))
        fill_practice(work, PASSWORD, PAPER, datetime.now(UTC))
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == FILES


@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_who_practises_says_practice(practises: Callable[[Role], CheckedClient], role: Role) -> None:
    client = practises(role)
    assert "تدريب" in client.get("/account").get_data(as_text=True)
    assert client.get("/practice").status_code == 200
