"""What the audit says of settings: one line for each that is saved, none for one that is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.places.records import Center
from singlewindow.places.rules import RULES
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.test_commands import COLUMNS, SERVICE

SignIn = Callable[[str], CheckedClient]
OF_CENTER = "/manage/centers/demo"


def rules(desk: Hall) -> dict[str, str]:
    """The rules as they stand."""
    with desk.database.reading() as session:
        center = session.get_one(Center, desk.center_id)
    return {rule.column: str(getattr(center, rule.column)) for rule in RULES} | {"digits": center.digits.value}


def actions(desk: Hall) -> list[str]:
    """What was noted, without signing in."""
    with desk.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.action != Action.SIGN_IN.value)
        return list(session.scalars(query.order_by(AuditEntry.sequence)))


def test_each_setting_is_noted_when_it_is_saved(signed_in: SignIn, desk: Hall) -> None:
    manager = signed_in("manager1")
    table: list[tuple[Action, str, str, dict[str, str]]] = [
        (Action.HOURS_SET, f"{OF_CENTER}/hours", "", {"opens-6": "08:00", "closes-6": "15:00"}),
        (Action.NOTICES_SET, f"{OF_CENTER}/notices", "", {"notice_ar": "تنبيه توضيحي"}),
        (Action.RULES_SET, f"{OF_CENTER}/rules", "", rules(desk)),
        (Action.OFFERING_SET, f"{OF_CENTER}/services", "", {"sector": "planning_buildings"}),
        (Action.HOLIDAYS_CHANGED, f"{OF_CENTER}/holidays", "", {"day": "2030-01-02", "name_ar": "ا", "name_en": "a"}),
        (Action.HOLIDAYS_CHANGED, f"{OF_CENTER}/holidays", "/fill", {"year": "2031"}),
        (Action.LETTERHEAD_SET, "/manage/papers", "", {"digits": "arab"}),
    ]
    for _, page, goal, typed in table:
        answer = manager.submit(page, f"{page}{goal}", **typed)
        assert answer.status_code == 303, (page, answer.status)
    assert actions(desk) == [action.value for action, *_ in table]


def test_each_list_that_departments_work_by_is_noted_when_it_is_saved(signed_in: SignIn, desk: Hall) -> None:
    admin, departments, names = signed_in("admin1"), "/manage/departments", {"name_ar": "ا", "name_en": "a"}
    stages = {"department": "revenue", "kind": "decision", "days": "1"}
    table: list[tuple[Action, str, str, dict[str, str]]] = [
        (Action.DEPARTMENT_ADDED, departments, "", {"code": "legal", **names}),
        (Action.DEPARTMENT_RENAMED, departments, "/legal", names),
        (Action.REJECT_REASON_SET, departments, "/reject-reasons", names),
        (Action.LATE_REASON_SET, departments, "/late-reasons", names),
        (Action.ROUTE_SET, "/manage/routes/sectors/revenue", "", stages),
        (Action.ROUTE_SET, "/manage/routes/services/rent_payment", "", stages),
        (Action.FORM_SET, "/manage/routes/services/rent_payment", "/form", {}),
    ]
    for _, page, goal, typed in table:
        assert admin.submit(page, f"{page}{goal}", **typed).status_code == 303, (page, goal)
    refused = admin.submit(departments, departments, code="legal", **names)
    assert refused.status_code == 409
    assert actions(desk) == [action.value for action, *_ in table]


def test_what_the_commands_change_is_noted_once_and_not_when_refused(app: Flask, desk: Hall, tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_text(f"{COLUMNS}\n{SERVICE}\n", encoding="utf-8")
    names = ["--number", "777", "--name-ar", "ا", "--name-en", "a", "--governorate", "demo"]
    names += ["--governorate-ar", "ا", "--governorate-en", "a"]
    run = app.test_cli_runner()
    assert run.invoke(args=["catalogue", "import", str(file)]).exit_code == 0
    for exit_code in (0, 1):
        assert run.invoke(args=["center", "add", "north", *names]).exit_code == exit_code
    assert actions(desk) == [Action.CATALOGUE_IMPORTED.value, Action.CENTER_ADDED.value]


@pytest.mark.parametrize(("page", "typed"), [("hours", {"opens-6": "x"}), ("rules", {}), ("holidays/fill", {})])
def test_what_is_refused_is_not_noted(signed_in: SignIn, desk: Hall, page: str, typed: dict[str, str]) -> None:
    answer = signed_in("manager1").submit(f"{OF_CENTER}/hours", f"{OF_CENTER}/{page}", **typed)
    assert answer.status_code == 422
    assert actions(desk) == []
