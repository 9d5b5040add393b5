"""The page of departments and reasons, and the department in the form of a member of staff."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.requests.reasons import ReasonKind, all_reasons, reject_reasons
from singlewindow.requests.states import RequestState
from singlewindow.routes.records import Department
from singlewindow.routes.routes import department_by_code, departments
from tests.cast import Hall
from tests.client import CheckedClient
from tests.singlewindow.at_departments import Departments

PAGE = "/manage/departments"
LEGAL = {"name_ar": "الشؤون القانونية", "name_en": "Legal affairs"}
SignIn = Callable[[str], CheckedClient]


@pytest.fixture
def admin(signed_in: SignIn) -> CheckedClient:
    return signed_in("admin1")


def codes(desk: Hall) -> list[str]:
    with desk.database.reading() as session:
        return [row.code for row in departments(session)]


def department(desk: Hall, code: str) -> Department:
    with desk.database.reading() as session:
        return department_by_code(session, code)


def test_a_department_is_added_after_the_others_and_named_anew(admin: CheckedClient, desk: Hall) -> None:
    assert admin.submit(PAGE, PAGE, code=" Legal ", **LEGAL).status_code == 303
    assert codes(desk)[-1] == "legal"
    renamed = {"name_ar": "إدارة الشؤون القانونية", "name_en": "Legal department"}
    assert admin.submit(PAGE, f"{PAGE}/legal", **renamed).status_code == 303
    assert department(desk, "legal").name_en == "Legal department"
    assert "إدارة الشؤون القانونية" in admin.get("/manage/routes/sectors/revenue").text


@pytest.mark.parametrize(
    ("address", "changes", "status"),
    [
        (PAGE, {"code": "revenue"}, 409),
        (PAGE, {"code": "إيرادات"}, 422),
        (PAGE, {"code": "x"}, 422),
        (PAGE, {"code": "legal", "name_ar": ""}, 422),
        (PAGE, {"code": "legal", "name_en": "a\u202eb"}, 422),
        (f"{PAGE}/nowhere", {}, 404),
        (f"{PAGE}/late-reasons", {"department": "nowhere"}, 404),
        (f"{PAGE}/reject-reasons", {"name_ar": " "}, 422),
        (f"{PAGE}/reject-reasons/01930000-0000-7000-8000-000000000000", {}, 404),
    ],
)
def test_what_can_not_be_is_said_and_changes_nothing(
    admin: CheckedClient, desk: Hall, address: str, changes: dict[str, str], status: int
) -> None:
    before = codes(desk)
    assert admin.submit(PAGE, address, **(LEGAL | changes)).status_code == status
    assert codes(desk) == before


@pytest.mark.parametrize("kind", ReasonKind)
def test_a_reason_is_added_for_one_department_changed_and_offered_no_more(
    admin: CheckedClient, desk: Hall, kind: ReasonKind
) -> None:
    address = f"{PAGE}/{kind.value}-reasons"
    admin.submit(PAGE, address, name_ar="سبب جديد", name_en="New reason", department="revenue", active="on")
    with desk.database.reading() as session:
        added = all_reasons(session, kind)[-1]
    assert (added.name_en, added.department_id, added.active) == ("New reason", department(desk, "revenue").id, True)
    assert admin.submit(PAGE, f"{address}/{added.id}", name_ar="سبب", name_en="Reason").status_code == 303
    with desk.database.reading() as session:
        changed = all_reasons(session, kind)[-1]
    assert (changed.code, changed.name_en, changed.department_id, changed.active) == (added.code, "Reason", None, False)


def test_a_reason_of_another_department_rejects_nothing(signed_in: SignIn, admin: CheckedClient, desk: Hall) -> None:
    admin.submit(PAGE, f"{PAGE}/reject-reasons", name_ar="سبب", name_en="Only there", department="revenue", active="on")
    with desk.database.reading() as session:
        foreign = all_reasons(session, ReasonKind.REJECT)[-1]
        assert foreign.id in {row.id for row in reject_reasons(session, department(desk, "revenue").id)}
    way = Departments(desk, datetime.now(UTC))
    number = way.receive()
    way.review()
    head = signed_in("head2")
    head.submit("/work", "/files/next")
    assert foreign.code not in head.get("/work").text
    typed = {"number": number, "why": foreign.code, "reason": "ناقص"}
    assert head.submit("/work", "/files/reject", **typed).status_code == 422
    assert way.request(number).state is RequestState.UNDER_REVIEW


@pytest.mark.parametrize("username", ["clerk1", "manager1", "head1", "auditor1"])
def test_the_page_is_closed_to_others(signed_in: SignIn, username: str) -> None:
    assert signed_in(username).get(PAGE).status_code == 403


def test_an_officer_belongs_to_the_department_that_the_form_names_and_a_clerk_to_none(
    signed_in: SignIn, desk: Hall
) -> None:
    manager = signed_in("manager1")
    with desk.database.reading() as session:
        code = session.scalars(select(Staff.code).where(Staff.username == "officer1")).one()
    page = f"/manage/staff/{code}"
    typed = {"full_name": "موظف توضيحي", "role": "officer", "department": "revenue", "active": "on"}
    assert manager.submit(page, page, **typed).status_code == 303
    assert '<option value="revenue" selected>' in manager.get(page).text
    assert manager.submit(page, page, **(typed | {"department": "nowhere"})).status_code == 404
    assert manager.submit(page, page, **(typed | {"role": "clerk"})).status_code == 303
    with desk.database.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.username == "officer1")).one()
    assert (staff.role, staff.department_id) == (Role.CLERK, None)
