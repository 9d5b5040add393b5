"""How a press takes papers: by rank, on a lease, five times at most."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from singlewindow.documents.lease import LEASE, Claimed, alive_since, claim, done, failed, pulse
from singlewindow.documents.records import Document, DocumentState
from tests.cast import Hall
from tests.singlewindow.at_the_window import receive_and_pay


def take(hall: Hall, now: datetime) -> Claimed | None:
    """Claim the next paper."""
    with hall.database.writing() as work:
        return claim(work, now)


def state(hall: Hall, key: UUID) -> DocumentState:
    """Give a paper's state."""
    with hall.database.reading() as session:
        return session.get_one(Document, key).state


def test_tickets_overtake_receipts(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    hall.take_ticket(now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    kinds = [paper.kind for paper in (take(hall, later) for _ in range(4)) if paper]
    assert kinds == ["ticket", "ticket", "slip", "receipt"]
    assert take(hall, later) is None


def test_a_paper_on_lease_is_left_alone_until_the_lease_ends(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    first = take(hall, now)
    assert first
    assert take(hall, now + LEASE) is None
    second = take(hall, now + LEASE + timedelta(seconds=1))
    assert second
    assert (second.id, second.tries) == (first.id, 2)
    with hall.database.writing() as work:
        assert not done(work, first, "f", "s", 1, now), "the one who lost the lease can't settle"
        assert done(work, second, "f", "s", 1, now)
    assert state(hall, first.id) is DocumentState.DONE


def test_what_failed_five_times_is_set_aside(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    for attempt in range(1, 6):
        paper = take(hall, now)
        assert paper
        assert paper.tries == attempt
        with hall.database.writing() as work:
            failed(work, paper, "torn")
    assert take(hall, now) is None
    with hall.database.reading() as session:
        document = session.scalars(select(Document)).one()
    assert (document.state, document.trouble) == (DocumentState.SET_ASIDE, "torn")


def test_presses_beside_each_other_never_take_the_same_paper(hall: Hall, now: datetime) -> None:
    for _ in range(20):
        hall.take_ticket(now)

    def work_off(_press: int) -> list[UUID]:
        taken: list[UUID] = []
        misses = 0
        while misses < 3:
            paper = take(hall, now)
            misses = 0 if paper else misses + 1
            taken += [paper.id] if paper else []
        return taken

    with ThreadPoolExecutor(4) as pool:
        papers = [key for keys in pool.map(work_off, range(4)) for key in keys]
    assert len(papers) == len(set(papers)) == 20


def test_a_press_shows_that_it_lives(hall: Hall, now: datetime) -> None:
    for moment in (now, now + timedelta(seconds=5)):
        with hall.database.writing() as work:
            pulse(work, "press", moment)
    with hall.database.reading() as session:
        assert alive_since(session, now + timedelta(seconds=5))
        assert not alive_since(session, now + timedelta(seconds=6))
