"""The front page, following by phone, verifying a paper."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from kiosk.edge import now
from singlewindow.documents.records import Document
from tests.cast import Hall
from tests.client import CheckedClient
from tests.singlewindow.at_the_window import receive_and_pay


def test_the_front_page_leads_to_every_door(client: CheckedClient) -> None:
    page = client.get("/").text
    for door in ("/kiosk/demo", "/board/demo", "/counter", "/kiosk/zagazig", "/board/mobile-car"):
        assert f'href="{door}"' in page
    assert "shubbak-demo" in page


def test_outside_the_demonstration_no_password_is_shown(app: Flask) -> None:
    app.config["DEMONSTRATION"] = None
    assert "shubbak-demo" not in app.test_client().get("/").text


def test_a_phone_sees_the_turn_until_the_day_ends(client: CheckedClient, desk: Hall) -> None:
    code = desk.take_ticket(now()).follow_code
    clerk = desk.seat("clerk1", 4)
    assert "أنت التالي" in client.get(f"/follow/{code}").text
    desk.call(clerk, now())
    assert "توجّه الآن إلى شباك" in client.get(f"/follow/{code}?fragment=1").text
    with travel(now() + timedelta(days=1), tick=False):
        late = client.get(f"/follow/{code}")
    wrong = client.get("/follow/AAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert late.status_code == wrong.status_code == 404
    assert late.text.replace(code, "") == wrong.text.replace("A" * 26, "")
    assert "يُتابَع الرقم حتى نهاية يومه" in late.text


def test_a_receipt_is_verified_without_a_name(client: CheckedClient, desk: Hall) -> None:
    desk.take_ticket(now())
    clerk = desk.seat("clerk1", 1)
    desk.serve(clerk, now())
    payment = receive_and_pay(desk, clerk, now(), applicant_name="اسم لا يظهر")
    with desk.database.reading() as session:
        code = session.scalars(select(Document.code).where(Document.payment_id == payment.id)).one()
    page = client.get(f"/verify/{code}").text
    assert payment.receipt_number in page
    assert "----------0120" in page
    assert "اسم لا يظهر" not in page


@pytest.mark.parametrize("code", ["nothing", "A" * 26, "٠" * 26, "%00"])
def test_an_unknown_paper_is_not_found(client: CheckedClient, code: str) -> None:
    assert client.get(f"/verify/{code}").status_code == 404
