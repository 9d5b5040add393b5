"""What a manager sets: hours, notices, rules, holidays, what is offered. On both kinds of database."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from singlewindow.catalogue.offering import BadQuota, quotas_of, set_offering
from singlewindow.catalogue.services import UnknownSector, closed_here
from singlewindow.places.centers import CenterChanged, UnknownCenter
from singlewindow.places.founding import BadCenter, CenterIsKnown, Founding, found_center
from singlewindow.places.holidays import (
    HolidayIsKnown,
    NotADay,
    UnknownHoliday,
    YearIsFilled,
    YearNotKnown,
    add_holiday,
    fill_year,
    holidays_of,
    known_holidays,
    remove_holiday,
)
from singlewindow.places.hours import BadHours, set_hours
from singlewindow.places.opening import hours_of, is_open
from singlewindow.places.records import Center, CenterKind, Holiday, Window
from singlewindow.places.rules import RULES, NoticeTooLong, RuleOutOfRange, UnknownDigits, set_notices, set_rules
from singlewindow.records import new_key
from singlewindow.text import TextHasControls
from tests.cast import Hall

TYPED = {rule.column: str(rule.most) for rule in RULES}
NEW_YEAR = date(2026, 1, 1)


def center(hall: Hall) -> Center:
    """Give the demonstration center as it stands."""
    with hall.database.reading() as session:
        return session.get_one(Center, hall.center_id)


def versions(hall: Hall, deed: Callable[[], object]) -> set[int]:
    """Do a deed and give how far the versions of the centers it told of have risen."""
    told: list[CenterChanged] = []
    hall.database.listen(CenterChanged, told.append)
    with hall.database.reading() as session:
        before = {row.id: row.version for row in session.scalars(select(Center))}
    deed()
    return {news.version - before[news.center_id] for news in told}


def test_every_change_is_one_version_of_the_center_that_its_screens_hear_of(hall: Hall) -> None:
    key, governorate = hall.center_id, center(hall).governorate_id
    deeds: tuple[tuple[object, ...], ...] = (
        (set_hours, key, {0: ("08:00", "15:00")}),
        (set_notices, key, "إعلان", "Notice"),
        (set_rules, key, TYPED, "latn", True),
        (add_holiday, governorate, key, "2026-12-01", "عطلة", "Holiday", False),
        (fill_year, governorate, None, 2027),
        (set_offering, key, "revenue", frozenset(), {}),
    )
    for deed in deeds:
        assert versions(hall, lambda deed=deed: hall.do(*deed)) == {1}, deed[0]  # type: ignore[misc, arg-type]


def test_hours_are_set_in_digits_of_either_script_and_an_empty_day_is_closed(hall: Hall, now: datetime) -> None:
    hall.set_rules(always_open=False)
    hall.do(set_hours, hall.center_id, {1: ("٩:٠٠", "15:30"), 2: ("", " ")})
    with hall.database.reading() as session:
        kept = [(row.weekday, row.opens, row.closes) for row in hours_of(session, hall.center_id)]
        assert kept == [(1, time(9), time(15, 30))]
        assert is_open(session, center(hall), now)
        assert not is_open(session, center(hall), now + timedelta(days=1))


@pytest.mark.parametrize(
    "texts", [("8", "15:00"), ("08:00", ""), ("15:00", "08:00"), ("08:00", "08:00"), ("25:00", "26:00")]
)
def test_wrong_hours_change_nothing(hall: Hall, texts: tuple[str, str]) -> None:
    with pytest.raises(BadHours):
        hall.do(set_hours, hall.center_id, {0: texts})
    with hall.database.reading() as session:
        assert len(hours_of(session, hall.center_id)) == 5


def test_rules_are_set_all_at_once(hall: Hall) -> None:
    hall.do(set_rules, hall.center_id, TYPED | {"grace_minutes": "١٢"}, "latn", True)
    kept = center(hall)
    assert [getattr(kept, rule.column) for rule in RULES if rule.column != "grace_minutes"] == [
        rule.most for rule in RULES if rule.column != "grace_minutes"
    ]
    assert (kept.grace_minutes, kept.digits, kept.speaks_english) == (12, "latn", True)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.column)
def test_a_rule_keeps_its_bounds(hall: Hall, rule: object) -> None:
    for text in (str(rule.most + 1), str(rule.least - 1), "", "x", "1.5", "99999"):  # type: ignore[attr-defined]
        with pytest.raises(RuleOutOfRange) as refused:
            hall.do(set_rules, hall.center_id, TYPED | {rule.column: text}, "arab", False)  # type: ignore[attr-defined]
        assert refused.value.values["field"] == rule.column  # type: ignore[attr-defined]


def test_unknown_digits_hidden_characters_and_centers_are_refused(hall: Hall) -> None:
    with pytest.raises(UnknownDigits):
        hall.do(set_rules, hall.center_id, TYPED, "roman", False)
    with pytest.raises(TextHasControls):
        hall.do(set_notices, hall.center_id, "a\u202eb", "")
    with pytest.raises(UnknownCenter):
        hall.do(set_notices, new_key(), "إعلان", "")


@pytest.mark.parametrize("place", [0, 1])
def test_a_notice_has_a_hundred_and_sixty_letters_at_most(hall: Hall, place: int) -> None:
    hall.do(set_notices, hall.center_id, "a" * 160, "b" * 160)
    texts = ["", ""]
    texts[place] = "a" * 161
    with pytest.raises(NoticeTooLong) as refused:
        hall.do(set_notices, hall.center_id, *texts)
    assert refused.value.values == {"count": 161, "most": 160, "field": ("notice_ar", "notice_en")[place]}


def test_the_librarys_holidays_have_both_names_and_say_what_is_an_estimate() -> None:
    days = {holiday.day: holiday for holiday in known_holidays(2027)}
    liberation = days[date(2027, 4, 25)] if date(2027, 4, 25) in days else days[date(2027, 4, 29)]
    assert "تحرير سيناء" in liberation.name_ar
    assert "Sinai Liberation Day" in liberation.name_en
    moon = [holiday for holiday in days.values() if holiday.estimated]
    assert {"عيد الأضحى المبارك", "المولد النبوي الشريف"} <= {holiday.name_ar for holiday in moon}
    assert len(moon) < len(days)
    assert all("estimated" not in holiday.name_en and "تقديري" not in holiday.name_ar for holiday in days.values())
    assert all(holiday.source.startswith("holidays ") for holiday in days.values())


@pytest.mark.parametrize("year", [0, 1999, 9999])
def test_a_year_nobody_knows_is_refused(hall: Hall, year: int) -> None:
    with pytest.raises(YearNotKnown):
        hall.do(fill_year, center(hall).governorate_id, None, year)


def test_a_year_is_filled_once_so_that_what_staff_changed_stays(hall: Hall) -> None:
    place = center(hall)
    assert hall.do(fill_year, place.governorate_id, None, 2026) > 10
    with hall.database.reading() as session:
        feast = next(day for day in holidays_of(session, place, NEW_YEAR) if day.estimated)
    hall.do(remove_holiday, feast.id, place.governorate_id, None)
    for reach in (None, place.id):
        with pytest.raises(YearIsFilled):
            hall.do(fill_year, place.governorate_id, reach, 2026)
    with hall.database.reading() as session:
        assert feast.day not in {day.day for day in holidays_of(session, place, NEW_YEAR)}


def test_a_holiday_of_one_center_closes_no_other(hall: Hall, now: datetime) -> None:
    hall.set_rules(always_open=False)
    place = center(hall)
    hall.do(add_holiday, place.governorate_id, place.id, "2026-11-24", "عطلة", "Holiday", True)
    with hall.database.reading() as session:
        other = session.scalars(select(Center).where(Center.code == "zagazig")).one()
        assert not is_open(session, place, now)
        assert is_open(session, other, now)
        (holiday,) = holidays_of(session, place, NEW_YEAR)
    with pytest.raises(UnknownHoliday):
        hall.do(remove_holiday, holiday.id, place.governorate_id, None)
    hall.do(remove_holiday, holiday.id, place.governorate_id, place.id)
    with hall.database.reading() as session:
        assert is_open(session, place, now)
        assert session.scalars(select(Holiday)).all() == []


def test_a_holiday_is_added_once_and_on_a_day(hall: Hall) -> None:
    place = center(hall)
    wish = (place.governorate_id, place.id, "2026-12-01", "عطلة", "Holiday", False)
    hall.do(add_holiday, *wish)
    with pytest.raises(HolidayIsKnown):
        hall.do(add_holiday, *wish)
    for day in ("", "1/12/2026", "2026-13-01"):
        with pytest.raises(NotADay):
            hall.do(add_holiday, place.governorate_id, place.id, day, "عطلة", "Holiday", False)


def test_services_are_closed_and_get_quotas_a_sector_at_a_time(hall: Hall) -> None:
    hall.do(set_offering, hall.center_id, "planning_buildings", frozenset({"building_permit_issue"}), {})
    hall.do(set_offering, hall.center_id, "revenue", frozenset(), {"rent_payment": "٢٠", "building_permit_issue": "5"})
    with hall.database.reading() as session:
        assert len(closed_here(session, hall.center_id)) == 1
        assert list(quotas_of(session, hall.center_id).values()) == [20]
    hall.do(set_offering, hall.center_id, "planning_buildings", frozenset(), {})
    with hall.database.reading() as session:
        assert closed_here(session, hall.center_id) == set()
        assert len(quotas_of(session, hall.center_id)) == 1


@pytest.mark.parametrize("typed", ["0", "-1", "x", "1.5", "2001", "99999"])
def test_a_wrong_quota_changes_nothing(hall: Hall, typed: str) -> None:
    with pytest.raises(BadQuota) as refused:
        hall.do(set_offering, hall.center_id, "revenue", frozenset({"rent_payment"}), {"rent_payment": typed})
    assert refused.value.values["field"] == "quota-rent_payment"
    with pytest.raises(UnknownSector):
        hall.do(set_offering, hall.center_id, "nowhere", frozenset(), {})
    with hall.database.reading() as session:
        assert closed_here(session, hall.center_id) == set()


def test_a_center_is_founded_with_its_windows_and_once(hall: Hall) -> None:
    wish = Founding("new_town", 900, "مركز جديد", "New center", CenterKind.MINI, 3, "qena", "قنا", "Qena")
    founded = hall.do(found_center, wish)
    assert not founded.demonstration
    with hall.database.reading() as session:
        windows = session.scalars(select(Window.number).where(Window.center_id == founded.id)).all()
    assert sorted(windows) == [1, 2, 3]
    with pytest.raises(CenterIsKnown):
        hall.do(found_center, wish)
    for change in ({"code": "Up"}, {"number": 0}, {"windows": 100}, {"governorate": "../x"}):
        with pytest.raises(BadCenter):
            hall.do(found_center, Founding(**(vars(wish) | {"code": "other", "number": 901} | change)))
