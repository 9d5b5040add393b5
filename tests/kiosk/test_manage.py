"""The settings pages: who may open them, what they keep, how they refuse."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from kiosk.edge import now
from singlewindow.complaints.complaints import ComplaintWords, complain
from singlewindow.complaints.records import Complaint
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Holiday
from singlewindow.places.rules import RULES
from singlewindow.requests.calendar import due_of
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.singlewindow.at_departments import Departments

SignIn = Callable[[str], CheckedClient]
PAGES = ("hours", "holidays", "notices", "rules", "services")


def at(page: str, center: str = "demo") -> str:
    """Give the address of a page of settings."""
    return f"/manage/centers/{center}/{page}"


@pytest.fixture
def manager(signed_in: SignIn) -> CheckedClient:
    return signed_in("manager1")


@pytest.fixture
def administrator(signed_in: SignIn) -> CheckedClient:
    return signed_in("admin1")


def center(desk: Hall) -> Center:
    """Give the demonstration center as it stands."""
    with desk.database.reading() as session:
        return session.get_one(Center, desk.center_id)


@pytest.mark.parametrize(
    ("username", "own", "other"),
    [("manager1", 200, 403), ("admin1", 200, 200), ("supervisor1", 403, 403), ("clerk1", 403, 403)],
)
def test_a_manager_sets_the_own_center_and_an_administrator_any(
    signed_in: SignIn, username: str, own: int, other: int
) -> None:
    client = signed_in(username)
    for page in PAGES:
        assert client.get(at(page)).status_code == own
        assert client.get(at(page, "zagazig")).status_code == other
        if other == 403:
            assert client.submit("/signin", at(page, "zagazig")).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: CheckedClient) -> None:
    for page in ("/manage", "/manage/devices", *map(at, PAGES)):
        assert client.get(page).headers["Location"].startswith("/signin")
        assert client.submit("/signin", page).status_code in (401, 405)


@pytest.mark.parametrize(("username", "links"), [("supervisor1", 2), ("manager1", 13), ("admin1", 7)])
def test_the_index_leads_to_what_a_role_may_set(signed_in: SignIn, username: str, links: int) -> None:
    client = signed_in(username)
    assert client.get("/manage").text.count('<li><a href="/manage') == links


def test_an_administrator_begins_at_the_settings_and_chooses_a_center(client: CheckedClient) -> None:
    answer = client.submit("/signin", "/signin", username="admin1", password="shubbak-demo")
    assert answer.headers["Location"] == "/manage"
    text = client.get("/manage?center=zagazig").text
    assert f'href="{at("hours", "zagazig")}"' in text
    assert client.get("/manage?center=nowhere").status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_page_is_whole_in_both_languages(manager: CheckedClient, page: str, language: str) -> None:
    assert manager.get(f"{at(page)}?lang={language}").status_code == 200


def test_hours_are_kept_and_a_wrong_one_is_said_and_kept_as_typed(manager: CheckedClient) -> None:
    page = at("hours")
    assert manager.submit(page, page, **{"opens-0": "09:00", "closes-0": "١٤:٣٠"}).status_code == 303
    text = manager.get(page).text
    assert 'name="closes-0"' in text
    assert 'value="14:30"' in text
    assert text.count('value="0') == 1, "the other days are closed"
    refused = manager.submit(page, page, **{"opens-0": "22:00", "closes-0": "07:77"})
    assert refused.status_code == 422
    assert 'value="07:77"' in refused.text
    assert "aria-invalid" in refused.text
    assert 'value="14:30"' in manager.get(page).text


def test_notices_stand_on_the_board(manager: CheckedClient) -> None:
    page = at("notices")
    fields = {"notice_ar": "أهلًا <b>بكم</b>", "notice_en": "Welcome"}
    assert manager.submit(page, page, **fields).status_code == 303
    assert "أهلًا &lt;b&gt;بكم" in manager.get("/board/demo").text
    assert "Welcome" in manager.get("/board/demo?lang=en").text
    assert manager.submit(page, page, notice_ar="a\u202eb").status_code == 422


@pytest.mark.parametrize("name", ["notice_ar", "notice_en"])
def test_a_notice_too_long_for_the_board_is_refused_in_words_and_stays_typed(
    manager: CheckedClient, desk: Hall, name: str
) -> None:
    page, other = at("notices"), "notice_en" if name == "notice_ar" else "notice_ar"
    assert "maxlength" not in manager.get(page).text, "a browser would cut what is pasted and say nothing"
    answer = manager.submit(page, page, **{name: "ط" * 161, other: "يبقى"})
    assert answer.status_code == 422
    assert "في هذا الإعلان ١٦١ حرفًا، ولا تتسع الشاشة لأكثر من ١٦٠" in answer.text
    assert "ط" * 161 in answer.text
    assert "يبقى" in answer.text
    assert re.search(rf'name="{name}"[^>]*aria-invalid', answer.text)
    with desk.database.reading() as session:
        assert center_by_code(session, "demo").notice_en.startswith("Have your ID")


def test_a_notice_of_two_lines_is_one_on_the_board(manager: CheckedClient, desk: Hall) -> None:
    page = at("notices")
    assert manager.submit(page, page, notice_ar="سطر\r\n  آخر " + "ط" * 140, notice_en="").status_code == 303
    with desk.database.reading() as session:
        assert center_by_code(session, "demo").notice_ar == "سطر آخر " + "ط" * 140


def test_rules_are_kept_and_published(manager: CheckedClient, desk: Hall) -> None:
    page = at("rules")
    typed = {rule.column: str(rule.least or 7) for rule in RULES} | {"digits": "latn", "speaks_english": "on"}
    assert manager.submit(page, page, **typed).status_code == 303
    assert (center(desk).head_start_minutes, center(desk).speaks_english) == (7, True)
    assert manager.submit(page, page, **(typed | {"digits": "arab"})).status_code == 303
    assert center(desk).speaks_english, "a ticked box stays ticked"
    refused = manager.submit(page, page, **(typed | {"grace_minutes": "999"}))
    assert refused.status_code == 422
    assert 'value="999"' in refused.text
    assert refused.text.count("aria-invalid") == 1
    assert center(desk).grace_minutes == 7


def test_a_manager_fills_in_adds_and_removes_holidays_of_the_own_center(manager: CheckedClient, desk: Hall) -> None:
    page, today = at("holidays"), service_day(now())
    year = today.year + 1
    assert manager.submit(page, f"{page}/fill", year=str(year)).status_code == 303
    text = manager.get(page).text
    assert "تقديري" in text
    assert "عيد الأضحى المبارك" in text
    assert manager.submit(page, f"{page}/fill", year=str(year)).status_code == 409
    day = (today + timedelta(days=3)).isoformat()
    wish = {"day": day, "name_ar": "عطلة محلية", "name_en": "Local holiday"}
    assert manager.submit(page, page, **wish).status_code == 303
    assert manager.submit(page, page, **wish).status_code == 409
    assert manager.submit(page, page, **(wish | {"day": "x"})).status_code == 422
    with desk.database.reading() as session:
        added = session.scalars(select(Holiday).where(Holiday.name_en == "Local holiday")).one()
        assert added.center_id == desk.center_id
    assert manager.submit(page, f"{page}/remove", holiday=str(added.id)).status_code == 303
    assert "عطلة محلية" not in manager.get(page).text
    for wrong in ("x", str(added.id)):
        assert manager.submit(page, f"{page}/remove", holiday=wrong).status_code == 404


def test_holidays_of_the_governorate_are_the_administrators(
    manager: CheckedClient, administrator: CheckedClient, desk: Hall
) -> None:
    page, year = at("holidays"), str(service_day(now()).year + 1)
    assert manager.submit(page, f"{page}/fill", year=year, reach="governorate").status_code == 403
    assert administrator.submit(page, f"{page}/fill", year=year, reach="governorate").status_code == 303
    with desk.database.reading() as session:
        days = session.scalars(select(Holiday)).all()
    assert {day.center_id for day in days} == {None}
    last = max(days, key=lambda day: day.day)
    assert manager.submit(page, f"{page}/remove", holiday=str(last.id), reach="center").status_code == 404
    assert manager.submit(page, f"{page}/remove", holiday=str(last.id), reach="governorate").status_code == 403


def test_a_closed_service_and_a_quota_are_kept_and_the_kiosk_learns_it(manager: CheckedClient) -> None:
    page = f"{at('services')}?sector=revenue"
    fields = {"sector": "revenue", "closed": "rent_payment"}
    assert manager.submit(page, at("services"), **fields).headers["Location"] == page
    assert manager.get(page).text.count(" checked") == 1
    assert manager.get("/kiosk/demo/services/rent_payment").status_code == 409
    refused = manager.submit(page, at("services"), sector="revenue", **{"quota-rent_payment": "0"})
    assert refused.status_code == 422
    assert 'value="0"' in refused.text
    assert manager.submit(page, at("services"), sector="revenue", **{"quota-rent_payment": "٥"}).status_code == 303
    assert 'value="٥"' in manager.get(page).text
    assert manager.get("/kiosk/demo/services/rent_payment").status_code == 200


def test_a_holiday_and_other_hours_move_the_due_dates_of_open_files(manager: CheckedClient, desk: Hall) -> None:
    way = Departments(desk, now())
    complaint = desk.do(complain, desk.center_id, ComplaintWords(new_key(), "delay", "كلام توضيحي"), None, now())
    number = way.receive()
    first = way.request(number).due_on
    assert first is not None
    typed = {"day": first.isoformat(), "name_ar": "عطلة توضيحية", "name_en": "Illustrative holiday"}
    assert manager.submit(at("holidays"), at("holidays"), **typed).status_code == 303
    assert "لملفات أو شكاوى مفتوحة" in manager.get(at("holidays")).get_data(as_text=True)
    moved = way.request(number).due_on
    assert moved is not None
    assert moved > first
    assert manager.submit(at("hours"), at("hours"), **{"opens-6": "08:00", "closes-6": "15:00"}).status_code == 303
    request = way.request(number)
    with desk.database.reading() as session:
        assert request.due_on == due_of(session, request).on
        assert session.get_one(Complaint, complaint.id).due_on > complaint.due_on + timedelta(days=7)
    assert request.due_on is not None
    assert request.due_on > moved
