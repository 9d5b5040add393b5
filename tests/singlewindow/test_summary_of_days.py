"""The summary of past days says what the rows say, whatever happens to the rows after a day was sealed."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.database import Database
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.reports.records import SUMMARY, OpenOfDay, RequestsOfDay, VisitsOfDay
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.sealing import Batch, due, everything, seal, seal_due
from singlewindow.reports.span import DAY, Span
from singlewindow.reports.unsealing import undoing
from singlewindow.requests.records import RequestStage
from singlewindow.tickets.holder import leave
from singlewindow.tickets.states import Lane
from tests.cast import Hall
from tests.singlewindow.at_reports import scope_of
from tests.singlewindow.summed_days import (
    NOW,
    OCTOBER,
    OF_REQUESTS,
    OF_THE_HOUSE,
    OF_VISITS,
    SPANS,
    TODAY,
    Edit,
    Said,
    by_rows,
    live,
    said,
    said_of_places,
    said_of_requests,
    said_of_visits,
)

EVERYTHING = 10_000
Saying = Callable[[Session, Scope], Said]


@pytest.fixture
def lived(hall: Hall) -> Hall:
    """Four centers that lived for a hundred days, of which nothing is summed."""
    live(hall)
    return hall


@pytest.fixture
def sealed(lived: Hall) -> Hall:
    """Four centers that lived for a hundred days, each of which is sealed."""
    seal_due(lived.database, NOW, EVERYTHING)
    return lived


def both(hall: Hall, saying: Saying, edit: Edit | None = None, scope: Scope | None = None) -> tuple[Said, Said]:
    """What reports say after an edit that is undone again: as they do, and from the rows alone."""
    scope = scope or scope_of(hall)
    with hall.database.reading() as session:
        if edit is not None:
            edit(session)
        answered = saying(session, scope)
        by_rows(session)
        return answered, saying(session, scope)


def broken(database: Database) -> int:
    """How many seals are broken."""
    with database.reading() as session:
        return sum(session.scalar(select(func.count()).select_from(sums).where(~sums.sealed)) or 0 for sums in SUMMARY)


def content(database: Database) -> dict[str, Any]:
    """All that is summed."""
    with database.reading() as session:
        return {
            sums.__tablename__: session.execute(
                select(*sums.__table__.columns).order_by(sums.center_id, sums.day)
            ).all()
            for sums in SUMMARY
        }


def edits() -> list[tuple[str, Edit, Saying]]:
    """Each edit with what it bears on."""
    groups = ((OF_REQUESTS, said_of_requests), (OF_VISITS, said_of_visits), (OF_THE_HOUSE, said_of_places))
    return [(name, edit, saying) for group, saying in groups for name, edit in group.items()]


def test_sealed_days_say_what_the_rows_say_on_every_axis(sealed: Hall) -> None:
    answered, counted = both(sealed, lambda session, scope: said(session, scope, (SPANS[1],), Axis))
    assert answered == counted
    assert broken(sealed.database) == 0


def test_sealed_days_say_what_the_rows_say_of_every_part(sealed: Hall) -> None:
    with sealed.database.reading() as session:
        service = session.scalars(select(Service).order_by(Service.code)).first()
        stage = session.scalars(select(RequestStage)).first()
        parts: dict[str, Any] = {
            "service_id": service and service.id,
            "sector_id": service and service.sector_id,
            "department_id": stage and stage.department_id,
            "window_id": session.scalars(select(Window.id)).first(),
            "lane": Lane.PRIORITY,
            "kind": CenterKind.MAIN,
            "center_id": sealed.center_id,
        }
    axes = (Axis.CENTER, Axis.SERVICE, Axis.DEPARTMENT, Axis.HOUR)
    for name, key in parts.items():
        scope = scope_of(sealed, **{name: key})
        answered, counted = both(sealed, lambda session, scope: said(session, scope, (OCTOBER,), axes), scope=scope)
        assert answered == counted, name


def test_after_every_edit_reports_say_what_the_rows_say(sealed: Hall) -> None:
    for name, edit, saying in edits():
        answered, counted = both(sealed, saying, edit)
        assert answered == counted, name


def test_without_its_trigger_each_edit_would_go_unseen(sealed: Hall) -> None:
    dialect = sealed.database.engine.dialect.name
    with sealed.database.engine.begin() as connection:
        for statement in undoing(dialect):
            connection.exec_driver_sql(statement)
    for name, edit, saying in edits():
        if name not in OF_THE_HOUSE:
            answered, counted = both(sealed, saying, edit)
            assert answered != counted, name


@pytest.mark.parametrize("seed", [1, 2])
def test_edits_in_any_order_with_sealing_in_between_leave_nothing_stale(sealed: Hall, seed: int) -> None:
    chance = random.Random(seed)
    for _, edit, _ in chance.sample([each for each in edits() if each[0] not in OF_THE_HOUSE], 12):
        with sealed.database.writing() as work:
            edit(work.session)
        if chance.random() < 0.5:
            seal_due(sealed.database, NOW, EVERYTHING)
    seal_due(sealed.database, NOW, EVERYTHING)
    assert broken(sealed.database) == 0
    for saying in (said_of_requests, said_of_visits):
        answered, counted = both(sealed, saying)
        assert answered == counted


def test_counting_anew_gives_the_same_and_leaves_nothing_due(sealed: Hall) -> None:
    before = content(sealed.database)
    assert all(before.values())
    assert seal_due(sealed.database, NOW, EVERYTHING) == 0
    with sealed.database.reading() as session:
        batches = list(everything(session, OCTOBER.first, OCTOBER.last))
    for batch in batches:
        assert sealed.do(seal, batch, NOW)
    assert content(sealed.database) == before


def test_stopped_between_and_within_batches_reports_stay_right_and_sealing_goes_on(lived: Hall) -> None:
    seal_due(lived.database, NOW, 7)
    with lived.database.reading() as session:
        batch = next(due(session, TODAY))
    with pytest.raises(KeyboardInterrupt), lived.database.writing() as work:
        seal(work, batch, NOW)
        raise KeyboardInterrupt
    for saying in (said_of_requests, said_of_visits):
        answered, counted = both(lived, saying)
        assert answered == counted
    seal_due(lived.database, NOW, EVERYTHING)
    with lived.database.reading() as session:
        assert list(due(session, TODAY)) == []


def test_a_day_is_sealed_when_it_is_over_and_centers_of_practice_never(sealed: Hall) -> None:
    with sealed.database.reading() as session:
        counted = set(session.scalars(select(Center.id).where(COUNTS)))
        for sums in SUMMARY:
            assert session.scalar(select(func.max(sums.day))) == TODAY - DAY
            assert set(session.scalars(select(sums.center_id))) == counted
        assert [batch.span for batch in islice(due(session, TODAY + DAY), 1)] == [Span.day(TODAY)]


def test_today_is_not_sealed_even_when_it_is_asked_for(lived: Hall) -> None:
    for sums in (RequestsOfDay, OpenOfDay, VisitsOfDay):
        assert lived.do(seal, Batch(lived.center_id, sums, Span(TODAY, TODAY + DAY)), NOW)
    assert not any(content(lived.database).values())


def test_an_ordinary_day_breaks_no_seal(sealed: Hall) -> None:
    number = sealed.take_ticket(NOW)
    sealed.do(leave, number.follow_code, NOW + timedelta(minutes=5))
    assert broken(sealed.database) == 0


def test_nobody_seals_while_somebody_writes_for_the_center(sealed: Hall) -> None:
    if sealed.database.engine.dialect.name == "sqlite":
        pytest.skip("whoever writes to SQLite is alone")
    with sealed.database.reading() as session:
        centers = session.scalars(select(Center.id).where(COUNTS)).all()
    with sealed.database.writing() as work:
        OF_VISITS["a visit ended otherwise"](work.session)
        tried = [sealed.do(seal, Batch(center, VisitsOfDay, OCTOBER), NOW) for center in centers]
    assert tried.count(False) == 1
    answered, counted = both(sealed, said_of_visits)
    assert answered == counted


def test_an_emptied_table_breaks_every_seal(sealed: Hall) -> None:
    emptied = "TRUNCATE booking" if sealed.database.engine.dialect.name == "postgresql" else "DELETE FROM ticket_period"
    answered, counted = both(sealed, said_of_visits, lambda session: session.execute(text(emptied)) and None)
    assert answered == counted
