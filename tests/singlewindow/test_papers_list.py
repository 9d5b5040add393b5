"""The printed list of what a service needs: its facts, and one paper for one form."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from singlewindow.cash.tariff import Rule
from singlewindow.catalogue.papers_list import ListWish, want_papers_list
from singlewindow.catalogue.records import Service, ServiceClosure, TariffItem
from singlewindow.catalogue.services import ServiceIsClosed, UnknownService, service_by_code
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.formkeys import FormKeyMissing
from singlewindow.tickets.records import Ticket
from tests.cast import Hall, new_key


def wish(hall: Hall, **changes: Any) -> ListWish:
    values = {
        "center_id": hall.center_id,
        "service": "building_permit_issue",
        "set_time": "26 working days",
        "language": "en",
        "form_key": new_key(),
    }
    return ListWish(**(values | changes))


def test_the_list_says_all_that_the_page_says_and_takes_no_number(hall: Hall, now: datetime) -> None:
    key = hall.do(want_papers_list, wish(hall), now)
    with hall.database.reading() as session:
        document = session.get_one(Document, key)
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0
    assert document.kind is DocumentKind.PAPERS_LIST
    assert document.state is DocumentState.WANTED
    assert document.serial == "LIST-000-20261124-1"
    assert set(document.facts) == {
        *("governorate", "center", "digits", "illustrative", "sector", "service"),
        *("set_time", "fees", "papers", "printed_at"),
    }
    assert document.facts["service"] == "Building permit"
    assert document.facts["set_time"] == "26 working days"
    assert document.facts["papers"][0] == "Copy of the applicant's national ID card"
    assert document.facts["fees"][0]["amount"] == 3750
    assert None in [fee["amount"] for fee in document.facts["fees"]]
    assert document.facts["illustrative"] is True
    assert document.facts["printed_at"] == "2026-11-24T12:00"


def test_an_amount_that_depends_on_units_is_left_to_the_window(hall: Hall, now: datetime) -> None:
    with hall.database.writing() as work:
        service = service_by_code(work.session, "building_permit_issue")
        item = TariffItem(service_id=service.id, code="per_metre", rule=Rule.PER_UNIT, amount=500, position=9)
        item.valid_from, item.source, item.illustrative = now.date(), "", True
        item.name_ar, item.name_en = "عن كل متر", "For each metre"
        work.add(item)
    key = hall.do(want_papers_list, wish(hall), now)
    with hall.database.reading() as session:
        fees = session.get_one(Document, key).facts["fees"]
    assert {fee["description"]: fee["amount"] for fee in fees}["For each metre"] is None


def test_the_same_form_makes_one_list(hall: Hall, now: datetime) -> None:
    once = wish(hall)
    assert hall.do(want_papers_list, once, now) == hall.do(want_papers_list, once, now)
    assert hall.do(want_papers_list, wish(hall), now) != hall.do(want_papers_list, once, now)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 2


def test_a_list_is_in_its_own_language(hall: Hall, now: datetime) -> None:
    key = hall.do(want_papers_list, wish(hall, language="ar", set_time=""), now)
    with hall.database.reading() as session:
        document = session.get_one(Document, key)
    assert document.facts["service"] == "إصدار ترخيص بناء"
    assert document.facts["set_time"] == ""
    assert document.language == "ar"


def test_no_list_without_its_key_or_of_what_is_not_offered(hall: Hall, now: datetime) -> None:
    with pytest.raises(FormKeyMissing):
        hall.do(want_papers_list, wish(hall, form_key=""), now)
    with pytest.raises(UnknownService):
        hall.do(want_papers_list, wish(hall, service="nothing"), now)
    with hall.database.writing() as work:
        service = work.session.scalars(select(Service.id).where(Service.code == "building_permit_issue")).one()
        work.add(ServiceClosure(center_id=hall.center_id, service_id=service))
    with pytest.raises(ServiceIsClosed):
        hall.do(want_papers_list, wish(hall), now)
