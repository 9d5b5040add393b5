"""The kiosk, page by page."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import travel

from singlewindow.cash.tariff import Rule
from singlewindow.catalogue.records import Paper, Service, ServiceClosure, TariffItem
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
        assert "الأحد ٢٩ نوفمبر ٢٠٢٦" in page
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


@pytest.mark.parametrize("address", ["/kiosk/demo", SERVICE, "/kiosk/demo/search", "/kiosk/demo/missed"])
def test_a_kiosk_page_is_small(client: CheckedClient, address: str) -> None:
    page = client.get(address)
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    sizes = {}
    while found:
        address = found.pop()
        with client.get(address) as answer:
            sizes[address] = len(answer.data)
            found += [
                f"/static/js/{name}"
                for name in re.findall(r'import "\./([^"]+)"', answer.data.decode(errors="replace"))
            ]
    assert len(sizes) + 1 <= 10
    assert len(page.data) + sum(sizes.values()) <= 150_000


def test_a_number_is_shown_in_both_scripts(client: CheckedClient) -> None:
    answer = client.submit(SERVICE, "/kiosk/demo/tickets", service="building_permit_issue", lane="ordinary")
    arabic = client.get(answer.headers["Location"]).text
    english = client.get(f"{answer.headers['Location']}?lang=en").text
    for page, large, small in ((arabic, "ب ١", "B 1"), (english, "B 1", "ب ١")):
        assert re.search(rf'class="n num">{large}<', page)
        assert re.search(rf'<bdi [^>]*class="num">{small}</bdi>', page)


def test_every_paper_can_be_read_before_a_ticket_is_taken(client: CheckedClient, desk: Hall) -> None:
    with desk.database.writing() as work:
        service = work.session.scalars(select(Service).where(Service.code == "building_permit_issue")).one()
        for n in range(3, 8):
            paper = {"code": f"paper_{n}", "position": n, "source": "", "illustrative": True, "active": True}
            work.add(Paper(service_id=service.id, name_ar=f"مستند {n}", name_en=f"Paper {n}", **paper))
    address, read = f"{SERVICE}?lang=en&lane=priority", []
    while address:
        page = client.get(address).text
        read += re.findall(r"</svg>(Copy of|A document|Paper \d)", page)
        assert len(re.findall(r'<button [^>]*name="lane" value="priority"', page)) == 1
        following = re.search(r'href="([^"]+)">More papers', page)
        assert ("A paper is missing?" in page) == (following is None)
        address = following[1].replace("&amp;", "&") if following else ""
    assert read == ["Copy of", "A document", *(f"Paper {n}" for n in range(3, 8))]


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٢", "1e9", "9" * 400])
def test_a_page_that_is_not_there_shows_the_nearest(client: CheckedClient, page: str) -> None:
    assert "صورة بطاقة الرقم القومي" in client.get(SERVICE, query_string={"page": page}).text


@pytest.mark.parametrize(
    ("items", "said", "spoken"),
    [
        ([], "Set by the center", ""),
        ([(Rule.ASSESSED, None)], "Assessed at the window", ""),
        ([(Rule.PER_UNIT, 500), (Rule.PERCENTAGE, 200)], "Assessed at the window", ""),
        ([(Rule.FIXED, 1050), (Rule.FIXED, 2050)], "31.00", "fee n31 pounds"),
        ([(Rule.FIXED, 1050), (Rule.FIXED, 2000)], "30.50", ""),
        ([(Rule.FIXED, 1000), (Rule.ASSESSED, None)], "and an amount assessed", ""),
        ([(Rule.FIXED, 1000), (Rule.PER_UNIT, 500)], "10.00</bdi> EGP</span> <small>and an amount assessed", ""),
        ([(Rule.FIXED, 1_000_000)], "10,000.00", ""),
    ],
)
def test_the_fee_is_said_for_every_kind_of_tariff(
    client: CheckedClient, desk: Hall, items: list[tuple[Rule, int | None]], said: str, spoken: str
) -> None:
    with desk.database.writing() as work:
        service = work.session.scalars(select(Service).where(Service.code == "complaint_intake")).one()
        for n, (rule, amount) in enumerate(items):
            names = {"code": f"item_{n}", "name_ar": "بند", "name_en": "item"}
            item = TariffItem(service_id=service.id, rule=rule, amount=amount, valid_from=date(2026, 1, 1), **names)
            item.source, item.illustrative, item.position = "", True, n
            work.add(item)
    page = client.get("/kiosk/demo/services/complaint_intake?lang=en").text
    fee = page[page.index("<dt>Fee") : page.index("</dl>")]
    assert said in fee
    assert ("fee n" in page) == bool(spoken)
    assert spoken in page


def test_an_error_at_a_kiosk_leads_back_to_that_kiosk(client: CheckedClient) -> None:
    for address in ("/kiosk/demo/services/nothing", "/kiosk/demo/nothing", "/kiosk/demo/tickets/A"):
        refused = client.get(address)
        assert refused.status_code == 404
        assert 'role="alert"' in refused.text
        assert 'class="btn primary big" href="/kiosk/demo"' in refused.text
        assert "css/kiosk.css" in refused.text
        assert 'href="/"' not in refused.text
    lost = client.get("/kiosk/nowhere")
    assert (lost.status_code, 'href="/"' in lost.text) == (404, True), "no kiosk to lead back to"


def test_a_closed_center_that_opens_later_today_says_so(client: CheckedClient) -> None:
    with travel("2026-11-24T04:00:00+00:00", tick=False):  # a Tuesday, 06:00 in Cairo
        page = client.get("/kiosk/zagazig?lang=en").text
    assert "It opens today" in page
    assert "08:00" in page
