"""Managing people and places: who may do what to whom, and what each deed ends."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.audit.records import AuditEntry
from singlewindow.errors import Refusal
from singlewindow.people.managing import (
    CenterWrong,
    NotOneself,
    Person,
    RoleClosed,
    UnknownPerson,
    UsernameOdd,
    UsernameTaken,
    add_person,
    change_person,
    people_of,
    reset_password,
    reset_second_step,
    roles_for,
    skills_of,
)
from singlewindow.people.passwords import PasswordTooShort, matches
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.people.signing_in import SessionLimits, begin_session, present
from singlewindow.places.centers import center_by_code
from singlewindow.places.managing import (
    CodeOdd,
    CodeTaken,
    PracticeIsApart,
    Sign,
    TooManyWindows,
    add_window,
    rename_center,
)
from singlewindow.places.records import Center, CenterKind
from singlewindow.places.windows import WindowIsBusy, window_of, windows_of
from tests.cast import Hall

PASSWORD = "three words apart"


def person(hall: Hall, username: str) -> Staff:
    with hall.database.reading() as session:
        return session.get_one(Staff, hall.staff(username))


def clerk(hall: Hall) -> Person:
    return Person("منى السيد", Role.CLERK, hall.center_id)


def elsewhere(hall: Hall) -> UUID:
    with hall.database.reading() as session:
        return center_by_code(session, "zagazig").id


def actions(hall: Hall) -> list[str]:
    with hall.database.reading() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_a_manager_adds_a_clerk_who_must_change_the_password(hall: Hall, now: datetime) -> None:
    added = hall.do(add_person, person(hall, "manager1"), " Mona.S ", PASSWORD, clerk(hall), now)
    mona = person(hall, "mona.s")
    assert (mona.code, mona.role, mona.must_change_password) == (added.code, Role.CLERK, True)
    assert matches(mona.password_hash, PASSWORD)
    assert actions(hall) == ["staff_added"]


def test_the_entry_of_a_new_person_holds_no_name(hall: Hall, now: datetime) -> None:
    hall.do(add_person, person(hall, "manager1"), "mona.s", PASSWORD, clerk(hall), now)
    with hall.database.reading() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert "mona" not in entry.facts + entry.subject
    assert "منى" not in entry.facts


@pytest.mark.parametrize("username", ["", "ab", "x" * 41, "مني", "a b c", "clerk/1"])
def test_an_odd_username_is_refused(hall: Hall, now: datetime, username: str) -> None:
    with pytest.raises(UsernameOdd):
        hall.do(add_person, person(hall, "manager1"), username, PASSWORD, clerk(hall), now)


def test_a_username_is_given_once(hall: Hall, now: datetime) -> None:
    with pytest.raises(UsernameTaken):
        hall.do(add_person, person(hall, "manager1"), "CLERK1", PASSWORD, clerk(hall), now)


def test_the_first_password_keeps_the_rules(hall: Hall, now: datetime) -> None:
    with pytest.raises(PasswordTooShort):
        hall.do(add_person, person(hall, "manager1"), "mona", "short", clerk(hall), now)
    assert actions(hall) == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.GOVERNORATE, Role.ADMINISTRATOR])
def test_a_manager_gives_no_role_like_the_own_or_above(hall: Hall, now: datetime, role: Role) -> None:
    manager = person(hall, "manager1")
    assert role not in roles_for(manager)
    with pytest.raises(RoleClosed):
        hall.do(add_person, manager, "mona", PASSWORD, replace(clerk(hall), role=role), now)


def test_a_manager_adds_nobody_elsewhere(hall: Hall, now: datetime) -> None:
    wish = replace(clerk(hall), center_id=elsewhere(hall))
    with pytest.raises(CenterWrong):
        hall.do(add_person, person(hall, "manager1"), "mona", PASSWORD, wish, now)


@pytest.mark.parametrize(("role", "here"), [(Role.CLERK, False), (Role.AUDITOR, True)])
def test_roles_of_a_center_have_one_and_those_of_the_governorate_none(
    hall: Hall, now: datetime, role: Role, here: bool
) -> None:
    wish = Person("منى", role, hall.center_id if here else None)
    with pytest.raises(CenterWrong):
        hall.do(add_person, person(hall, "admin1"), "mona", PASSWORD, wish, now)


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_gives_every_role(hall: Hall, now: datetime, role: Role) -> None:
    free = role in {Role.AUDITOR, Role.GOVERNORATE, Role.ADMINISTRATOR}
    wish = Person("منى", role, None if free else elsewhere(hall))
    added = hall.do(add_person, person(hall, "admin1"), "mona", PASSWORD, wish, now)
    assert added.role is role


@pytest.mark.parametrize("code", ["D401", "D501", "D201", "D999", ""])
def test_a_manager_reaches_only_the_own_people(hall: Hall, now: datetime, code: str) -> None:
    manager = person(hall, "manager1")
    for deed in (
        lambda work: change_person(work, manager, code, clerk(hall), now),
        lambda work: reset_password(work, manager, code, PASSWORD, now),
        lambda work: reset_second_step(work, manager, code, now),
    ):
        with pytest.raises(UnknownPerson):
            hall.do(deed)
    assert actions(hall) == []


def test_a_manager_of_one_center_sees_nobody_of_another(hall: Hall, now: datetime) -> None:
    hall.do(add_person, person(hall, "admin1"), "far", PASSWORD, replace(clerk(hall), center_id=elsewhere(hall)), now)
    with hall.database.reading() as session:
        seen = {staff.username for staff in people_of(session, person(hall, "manager1"))}
        everyone = {staff.username for staff in people_of(session, person(hall, "admin1"))}
    assert seen & {"far", "manager1", "admin1"} == set()
    assert {"far", "manager1", "admin1"} <= everyone


@pytest.mark.parametrize("change", [{"role": Role.RECEIVER}, {"active": False}])
def test_another_role_or_none_ends_sessions_and_frees_the_window(
    hall: Hall, now: datetime, change: dict[str, object]
) -> None:
    seated = hall.seat("clerk1", 3)
    with hall.database.writing() as work:
        token, _ = begin_session(work, work.session.get_one(Staff, seated), now)
    hall.do(change_person, person(hall, "manager1"), "D001", replace(clerk(hall), **change), now)  # type: ignore[arg-type]
    with hall.database.reading() as session:
        assert present(session, token, now, SessionLimits()) is None
        assert window_of(session, seated) is None


def test_another_name_ends_nothing(hall: Hall, now: datetime) -> None:
    seated = hall.seat("clerk1", 3)
    with hall.database.writing() as work:
        token, _ = begin_session(work, work.session.get_one(Staff, seated), now)
    hall.do(change_person, person(hall, "manager1"), "D001", clerk(hall), now)
    with hall.database.reading() as session:
        assert present(session, token, now, SessionLimits()) is not None
        assert window_of(session, seated) is not None


def test_nobody_is_moved_with_a_number_at_the_window(hall: Hall, now: datetime) -> None:
    seated = hall.seat("clerk1", 3)
    hall.take_ticket(now)
    hall.call(seated, now)
    with pytest.raises(WindowIsBusy):
        hall.do(change_person, person(hall, "manager1"), "D001", replace(clerk(hall), active=False), now)
    assert person(hall, "clerk1").active


def test_nobody_changes_or_resets_themselves(hall: Hall, now: datetime) -> None:
    admin = person(hall, "admin1")
    own = Person(admin.full_name, Role.AUDITOR, None)
    for deed in (
        lambda work: change_person(work, admin, admin.code, own, now),
        lambda work: reset_password(work, admin, admin.code, PASSWORD, now),
        lambda work: reset_second_step(work, admin, admin.code, now),
    ):
        with pytest.raises(NotOneself):
            hall.do(deed)


def test_a_reset_password_ends_sessions_and_must_be_changed(hall: Hall, now: datetime) -> None:
    with hall.database.writing() as work:
        token, _ = begin_session(work, work.session.get_one(Staff, hall.staff("clerk1")), now)
    hall.do(reset_password, person(hall, "manager1"), "D001", PASSWORD, now)
    with hall.database.reading() as session:
        assert present(session, token, now, SessionLimits()) is None
    assert person(hall, "clerk1").must_change_password
    assert actions(hall) == ["sign_in", "password_reset"]


def test_skills_are_put_as_ticked(hall: Hall, now: datetime) -> None:
    for ticked in (frozenset({"sign_language"}), frozenset[str](), frozenset({"sign_language", "no such skill"})):
        hall.do(change_person, person(hall, "manager1"), "D001", replace(clerk(hall), skills=ticked), now)
        with hall.database.reading() as session:
            assert skills_of(session, hall.staff("clerk1")) == ticked & {"sign_language"}


SIGN = Sign("مركز جديد", "New center", "demo", CenterKind.MAIN)


def test_a_center_gets_another_name_and_its_screens_hear_of_it(hall: Hall, now: datetime) -> None:
    with hall.database.reading() as session:
        before = session.get_one(Center, hall.center_id).version
    hall.do(rename_center, hall.center_id, replace(SIGN, kind=CenterKind.MINI), hall.staff("admin1"), now)
    with hall.database.reading() as session:
        center = session.get_one(Center, hall.center_id)
    assert (center.name_en, center.kind, center.version) == ("New center", CenterKind.MINI, before + 1)
    assert actions(hall) == ["center_changed"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"code": "zagazig"}, CodeTaken),
        ({"code": "x"}, CodeOdd),
        ({"code": "a/b"}, CodeOdd),
        ({"code": "مركز"}, CodeOdd),
        ({"kind": CenterKind.PRACTICE}, PracticeIsApart),
        ({"name_ar": ""}, Refusal),
        ({"name_en": "a\u202eb"}, Refusal),
    ],
)
def test_a_bad_sign_changes_nothing(
    hall: Hall, now: datetime, change: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        hall.do(rename_center, hall.center_id, replace(SIGN, **change), hall.staff("admin1"), now)  # type: ignore[arg-type]
    assert actions(hall) == []


def test_a_window_more_has_the_next_number(hall: Hall, now: datetime) -> None:
    with hall.database.reading() as session:
        last = windows_of(session, hall.center_id)[-1].number
    assert hall.do(add_window, hall.center_id, hall.staff("admin1"), now) == last + 1
    assert actions(hall) == ["window_added"]


def test_windows_have_an_end(hall: Hall, now: datetime) -> None:
    admin = hall.staff("admin1")
    with pytest.raises(TooManyWindows), hall.database.writing() as work:
        for _ in range(61):
            add_window(work, hall.center_id, admin, now)
