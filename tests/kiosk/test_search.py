"""Finding a service by a word, among as many services as a center has."""

import re

import pytest
from sqlalchemy import select

from singlewindow.catalogue.records import Sector, Service, ServiceClosure
from tests.cast import Hall
from tests.client import CheckedClient

SEARCH = "/kiosk/demo/search"
FULL_CATALOGUE = 170


@pytest.fixture(autouse=True)
def _many_services(desk: Hall) -> None:
    """A catalogue as long as a real one: services with numbered names beside the demonstration's."""
    with desk.database.writing() as work:
        sectors = list(work.session.scalars(select(Sector).order_by(Sector.position)))
        for n in range(FULL_CATALOGUE):
            names = {"name_ar": f"شهادة توضيحية رقم {n}", "name_en": f"Illustrative certificate number {n}"}
            service = Service(code=f"made_{n}", sector_id=sectors[n % len(sectors)].id, position=100 + n, **names)
            work.add(service)


def found(client: CheckedClient, wish: str, **more: str) -> list[str]:
    page = client.get(SEARCH, query_string={"q": wish, **more}).text
    return re.findall(r'href="/kiosk/demo/services/(\w+)', page)


@pytest.mark.parametrize(
    "wish", ["ترخيص بناء", "بِنَاء ترخـيص", "البناء", "building permit", "PERMIT building", "إصدار ترخيص بنا"]
)
def test_a_service_is_found_by_its_words(client: CheckedClient, wish: str) -> None:
    assert "building_permit_issue" in found(client, wish)


@pytest.mark.parametrize("wish", ["شهاده ١٦٣", "شَهادة 163", "certificate 163", "شهادة ۱۶۳"])
def test_one_of_many_is_found_in_any_digits(client: CheckedClient, wish: str) -> None:
    assert found(client, wish) == ["made_163"]


def test_what_is_found_is_shown_eight_a_page_and_none_twice(client: CheckedClient) -> None:
    seen: list[str] = []
    for number in range(1, 30):
        page = found(client, "شهادة توضيحية", page=str(number), lang="ar")
        assert len(page) <= 8
        if page[0] in seen:
            break
        seen += page
    assert len(seen) == len(set(seen)) == FULL_CATALOGUE


def test_a_service_that_is_closed_here_is_not_found(client: CheckedClient, desk: Hall) -> None:
    with desk.database.writing() as work:
        service = work.session.scalars(select(Service.id).where(Service.code == "made_163")).one()
        work.add(ServiceClosure(center_id=desk.center_id, service_id=service))
    assert found(client, "شهادة 163") == []


def test_nothing_found_is_said_kindly_and_the_word_is_kept(client: CheckedClient) -> None:
    page = client.get(SEARCH, query_string={"q": "زرافة"})
    assert page.status_code == 200
    assert "لم نجد خدمة بكلمة «زرافة»" in page.text
    assert 'name="q" type="text" value="زرافة"' in page.text


def test_the_form_needs_no_script(client: CheckedClient) -> None:
    page = client.get(SEARCH).text
    assert re.search(r'<form id="seek"[^>]*method="get" action="/kiosk/demo/search"', page)
    assert "<label" in page
    assert re.search(r'<div class="keys[^>]*hidden', page), "the keys come with the script"


def test_the_keys_are_of_the_visitors_script_or_the_other(client: CheckedClient) -> None:
    assert 'data-key="ض"' in client.get(SEARCH).text
    assert 'data-key="q"' in client.get(f"{SEARCH}?lang=en").text
    other = client.get(f"{SEARCH}?lang=ar&again=en&q=per").text
    assert 'data-key="q"' in other
    assert 'value="per"' in other
    assert not re.search(r'data-key="[0-9٠-٩]"', other), "no key types an ID"


def test_priority_is_kept_through_a_search(client: CheckedClient) -> None:
    assert 'name="lane" value="priority"' in client.get(f"{SEARCH}?lane=priority").text
    page = client.get(SEARCH, query_string={"q": "163", "lane": "priority"}).text
    assert "/kiosk/demo/services/made_163?lane=priority" in page


@pytest.mark.parametrize(
    "wish", ["<script>alert(1)</script>", "%(wish)s %s", "'; drop table", "\u202eabc", "ا" * 500, "\x01"]
)
def test_a_hostile_wish_is_only_text(client: CheckedClient, wish: str) -> None:
    page = client.get(SEARCH, query_string={"q": wish})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
