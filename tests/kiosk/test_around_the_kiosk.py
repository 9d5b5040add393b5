"""What stands around the way to a ticket: the rule of turns, the list, a kiosk left alone or without its server."""

import re

import pytest
from sqlalchemy import func, select
from time_machine import travel

from singlewindow.documents.records import Document
from singlewindow.tickets.records import Ticket
from tests.cast import Hall
from tests.client import CheckedClient

SERVICE = "/kiosk/demo/services/building_permit_issue"


def test_the_rule_of_turns_is_published_with_its_minutes(client: CheckedClient, desk: Hall) -> None:
    page = client.get("/kiosk/demo/lanes").text
    assert "قبل وقته بمقدار ٢٠ دقيقة" in page
    assert "لا ينتظر أحد بلا نهاية: من جاء بعدك بأكثر من ٣٠ دقيقة" in page
    desk.set_rules(head_start_minutes=3, booked_head_start_minutes=2)
    page = client.get("/kiosk/demo/lanes").text
    assert "بمقدار ٣ دقائق" in page
    assert "بمقدار دقيقتين" in page
    desk.set_rules(head_start_minutes=0, booked_head_start_minutes=0)
    page = client.get("/kiosk/demo/lanes?lang=en").text
    assert "Priority numbers are called in the same order here." in page
    assert "no one who comes after you is called before you" in page


def test_the_start_leads_to_all_of_it(client: CheckedClient) -> None:
    start = client.get("/kiosk/demo").text
    assert 'href="/kiosk/demo/search"' in start
    assert 'href="/kiosk/demo/mine"' in start
    assert 'href="/kiosk/demo/lanes"' in client.get("/kiosk/demo?lane=priority").text
    mine = client.get("/kiosk/demo/mine").text
    assert all(f'href="/kiosk/demo/{place}"' in mine for place in ("booked", "missed", "lanes"))


@pytest.mark.parametrize("page", ["booked", "missed"])
def test_each_key_of_the_pad_is_in_the_digits_of_its_page_whichever_was_drawn_first(
    client: CheckedClient, page: str
) -> None:
    drawn = {}
    for language in ("ar", "en", "ar"):
        drawn[language] = re.findall(r'data-key="(\d)"', client.get(f"/kiosk/demo/{page}?lang={language}").text)
    assert "".join(drawn["ar"]) == "١٢٣٤٥٦٧٨٩٠"
    assert "".join(drawn["en"]) == "1234567890"


def test_a_list_is_printed_once_for_a_form_and_takes_no_ticket(client: CheckedClient, desk: Hall) -> None:
    fields = client.tokens(SERVICE)
    answers = [client.post(f"{SERVICE}/list", data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    page = client.get(answers[0].headers["Location"]).text
    assert 'data-paper="wanted"' in page
    assert "لا تُؤخذ معها تذكرة" in page
    with desk.database.reading() as session:
        documents = session.scalars(select(Document)).all()
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0
    assert [document.facts["set_time"] for document in documents] == ["26 يوم عمل"]
    fragment = client.get(f"{answers[0].headers['Location']}?fragment=1").text
    assert "<html" not in fragment


@pytest.mark.parametrize("state", ["done", "set_aside"])
def test_how_a_list_fares_is_said(client: CheckedClient, desk: Hall, state: str) -> None:
    answer = client.submit(SERVICE, f"{SERVICE}/list")
    with desk.database.writing() as work:
        work.session.scalars(select(Document)).one().state = state
    said = {"done": "قائمتك جاهزة", "set_aside": "تعذرت طباعة القائمة"}
    assert said[state] in client.get(answer.headers["Location"]).text


def test_a_list_of_another_center_or_form_is_not_found(client: CheckedClient) -> None:
    place = client.submit(SERVICE, f"{SERVICE}/list").headers["Location"]
    assert client.get(place.replace("/demo/", "/zagazig/")).status_code == 404
    assert client.get("/kiosk/demo/lists/nothing").status_code == 404
    assert client.post(f"{SERVICE}/list", data=client.tokens(SERVICE) | {"form_key": ""}).status_code == 400


def test_a_kiosk_left_alone_welcomes_in_both_languages_while_it_gives_numbers(client: CheckedClient) -> None:
    page = client.get("/kiosk/demo/welcome").text
    assert "المس الشاشة للبدء" in page
    assert "Touch the screen to begin" in page
    assert 'data-attract="/kiosk/demo/welcome"' in client.get("/kiosk/demo").text
    with travel("2026-11-27T09:00:00+00:00", tick=False):  # a Friday
        assert client.get("/kiosk/zagazig/welcome").status_code == 302
        assert "data-attract" not in client.get("/kiosk/zagazig").text


def test_a_center_that_gives_no_more_numbers_still_takes_missed_ones_back(client: CheckedClient, desk: Hall) -> None:
    desk.set_rules(paused_because="ازدحام")
    assert "/kiosk/demo/missed" in client.get("/kiosk/demo").text
    with travel("2026-11-27T09:00:00+00:00", tick=False):
        assert "/kiosk/zagazig/missed" not in client.get("/kiosk/zagazig").text


def test_the_page_without_a_server_holds_nothing_of_anyone(client: CheckedClient) -> None:
    page = client.get("/kiosk-offline")
    assert "الخدمة متوقفة مؤقتًا" in page.text
    assert "The service is interrupted" in page.text
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers


def test_the_worker_serves_the_kiosks_and_keeps_only_what_is_there(client: CheckedClient) -> None:
    worker = client.get("/kiosk-sw.js")
    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    for address in re.findall(r'"(/static/[^"$]+)"', worker.text):
        with client.get(address) as file:
            assert file.status_code == 200, address
    for weight in ("arabic-400", "arabic-700", "latin-400", "latin-700"):
        assert weight in worker.text
        with client.get(f"/static/fonts/ibm-plex-sans-arabic-{weight}-normal.woff2") as font:
            assert font.status_code == 200


def test_every_kiosk_page_can_be_heard(client: CheckedClient) -> None:
    steps = ("", "?lane=priority", "/sectors/revenue", "/services/rent_payment", "/help", "/help?called=1")
    found = ("/search", "/search?q=رخصة", "/search?q=زرافة", "/mine", "/missed", "/booked", "/lanes", "/collect")
    made = [
        client.submit(SERVICE, address, **fields).headers["Location"].removeprefix("/kiosk/demo")
        for address, fields in (
            (f"{SERVICE}/list", {}),
            ("/kiosk/demo/tickets", {"service": "rent_payment", "lane": "ordinary"}),
        )
    ]
    for address in (*steps, *found, *made):
        page = client.get(f"/kiosk/demo{address}").text
        assert "data-listen" in page
        assert re.search(r'data-say="\s*page-\w+', page), address
        assert 'data-voice="/voice/demo/ar/chime.wav"' in page


@pytest.mark.parametrize(
    ("address", "clip"),
    [("/kiosk/demo/welcome", "page-welcome"), ("/kiosk-offline", "page-away"), ("/kiosk/demo/none", "page-refused")],
)
def test_a_page_in_both_languages_can_be_heard_in_either(client: CheckedClient, address: str, clip: str) -> None:
    page = client.get(address).text
    assert re.findall(r'lang="(\w+)" dir="\w+" data-listen data-say="([^"]+)"', page) == [
        ("ar", clip),
        ("en", f"../en/{clip}"),
    ]
    for mode in ("large", "high", "dark"):
        assert f'data-value="{mode}"' in page
    if address != "/kiosk-offline":
        assert 'data-voice="/voice/demo/ar/chime.wav"' in page
