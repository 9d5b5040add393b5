"""Identities are read while their time ends: each reading is whole or empty, is noted, and nothing comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.people.identity import shows_identity, view_identity
from singlewindow.people.records import Staff
from singlewindow.personal.periods import set_periods
from singlewindow.personal.records import PersonalData
from singlewindow.personal.removal import remove_some
from singlewindow.requests.outcomes import withdraw
from singlewindow.requests.records import Request
from singlewindow.requests.scans import ScanStore
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.singlewindow.at_departments import Departments

NAME = "مواطن توضيحي"
READERS, EACH = 4, 6
WHOLE, GONE = (NAME, WRONG_CHECK_DIGIT_ID), ("", "")


class Night:
    """Requests whose time is over, readers who say why they look, and the run that removes."""

    def __init__(self, hall: Hall, folder: Path, now: datetime) -> None:
        self.hall, self.store = hall, ScanStore(folder)
        way = Departments(hall, now)
        self.numbers = [way.receive(applicant_name=NAME) for _ in range(EACH)]
        for number in self.numbers:
            hall.do(withdraw, way.clerk, number, "سبب توضيحي", now)
        hall.do(set_periods, hall.center_id, {PersonalData.IDENTITY: "30"}, hall.staff("manager1"), now)
        self.late = now + timedelta(days=31)
        self.supervisor = hall.staff("supervisor1")

    def read(self, number: str) -> tuple[str, str]:
        """Say why, then read, as the page does."""
        with self.hall.database.writing() as work:
            found = work.session.scalars(select(Request).where(Request.number == number)).one()
            view_identity(work, work.session.get_one(Staff, self.supervisor), found, "complaint", self.late)
        with self.hall.database.reading() as session:
            found = session.scalars(select(Request).where(Request.number == number)).one()
            assert shows_identity(session, session.get_one(Staff, self.supervisor), found, self.late)
            return found.applicant_name, found.national_id

    def remove(self) -> int:
        """Remove what is due."""
        return self.hall.do(remove_some, self.hall.center_id, PersonalData.IDENTITY, self.store, self.late)


@pytest.fixture
def night(hall: Hall, tmp_path: Path, now: datetime) -> Night:
    return Night(hall, tmp_path, now)


def test_identities_read_while_they_are_removed_are_whole_or_gone_and_stay_gone(night: Night) -> None:
    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(lambda: [night.read(number) for number in night.numbers]) for _ in range(READERS)]
        removed = pool.submit(night.remove)
        seen = {reading for reader in readers for reading in reader.result()}
        assert removed.result() == EACH
    assert seen <= {WHOLE, GONE}
    assert {night.read(number) for number in night.numbers} == {GONE}
    assert night.remove() == 0


def test_each_reading_of_the_race_is_noted_and_the_chain_holds(night: Night) -> None:
    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(lambda: [night.read(number) for number in night.numbers]) for _ in range(READERS)]
        pool.submit(night.remove).result()
        for reader in readers:
            reader.result()
    with night.hall.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert sum(entry.action == Action.VIEW_IDENTITY for entry in entries) == READERS * EACH
    assert sum(entry.action == Action.PERSONAL_DATA_REMOVED for entry in entries) == 1
    sequences = [entry.sequence for entry in entries]
    assert sequences == list(range(1, len(entries) + 1))
    assert all(entry.previous == before.seal for before, entry in pairwise(entries))
