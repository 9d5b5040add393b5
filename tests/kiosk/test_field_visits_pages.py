"""The pages of field visits: who sees what, what is typed and sent, and what is refused without losing it."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from singlewindow.documents.jobs import want_print
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.field_visits.checklist import questions
from singlewindow.field_visits.records import FieldVisit, FindingPicture
from singlewindow.field_visits.states import FollowUpState, VisitState
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Governorate
from singlewindow.records import new_key as new_uuid
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.singlewindow.at_the_field import WELL, Field
from tests.singlewindow.test_camera_data import SECRET, jpeg

SignIn = Callable[..., CheckedClient]


@pytest.fixture
def field(desk: Hall, app: Flask) -> Field:
    """The field as the rules see it, with the pictures where the pages look for them."""
    return Field(desk, Path(app.extensions["visit_pictures"].folder).parent, datetime.now(UTC))


@pytest.fixture
def visitor(signed_in: SignIn) -> CheckedClient:
    return signed_in("governorate1")


def address(number: str) -> str:
    return f"/field-visits/{number}"


def typed(field: Field, number: str, **changes: str) -> dict[str, str]:
    """Give what a visitor sends when all is well, but for `changes` such as `remark_1`."""
    sent = {}
    for finding in field.findings(number):
        own = {"answer": WELL[finding.kind], "severity": "none", "remark": "", "task": "", "owner": "", "due": ""}
        own |= {name[:-2]: text for name, text in changes.items() if name.endswith(f"_{finding.position}")}
        sent |= {f"{name}-{finding.id}": text for name, text in own.items()}
    return sent


def send(client: CheckedClient, number: str, **fields: object) -> int:
    answer = client.post(address(number), data=client.tokens(address(number)) | fields)  # type: ignore[operator]
    return int(answer.status_code)


def text_of(client: CheckedClient, where: str) -> str:
    return client.get(where).get_data(as_text=True)


def test_a_visit_is_planned_begun_filled_in_and_closed_by_its_pages(visitor: CheckedClient, field: Field) -> None:
    plan = {"center": "demo", "planned_on": field.day(), "visitor": str(field.visitor), "purpose": "متابعة"}
    answer = visitor.submit("/field-visits/plan", "/field-visits/plan", **plan)
    assert answer.status_code == 303
    number = answer.headers["Location"].rpartition("/")[2]
    assert visitor.submit(address(number), f"{address(number)}/begin").status_code == 303
    assert send(visitor, number, **typed(field, number)) == 303
    assert field.visit(number).state is VisitState.UNDERWAY
    assert send(visitor, number, **typed(field, number), summary="خلاصة", close="1") == 303
    assert (field.visit(number).state, field.visit(number).summary) == (VisitState.CLOSED, "خلاصة")


def test_a_plan_that_is_refused_keeps_what_was_typed(visitor: CheckedClient, field: Field) -> None:
    plan = {"center": "demo", "planned_on": "2020-01-01", "visitor": str(field.visitor), "purpose": "غرض توضيحي"}
    answer = visitor.submit("/field-visits/plan?lang=en", "/field-visits/plan?lang=en", **plan)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "a day from today on" in text
    assert "غرض توضيحي" in text
    assert 'aria-invalid="true"' in text


def test_a_plan_without_a_visitor_is_refused_in_words(visitor: CheckedClient) -> None:
    answer = visitor.submit("/field-visits/plan", "/field-visits/plan", center="demo", visitor="nobody")
    assert answer.status_code == 422


def test_what_is_refused_stays_on_the_page_and_in_the_draft(visitor: CheckedClient, field: Field) -> None:
    number = field.begun()
    sent = typed(field, number, remark_1="شاشة مطفأة منذ الصباح", task_1="إصلاح", due_1=field.day(3))
    answer = visitor.post(f"{address(number)}?lang=ar", data=visitor.tokens(address(number)) | sent)
    assert answer.status_code == 422
    assert "شاشة مطفأة منذ الصباح" in answer.get_data(as_text=True)
    assert "شاشة مطفأة منذ الصباح" in text_of(visitor, address(number))
    assert field.findings(number)[0].remark == ""


def test_a_draft_is_kept_and_shown_again_only_to_the_visitor(visitor: CheckedClient, field: Field) -> None:
    number = field.begun()
    key = field.findings(number)[0].id
    answer = visitor.submit(address(number), f"{address(number)}/draft", **{f"remark-{key}": "نصف ملاحظة"})
    assert answer.status_code == 204
    assert "نصف ملاحظة" in text_of(visitor, address(number))


def test_closing_that_is_refused_names_the_question_and_keeps_what_was_saved(
    visitor: CheckedClient, field: Field
) -> None:
    number = field.begun()
    sent = typed(field, number, answer_2="") | {"close": "1", "summary": "خلاصة توضيحية"}
    answer = visitor.post(f"{address(number)}?lang=en", data=visitor.tokens(address(number)) | sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Question 2 has no answer yet" in text
    assert "خلاصة توضيحية" in text
    assert field.findings(number)[0].answer == "yes"


def test_a_picture_is_sent_cleaned_and_shown_and_nobody_without_a_right_sees_it(
    visitor: CheckedClient, field: Field, signed_in: SignIn
) -> None:
    number = field.begun()
    key = field.findings(number)[0].id
    sent = typed(field, number) | {f"picture-{key}": (io.BytesIO(jpeg(6)), "../../x.jpg")}
    assert send(visitor, number, **sent) == 303
    with field.hall.database.reading() as session:
        (picture,) = session.scalars(select(FindingPicture)).all()
    where = f"{address(number)}/pictures/{picture.id}"
    shown = visitor.get(where)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert SECRET not in shown.data
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown.headers["Cache-Control"]
    assert where in text_of(visitor, address(number))
    assert [signed_in(name).get(where).status_code for name in ("manager1", "clerk1")] == [404, 403]
    assert visitor.get(f"{address(number)}/pictures/{new_uuid()}").status_code == 404


@pytest.mark.parametrize(
    ("content", "status"), [(b"<script>alert(1)</script>", 422), (b"\xff\xd8\xff" + b"x" * (5 * 1024 * 1024), 413)]
)
def test_what_is_no_picture_or_too_large_is_refused_and_nothing_typed_is_lost(
    content: bytes, status: int, visitor: CheckedClient, field: Field
) -> None:
    number = field.begun()
    key = field.findings(number)[0].id
    sent = typed(field, number, remark_1="تبقى") | {f"picture-{key}": (io.BytesIO(content), "x.jpg")}
    answer = visitor.post(address(number), data=visitor.tokens(address(number)) | sent)
    assert answer.status_code == status
    assert "تبقى" in answer.get_data(as_text=True)


def test_far_too_much_is_refused_before_it_is_read(visitor: CheckedClient, field: Field) -> None:
    number = field.begun()
    key = field.findings(number)[0].id
    sent = typed(field, number) | {f"picture-{key}": (io.BytesIO(b"x" * 32 * 1024 * 1024), "x.jpg")}
    assert send(visitor, number, **sent) == 413


def test_the_center_sees_a_visit_when_it_is_closed_and_not_before(field: Field, signed_in: SignIn) -> None:
    planned, begun, closed = field.planned(), field.begun(), field.closed(q1=field.grave())
    for name in ("manager1", "supervisor1"):
        client = signed_in(name)
        listed = text_of(client, "/field-visits")
        assert [number in listed for number in (planned, begun, closed)] == [False, False, True]
        assert [client.get(address(number)).status_code for number in (planned, begun, closed)] == [404, 404, 200]
        assert "/field-visits/plan" not in listed


def test_the_manager_says_that_it_is_done_and_the_governorate_opens_it_again(
    visitor: CheckedClient, field: Field, signed_in: SignIn
) -> None:
    number = field.closed(q1=field.grave())
    key = field.follow_ups(number)[0].id
    where, manager = f"/field-visits/follow-ups/{key}", signed_in("manager1")
    assert manager.submit(address(number), f"{where}/done", words="تم الإصلاح").status_code == 303
    assert field.follow_ups(number)[0].state is FollowUpState.DONE
    assert manager.submit(address(number), f"{where}/again", words="x", due_on=field.day(2)).status_code == 403
    assert visitor.submit(address(number), f"{where}/again", words="لم يُصلح", due_on=field.day(2)).status_code == 303
    assert manager.submit(address(number), f"{where}/day", words="تأخرت", due_on=field.day(5)).status_code == 303
    text = text_of(manager, f"{address(number)}?lang=ar")
    assert [words in text for words in ("تم الإصلاح", "لم يُصلح", "تأخرت")] == [True] * 3


def test_an_answer_without_words_is_refused_on_the_page(field: Field, signed_in: SignIn) -> None:
    number = field.closed(q1=field.grave())
    key = field.follow_ups(number)[0].id
    answer = signed_in("manager1").submit(address(number), f"/field-visits/follow-ups/{key}/done", words=" ")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_follow_up_of_another_center_or_none_is_not_answered(field: Field, signed_in: SignIn) -> None:
    with field.hall.database.reading() as session:
        other = session.scalars(select(Center.code).where(Center.code != "demo").limit(1)).one()
    number = field.closed_at(other)
    client = signed_in("manager1")
    for key in (field.follow_ups(number)[0].id, new_uuid()):
        answer = client.submit("/field-visits", f"/field-visits/follow-ups/{key}/done", words="تم")
        assert answer.status_code == 404
    assert number not in text_of(client, "/field-visits")


def test_who_is_not_the_visitor_sees_no_form_and_is_refused(visitor: CheckedClient, field: Field) -> None:
    number = field.begun()
    with field.hall.database.writing() as work:
        work.session.get_one(FieldVisit, field.visit(number).id).visitor_id = field.hall.staff("admin1")
    assert "data-visit-draft" not in text_of(visitor, address(number))
    assert send(visitor, number, **typed(field, number), form_key=new_key()) == 409


def test_the_list_has_filters_that_say_how_many(visitor: CheckedClient, field: Field) -> None:
    planned, late = field.planned(), field.closed(q1=field.grave())
    for show, numbers in {
        "planned": [planned],
        "done": [late],
        "open": [late],
        "late": [],
        "nonsense": [planned, late],
    }.items():
        text = text_of(visitor, f"/field-visits?show={show}")
        assert sorted(set(re.findall(r"V-\d{3}-\d{4}-\d{6}", text))) == sorted(numbers), show


def test_a_plan_is_moved_and_cancelled_with_its_reason(visitor: CheckedClient, field: Field) -> None:
    number = field.planned()
    move = {"planned_on": field.day(4), "visitor": str(field.visitor)}
    assert visitor.submit(address(number), f"{address(number)}/move", **move).status_code == 422
    assert visitor.submit(address(number), f"{address(number)}/move", **move, reason="تعذر الوصول").status_code == 303
    assert field.visit(number).planned_on == service_day(field.now) + timedelta(days=4)
    assert visitor.submit(address(number), f"{address(number)}/begin").status_code == 409
    assert visitor.submit(address(number), f"{address(number)}/cancel", reason="أُلغي").status_code == 303
    assert "تعذر الوصول" in text_of(visitor, address(number))


def test_the_checklist_is_edited_in_its_order(visitor: CheckedClient, field: Field) -> None:
    new = {
        "governorate": "sharqia",
        "name_ar": "سؤال توضيحي",
        "name_en": "Illustrative",
        "kind": "scale",
        "position": "٢",
    }
    where = "/field-visits/checklist"
    assert visitor.submit(where, where, **new).status_code == 303
    with field.hall.database.reading() as session:
        own = session.scalars(select(Governorate.id)).one()
        rows = questions(session, own)
    added = next(row for row in rows if row.name_en == "Illustrative")
    assert added.position == 2
    assert visitor.submit(where, f"{where}/{added.id}", **new | {"kind": ""}).status_code == 303
    assert "retired" in text_of(visitor, where)
    refused = visitor.submit(where, where, **new | {"name_ar": ""})
    assert (refused.status_code, "Illustrative" in refused.get_data(as_text=True)) == (422, True)


def ask(client: CheckedClient, number: str, key: str, language: str = "ar") -> str:
    fields = {"form_key": key, "paper_language": language}
    answer = client.submit(address(number), f"{address(number)}/paper", **fields)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_the_record_is_wanted_once_for_a_form_and_says_what_was_found(visitor: CheckedClient, field: Field) -> None:
    number, key = field.closed(q1=field.grave()), new_key()
    assert ask(visitor, number, key, "en") == ask(visitor, number, key, "en")
    with field.hall.database.reading() as session:
        paper = session.scalars(select(Document).where(Document.kind == DocumentKind.FIELD_VISIT)).one()
    assert (paper.language, paper.serial, paper.facts["visit_number"]) == ("en", number, number)
    assert paper.facts["findings"][0]["question"] == "The board and the ticket kiosk work"
    assert [one["owner"] for one in paper.facts["follow_ups"]] == ["D001"]
    assert visitor.get(ask(visitor, number, key)).status_code == 200


def test_the_record_is_no_paper_of_other_doors_printers_or_centers(
    visitor: CheckedClient, field: Field, signed_in: SignIn
) -> None:
    where = ask(visitor, field.closed(), new_key())
    paper = UUID(where.rpartition("/")[2])
    manager = signed_in("manager1")
    assert [manager.get(f"/papers/{paper}{ending}").status_code for ending in ("", ".pdf")] == [404, 404]
    assert [manager.get(f"{where}{ending}").status_code for ending in ("", "/state", ".pdf")] == [200, 200, 409]
    assert signed_in("clerk1").get(where).status_code == 403
    with field.hall.database.writing() as work:
        work.session.get_one(Center, field.hall.center_id).paper_printer = "ipp://printer"
        assert want_print(work, paper, field.now) is None


def test_an_open_visit_has_no_record(visitor: CheckedClient, field: Field) -> None:
    number = field.begun()
    answer = visitor.submit(address(number), f"{address(number)}/paper", form_key=new_key())
    assert answer.status_code == 409


def test_the_auditor_reads_all_and_changes_nothing(field: Field, signed_in: SignIn) -> None:
    number, client = field.closed(q1=field.grave()), signed_in("auditor1")
    text = text_of(client, address(number))
    assert number in text_of(client, "/field-visits")
    assert "/follow-ups/" not in text
    assert "/cancel" not in text_of(client, address(field.planned()))
