"""What the audit says of settings: one line for each that is saved, none for one that is refused."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.places.records import Center
from singlewindow.places.rules import RULES
from tests.cast import Hall
from tests.client import CheckedClient

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


@pytest.mark.parametrize(("page", "typed"), [("hours", {"opens-6": "x"}), ("rules", {}), ("holidays/fill", {})])
def test_what_is_refused_is_not_noted(signed_in: SignIn, desk: Hall, page: str, typed: dict[str, str]) -> None:
    answer = signed_in("manager1").submit(f"{OF_CENTER}/hours", f"{OF_CENTER}/{page}", **typed)
    assert answer.status_code == 422
    assert actions(desk) == []
