"""A report on paper: wanted once for a form, shown to who may see it, with the same figures as its page."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from printing.papers.pages import page_of
from singlewindow.documents.jobs import want_print
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.places.records import Center
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.kiosk.at_reports import Tables, scatter

SignIn = Callable[..., CheckedClient]
MONTH = {"period": "month", "first": "2026-10-01"}


def ask(client: CheckedClient, key: str, language: str = "en", **about: str) -> str:
    answer = client.submit(
        f"/reports?lang={language}", f"/reports/papers?lang={language}", **MONTH | about | {"form_key": key}
    )
    assert answer.status_code == 303, answer.status
    return answer.headers["Location"]


def wanted(desk: Hall) -> Document:
    with desk.database.reading() as session:
        return session.scalars(select(Document).where(Document.kind == DocumentKind.REPORT)).one()


def test_a_form_sent_twice_makes_one_paper(desk: Hall, signed_in: SignIn) -> None:
    client, key = signed_in("governorate1"), new_key()
    assert ask(client, key) == ask(client, key)
    assert wanted(desk).facts["scope"] == "Sharqia"


def test_a_paper_says_every_figure_of_its_page(desk: Hall, signed_in: SignIn) -> None:
    scatter(desk, 60)
    client = signed_in("governorate1")
    ask(client, new_key(), language="ar")
    paper = wanted(desk)
    html = page_of("report", "ar", paper.serial, paper.facts).html
    shown = Tables(client.get("/reports?period=month&first=2026-10-01&lang=ar").get_data(as_text=True))
    on_paper = [row for _, rows in Tables(html).found for row in rows]
    for name, row in ((row[0], row[3:]) for row in shown.named("parts")[1:-1]):
        line = next(cells for cells in on_paper if cells and cells[0] == name)
        assert line[3:] == row[: len(line) - 3]


def test_who_belongs_to_a_center_sees_no_paper_of_the_governorate(signed_in: SignIn) -> None:
    of_all, of_one = (ask(signed_in("governorate1"), new_key(), **about) for about in ({}, {"center": "demo"}))
    manager = signed_in("manager1")
    assert [manager.get(address).status_code for address in (of_all, of_one)] == [404, 200]
    assert manager.get(f"{of_one}/state").status_code == 200


def test_no_other_door_opens_it_and_no_printer_of_a_center_is_sent_it(desk: Hall, signed_in: SignIn) -> None:
    ask(signed_in("governorate1"), new_key())
    paper = wanted(desk)
    manager = signed_in("manager1")
    assert [manager.get(f"/papers/{paper.id}{ending}").status_code for ending in ("", ".pdf")] == [404, 404]
    with desk.database.writing() as work:
        work.session.get_one(Center, paper.center_id).paper_printer = "ipp://printer"
        assert want_print(work, paper.id, datetime.now(UTC)) is None


def test_a_paper_that_is_not_made_yet_is_not_given(signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    assert client.get(f"{ask(client, new_key())}.pdf").status_code == 409
