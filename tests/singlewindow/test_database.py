"""One commit, and news only of what stands."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError

from singlewindow.database import Database
from singlewindow.news import News
from singlewindow.places.records import Governorate


@dataclass(frozen=True)
class Written(News):
    code: str


def test_what_was_written_stands_and_is_told(database: Database) -> None:
    heard: list[str] = []
    database.listen(Written, lambda news: heard.append(news.code))
    with database.writing() as work:
        work.add(Governorate(code="g", name_ar="م", name_en="G"))
        work.tell(Written("g"))
        assert heard == []
    assert heard == ["g"]
    with database.reading() as session:
        assert session.scalars(select(Governorate.code)).all() == ["g"]


def test_what_fell_leaves_nothing_and_tells_nothing(database: Database) -> None:
    heard: list[str] = []
    database.listen(Written, lambda news: heard.append(news.code))
    with pytest.raises(IntegrityError), database.writing() as work:
        work.tell(Written("g"))
        work.session.add_all([Governorate(code="g", name_ar="م", name_en="G") for _ in range(2)])
    assert heard == []
    with database.reading() as session:
        assert session.scalars(select(Governorate)).all() == []


def test_a_reader_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(Governorate(code="g", name_ar="م", name_en="G"))
        session.flush()
    with database.reading() as session:
        assert session.scalars(select(Governorate)).all() == []


def test_one_listeners_failure_is_not_anothers(caplog: pytest.LogCaptureFixture) -> None:
    database = Database(create_engine("sqlite://"))
    heard: list[str] = []

    def fail(_news: Written) -> None:
        raise ValueError("a listener fell")

    database.listen(Written, fail)
    database.listen(Written, lambda news: heard.append(news.code))
    with database.writing() as work:
        work.tell(Written("g"))
    assert heard == ["g"]
    assert "a listener failed on Written" in caplog.text


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    from sqlalchemy.exc import StatementError

    from singlewindow.documents.records import PressPulse

    with pytest.raises(StatementError), database.writing() as work:
        work.add(PressPulse(name="p", seen_at=datetime(2026, 1, 1)))  # noqa: DTZ001
