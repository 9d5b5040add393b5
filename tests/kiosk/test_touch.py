"""The kiosk, page by page."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import travel

from singlewindow.catalogue.records import Service, ServiceClosure
from singlewindow.tickets.records import Ticket
from tests.cast import Hall
from tests.client import CheckedClient

SERVICE = "/kiosk/demo/services/building_permit_issue"


def count(desk: Hall) -> int:
    """Count all tickets."""
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Ticket)) or 0


def test_a_citizen_goes_from_sector_to_ticket(client: CheckedClient, desk: Hall) -> None:
    assert "التنظيم والمباني" in client.get("/kiosk/demo").text
    assert "إصدار ترخيص بناء" in client.get("/kiosk/demo/sectors/planning_buildings").text
    service = client.get(SERVICE).text
    assert "٢٦ يوم عمل" in service
    assert "٣٧٫٥٠" in service
    assert "بيانات توضيحية" in service
    answer = client.submit(SERVICE, "/kiosk/demo/tickets", service="building_permit_issue", lane="ordinary")
    assert answer.status_code == 303
    ticket = client.get(answer.headers["Location"]).text
    assert "ب ١" in ticket
    assert "B 1" in ticket
    assert count(desk) == 1


def test_a_service_without_a_sourced_time_says_set_by_the_center(client: CheckedClient) -> None:
    assert "يحددها المركز" in client.get("/kiosk/demo/services/rent_payment").text


def test_the_same_form_sent_twice_shows_the_first_ticket(client: CheckedClient, desk: Hall) -> None:
    fields = client.tokens(SERVICE) | {"service": "building_permit_issue", "lane": "priority"}
    answers = [client.post("/kiosk/demo/tickets", data=fields) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert count(desk) == 1


def test_english_is_whole_and_the_switch_keeps_the_step(client: CheckedClient) -> None:
    page = client.get(f"{SERVICE}?lang=en&lane=priority").text
    assert 'lang="en" dir="ltr"' in page
    assert "26 working days" in page
    assert "lane=priority" in page
    arabic = re.sub(r'<a[^>]*lang="ar".*?</a>', "", page, flags=re.DOTALL)
    assert not re.search("[\u0621-\u063a\u0641-\u064a]", arabic), "no Arabic letter but the switch's own"
    assert 'lang="en"' in client.get("/kiosk/demo").text.split(">")[1], "the choice is remembered"


@pytest.mark.parametrize(
    "page", ["/", "/kiosk/demo", "/kiosk/demo/sectors/revenue", SERVICE, "/kiosk/demo/help", "/signin"]
)
def test_no_english_is_left_in_an_arabic_page(client: CheckedClient, page: str) -> None:
    text = client.get(page).text
    text = re.sub(r'<(\w+)[^>]*(lang="en"|<code>).*?</\1>', "", text, flags=re.DOTALL)
    text = re.sub(r"<code>.*?</code>", "", text)
    words = re.findall(r"\b[A-Za-z]{3,}\b", re.sub(r"<[^>]+>", " ", text))
    assert words == []


@pytest.mark.parametrize(
    ("count", "phrase"),
    [
        (0, "لا أحد"),
        (1, "شخص واحد"),
        (2, "شخصان"),
        (3, "٣ أشخاص"),
        (11, "١١ شخصًا"),
        (100, "١٠٠ شخص "),
        (103, "١٠٣ أشخاص"),
    ],
)
def test_arabic_counts_people_in_its_six_forms(app: Flask, count: int, phrase: str) -> None:
    from flask_babel import ngettext

    from kiosk.numerals import digits

    with app.test_request_context("/"):
        said = digits(ngettext("%(num)s person is waiting", "%(num)s people are waiting", count))
    assert said.startswith(phrase)


def test_a_closed_center_says_when_it_opens(client: CheckedClient, desk: Hall) -> None:
    with travel("2026-11-27T09:00:00+00:00", tick=False):  # a Friday
        page = client.get("/kiosk/zagazig").text
        assert "المركز مغلق الآن" in page
        assert "٢٩ نوفمبر ٢٠٢٦" in page
        fields = client.tokens(SERVICE) | {"service": "building_permit_issue", "lane": "ordinary"}
        answer = client.post("/kiosk/zagazig/tickets", data=fields)
    assert answer.status_code == 409
    assert "المركز مغلق الآن" in answer.text
    assert count(desk) == 0


def test_a_service_not_offered_here_is_not_shown_and_refused(client: CheckedClient, desk: Hall) -> None:
    with desk.database.writing() as work:
        service = work.session.scalars(select(Service.id).where(Service.code == "building_permit_issue")).one()
        work.add(ServiceClosure(center_id=desk.center_id, service_id=service))
    assert "إصدار ترخيص بناء" not in client.get("/kiosk/demo/sectors/planning_buildings").text
    assert client.get(SERVICE).status_code == 409


def test_the_slip_of_a_ticket_is_followed_by_its_fragment(client: CheckedClient, desk: Hall) -> None:
    answer = client.submit(SERVICE, "/kiosk/demo/tickets", service="building_permit_issue", lane="ordinary")
    fragment = client.get(f"{answer.headers['Location']}?fragment=1").text
    assert 'data-paper="wanted"' in fragment
    assert "<html" not in fragment


def test_a_kiosk_page_is_small(client: CheckedClient) -> None:
    page = client.get("/kiosk/demo")
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    sizes = []
    for address in {*linked, "/static/js/once.js"}:
        with client.get(address) as answer:
            sizes.append(len(answer.data))
    assert len(linked) + 2 <= 10
    assert len(page.data) + sum(sizes) <= 150_000
