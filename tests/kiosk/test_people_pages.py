"""The pages of staff, centers and audit, and an identity read for a reason."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from singlewindow.audit.records import AuditEntry
from singlewindow.people.records import SecondStep, Staff
from singlewindow.people.roles import Role
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.requests.records import Request
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import NAME
from tests.kiosk.at_window_three import Window as AtWindow

MONA = {"username": "mona", "full_name": "منى السيد", "role": "clerk", "password": "three words apart", "active": "on"}
SignIn = Callable[[str], CheckedClient]


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def actions(desk: Hall) -> list[str]:
    with desk.database.reading() as session:
        noted = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    return [action for action in noted if action != "sign_in"]


def person(desk: Hall, username: str) -> Staff:
    with desk.database.reading() as session:
        return session.scalars(select(Staff).where(Staff.username == username)).one()


def test_a_manager_adds_a_clerk_of_the_own_center(signed_in: SignIn, desk: Hall) -> None:
    manager = signed_in("manager1")
    assert manager.submit("/manage/staff", "/manage/staff", **MONA).headers["Location"] == "/manage/staff"
    mona = person(desk, "mona")
    assert (mona.center_id, mona.role, mona.active) == (desk.center_id, Role.CLERK, True)
    assert "منى السيد" in text_of(manager.get("/manage/staff"))
    assert actions(desk) == ["staff_added"]


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "clerk1"}, {"username": "م"}, {"full_name": ""}, {"password": "short"}, {"role": "manager"},
        {"role": "king"}, {"full_name": "a\u202eb"},
    ],
)  # fmt: skip
def test_what_can_not_be_is_said_and_what_was_typed_stays(
    signed_in: SignIn, desk: Hall, fields: dict[str, str]
) -> None:
    answer = signed_in("manager1").submit("/manage/staff", "/manage/staff", **(MONA | fields))
    assert answer.status_code in {409, 422}
    assert 'role="alert"' in text_of(answer)
    assert "three words apart" not in text_of(answer)
    assert actions(desk) == []


def test_an_administrator_adds_an_auditor_without_a_center(signed_in: SignIn, desk: Hall) -> None:
    signed_in("admin1").submit("/manage/staff", "/manage/staff", **(MONA | {"role": "auditor", "center": "zagazig"}))
    assert person(desk, "mona").center_id is None


def test_who_no_longer_works_here_is_out_at_once(signed_in: SignIn, desk: Hall) -> None:
    clerk, manager = signed_in("clerk1"), signed_in("manager1")
    fields = {"full_name": "موظف", "role": "clerk"}
    assert manager.submit("/manage/staff/D001", "/manage/staff/D001", **fields).status_code == 303
    assert clerk.get("/counter").status_code == 303
    assert not person(desk, "clerk1").active


def test_a_reset_password_is_changed_at_the_next_sign_in(signed_in: SignIn, desk: Hall, client: CheckedClient) -> None:
    manager = signed_in("manager1")
    manager.submit("/manage/staff/D001", "/manage/staff/D001/password", password="three words apart")
    client.submit("/signin", "/signin", username="clerk1", password="three words apart")
    assert client.get("/counter").headers["Location"] == "/account/password"


def test_a_second_step_is_reset_by_the_page(signed_in: SignIn, desk: Hall) -> None:
    with desk.database.writing() as work:
        row = SecondStep(staff_id=desk.staff("supervisor1"), secret="x", last_step=0, set_at=datetime.now(UTC))
        work.add(row)
    manager = signed_in("manager1")
    assert "second-step" in text_of(manager.get("/manage/staff/D151"))
    manager.submit("/manage/staff/D151", "/manage/staff/D151/second-step")
    assert "second-step" not in text_of(manager.get("/manage/staff/D151"))
    assert actions(desk) == ["second_step_reset"]


@pytest.mark.parametrize("code", ["D201", "D501", "nobody"])
def test_a_manager_sees_no_page_of_others(signed_in: SignIn, code: str) -> None:
    assert signed_in("manager1").get(f"/manage/staff/{code}").status_code == 404


def test_a_manager_renames_the_own_center_and_keeps_its_code(signed_in: SignIn, desk: Hall) -> None:
    manager = signed_in("manager1")
    fields = {"name_ar": "مركز جديد", "name_en": "New center", "kind": "mini", "code": "else"}
    assert manager.submit("/manage/centers", "/manage/centers/demo", **fields).status_code == 303
    with desk.database.reading() as session:
        center = session.get_one(Center, desk.center_id)
    assert (center.name_en, center.kind, center.code) == ("New center", CenterKind.MINI, "demo")


def test_an_administrator_gives_a_center_another_code(signed_in: SignIn) -> None:
    admin = signed_in("admin1")
    fields = {"name_ar": "م", "name_en": "C", "kind": "main", "code": "new-code"}
    answer = admin.submit("/manage/centers?center=demo", "/manage/centers/demo", **fields)
    assert answer.headers["Location"] == "/manage/centers?center=new-code"


def test_a_manager_changes_no_other_center(signed_in: SignIn, desk: Hall) -> None:
    manager = signed_in("manager1")
    assert manager.submit("/manage/centers", "/manage/centers/zagazig", name_ar="م", name_en="C").status_code == 403
    assert manager.submit("/manage/centers", "/manage/centers/zagazig/windows").status_code == 403
    assert manager.submit("/manage/centers", "/manage/centers/nowhere/windows").status_code == 404
    assert actions(desk) == []


def test_a_bad_name_of_a_center_is_said(signed_in: SignIn) -> None:
    answer = signed_in("manager1").submit("/manage/centers", "/manage/centers/demo", name_ar="", name_en="C")
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)


def test_a_window_is_added_with_the_next_number(signed_in: SignIn, desk: Hall) -> None:
    count = select(func.count()).select_from(Window).where(Window.center_id == desk.center_id)
    with desk.database.reading() as session:
        before = session.scalar(count) or 0
    signed_in("manager1").submit("/manage/centers", "/manage/centers/demo/windows")
    with desk.database.reading() as session:
        assert session.scalar(count) == before + 1
    assert actions(desk) == ["window_added"]


def test_the_auditor_finds_what_was_done_and_that_the_chain_holds(signed_in: SignIn) -> None:
    signed_in("manager1").submit("/manage/staff", "/manage/staff", **MONA)
    auditor = signed_in("auditor1")
    page = text_of(auditor.get("/audit?lang=en&action=staff_added&person=D201&center=demo"))
    assert "Added a member of staff" in page.split("<tbody>")[1]
    assert "Signed in" not in page.split("<tbody>")[1]
    assert "The chain holds" in text_of(auditor.get("/audit?verify=yes"))


@pytest.mark.parametrize(
    "query", ["day=x&page=-1", "page=999999", "action=%01", "center=nowhere", "person=%22%3E%3Cb%3E"]
)
def test_odd_questions_to_the_audit_find_nothing_bad(signed_in: SignIn, query: str) -> None:
    answer = signed_in("auditor1").get(f"/audit?{query}")
    assert answer.status_code == 200
    assert "<b>" not in text_of(answer).split("<main>")[1]


def test_a_broken_chain_is_said_on_the_page(signed_in: SignIn, desk: Hall) -> None:
    auditor = signed_in("auditor1")
    with desk.database.writing() as work:
        connection = work.session.connection()
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("UPDATE audit_entry SET subject = 'D002'")
    page = text_of(auditor.get("/audit?verify=yes&lang=en"))
    assert "The chain is broken at entry 1" in page


def test_the_hall_s_settings_are_noted(signed_in: SignIn, desk: Hall) -> None:
    supervisor = signed_in("supervisor1")
    supervisor.submit("/hall", "/hall/pause", reason="Cleaning")
    supervisor.submit("/hall", "/hall/open")
    supervisor.submit("/hall", "/hall/windows/3/limits", sectors=[])
    supervisor.submit("/hall", "/hall/windows/3/free", reason="x")
    assert actions(desk) == ["pause_numbers", "give_numbers", "limit_window"]


@pytest.fixture
def number(window: AtWindow) -> str:
    """The number of a request that clerk1 received, paid, whose visit is over."""
    window.send()
    window.client.submit("/counter", "/counter/finish", outcome="served")
    with window.desk.database.reading() as session:
        return session.scalars(select(Request.number)).one()


def test_the_money_of_a_request_is_noted(number: str, desk: Hall, client: CheckedClient) -> None:
    page = f"/counter/requests/{number}"
    client.submit(page, f"{page}/certificates", no_fee_because="توضيحي", paper_language="ar")
    assert actions(desk) == ["cash_opened", "payment", "certificate"]
    with desk.database.reading() as session:
        noted = session.scalars(select(AuditEntry.facts)).all()
    assert number in "".join(noted)
    assert NAME not in "".join(noted)


def test_the_receiver_sees_the_applicant_without_asking(number: str, client: CheckedClient) -> None:
    assert NAME in text_of(client.get(f"/counter/requests/{number}"))


def test_another_clerk_sees_no_applicant_and_can_not_ask(number: str, signed_in: SignIn) -> None:
    other = signed_in("clerk2")
    page = text_of(other.get(f"/counter/requests/{number}"))
    assert NAME not in page
    assert "/identity" not in page
    assert other.submit(f"/counter/requests/{number}", f"/counter/requests/{number}/identity").status_code == 403


def test_a_supervisor_sees_the_applicant_for_a_reason_that_is_noted(number: str, signed_in: SignIn, desk: Hall) -> None:
    supervisor, address = signed_in("supervisor1"), f"/counter/requests/{number}"
    assert NAME not in text_of(supervisor.get(address))
    assert supervisor.submit(address, f"{address}/identity", reason="complaint").status_code == 303
    assert NAME in text_of(supervisor.get(address))
    assert actions(desk) == ["cash_opened", "payment", "view_identity"]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert NAME not in text_of(supervisor.get(address))


@pytest.mark.parametrize("reason", ["", "curiosity"])
def test_without_a_reason_of_the_list_nothing_is_shown(number: str, signed_in: SignIn, desk: Hall, reason: str) -> None:
    supervisor, address = signed_in("supervisor1"), f"/counter/requests/{number}"
    answer = supervisor.submit(address, f"{address}/identity", reason=reason)
    assert answer.status_code == 422
    assert NAME not in text_of(answer)
    assert actions(desk) == ["cash_opened", "payment"]


def test_one_supervisor_s_view_shows_nothing_to_another(number: str, signed_in: SignIn) -> None:
    address = f"/counter/requests/{number}"
    signed_in("supervisor1").submit(address, f"{address}/identity", reason="court")
    assert NAME not in text_of(signed_in("manager1").get(address))
