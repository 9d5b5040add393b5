"""Issuing tickets."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from singlewindow.catalogue.records import Service, ServiceClosure
from singlewindow.catalogue.services import ServiceIsClosed, UnknownService
from singlewindow.documents.records import Document
from singlewindow.formkeys import FormKeyMissing
from singlewindow.news import News
from singlewindow.places.centers import UnknownCenter, center_by_code
from singlewindow.places.opening import CenterIsClosed
from singlewindow.records import new_key
from singlewindow.tickets.expected import Range
from singlewindow.tickets.issue import TicketIssued
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State
from tests.cast import Hall


def test_numbers_count_from_one_for_each_letter(hall: Hall, now: datetime) -> None:
    services = ["building_permit_issue", "demolition_permit_issue", "rent_payment", "building_permit_issue"]
    tickets = [hall.ticket(hall.take_ticket(now, service=service).id) for service in services]
    assert [(ticket.letter, ticket.number) for ticket in tickets] == [("B", 1), ("B", 2), ("S", 1), ("B", 3)]
    assert all(ticket.state is State.WAITING for ticket in tickets)


def test_a_reused_form_key_gives_the_first_ticket(hall: Hall, now: datetime) -> None:
    key = "k" * 24
    first, second = (hall.take_ticket(now, form_key=key) for _ in range(2))
    assert first == second
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 1
        assert session.scalar(select(func.count()).select_from(Document)) == 1


def test_numbers_begin_anew_each_day_of_the_center(hall: Hall, now: datetime) -> None:
    before_midnight = now.replace(hour=21, minute=59)
    numbers = [hall.ticket(hall.take_ticket(at).id).number for at in (before_midnight, before_midnight)]
    after = hall.ticket(hall.take_ticket(before_midnight + timedelta(minutes=2)).id)
    assert numbers == [1, 2]
    assert (after.number, after.day) == (1, (now + timedelta(days=1)).date())


def test_the_slip_is_wanted_with_its_frozen_facts_and_nothing_of_a_person(hall: Hall, now: datetime) -> None:
    ticket = hall.take_ticket(now, lane=Lane.PRIORITY)
    with hall.database.reading() as session:
        facts = session.scalars(select(Document.facts).where(Document.ticket_id == ticket.id)).one()
    assert facts["number"] == 1
    assert facts["lane"] == "priority"
    assert facts["issued_at"] == "2026-11-24T12:00"
    assert facts["follow_url"].endswith(f"/follow/{ticket.follow_code}")
    assert not {"payer", "citizen", "national_id", "phone"} & facts.keys()


def test_the_slip_counts_who_is_ahead(hall: Hall, now: datetime) -> None:
    for _ in range(2):
        hall.take_ticket(now)
    late = now + timedelta(minutes=1)
    ordinary, priority = hall.take_ticket(late), hall.take_ticket(late, lane=Lane.PRIORITY)
    with hall.database.reading() as session:
        ahead = {key: facts["ahead"] for key, facts in session.execute(select(Document.ticket_id, Document.facts))}
    assert (ahead[ordinary.id], ahead[priority.id]) == (2, 0)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"form_key": ""}, FormKeyMissing),
        ({"form_key": "short"}, FormKeyMissing),
        ({"form_key": "k" * 65}, FormKeyMissing),
        ({"service": "no_such"}, UnknownService),
        ({"center_id": new_key()}, UnknownCenter),
    ],
)
def test_a_bad_wish_is_refused_and_changes_nothing(
    hall: Hall, now: datetime, changes: dict[str, object], refusal: type[Exception]
) -> None:
    version = _version(hall)
    with pytest.raises(refusal):
        hall.take_ticket(now, **changes)
    assert _version(hall) == version


def test_a_service_that_is_not_offered_here_is_refused(hall: Hall, now: datetime) -> None:
    with hall.database.writing() as work:
        service = work.session.scalars(select(Service.id).where(Service.code == "building_permit_issue")).one()
        work.add(ServiceClosure(center_id=hall.center_id, service_id=service))
    with pytest.raises(ServiceIsClosed):
        hall.take_ticket(now)


@pytest.mark.parametrize(("hours", "opens"), [(0, True), (-5, False), (3, False), (24 * 3, False)])
def test_a_center_issues_within_its_opening_hours_only(hall: Hall, now: datetime, hours: int, opens: bool) -> None:
    with hall.database.reading() as session:
        zagazig = center_by_code(session, "zagazig").id
    if opens:
        assert hall.take_ticket(now + timedelta(hours=hours), center_id=zagazig)
        return
    with pytest.raises(CenterIsClosed):
        hall.take_ticket(now + timedelta(hours=hours), center_id=zagazig)


def test_news_of_a_ticket_is_told_after_its_commit(hall: Hall, now: datetime) -> None:
    heard: list[tuple[News, int]] = []
    hall.database.listen(TicketIssued, lambda news: heard.append((news, hall.ticket(news.ticket_id).number)))
    issued = hall.take_ticket(now)
    assert [(news.ticket_id, number) for news, number in heard if isinstance(news, TicketIssued)] == [(issued.id, 1)]


def _version(hall: Hall) -> int:
    with hall.database.reading() as session:
        return center_by_code(session, "demo").version


@pytest.mark.parametrize(("wait", "said"), [(None, (None, None)), (Range(300, 480, 659), (5, 10))])
def test_the_paper_says_the_expected_wait_in_whole_minutes_where_it_is_known(
    hall: Hall, now: datetime, wait: Range | None, said: tuple[int | None, int | None]
) -> None:
    ticket = hall.take_ticket(now, wait=wait)
    with hall.database.reading() as session:
        facts = session.scalars(select(Document.facts).where(Document.ticket_id == ticket.id)).one()
    assert (facts["wait_low"], facts["wait_high"]) == said
