"""The press: from a wanted paper to an archived file, whatever a paper or a renderer does."""

import random
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from printing.archive import Archive
from printing.archive_watch import ArchiveWatch
from printing.papers.facts import MOST_LINES
from printing.pool import RenderPool
from printing.press import Press
from singlewindow.documents.lease import SLOW_RANKS, claim, done, something_wanted
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.documents.want import want
from singlewindow.places.centers import lock_center
from singlewindow.places.clock import service_day
from tests.cast import Hall
from tests.patience import PATIENCE, soon
from tests.printing.killed_press import Left, kill_again_and_again
from tests.servers import Product
from tests.singlewindow.at_the_window import receive_and_pay
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    """A pool of one renderer."""
    with RenderPool(1) as pool:
        yield pool


def documents(hall: Hall) -> list[Document]:
    """All papers, oldest first."""
    with hall.database.reading() as session:
        return list(session.scalars(select(Document).order_by(Document.wanted_at)))


def by_key(hall: Hall) -> list[Document]:
    """All papers in the order of their keys."""
    return sorted(documents(hall), key=lambda paper: paper.id)


def test_wanted_papers_are_archived_with_their_hash(
    hall: Hall, now: datetime, pool: RenderPool, tmp_path: Path
) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    archive = Archive(tmp_path / "papers")
    press = Press(hall.database, pool, archive, lambda: now, "test")
    assert [press.press_one() for _ in range(4)] == [True, True, True, False], "ticket, slip and receipt"
    papers = documents(hall)
    assert [paper.state for paper in papers] == [DocumentState.DONE] * 3
    for paper in papers:
        assert paper.file
        assert paper.sha256
        content = archive.read(paper.file, paper.sha256)
        assert content.startswith(b"%PDF-")
        assert len(content) == paper.size


def test_a_paper_with_wrong_facts_is_set_aside_and_the_next_is_made(
    hall: Hall, now: datetime, pool: RenderPool, tmp_path: Path
) -> None:
    hall.take_ticket(now)
    with hall.database.writing() as work:
        document = work.session.scalars(select(Document)).one()
        facts: dict[str, Any] = {name: fact for name, fact in document.facts.items() if name != "number"}
        document.facts = facts
    later = now + timedelta(minutes=1)
    hall.take_ticket(later)
    press = Press(hall.database, pool, Archive(tmp_path / "papers"), lambda: later, "test")
    for _ in range(6):
        assert press.press_one()
    spoiled, whole = documents(hall)
    assert (spoiled.state, spoiled.tries) == (DocumentState.SET_ASIDE, 5)
    assert "number" in spoiled.trouble
    assert whole.state is DocumentState.DONE


@pytest.mark.slow
def test_a_press_beside_the_web_service_makes_its_papers(tmp_path: Path) -> None:
    with Product(tmp_path, SHUBBAK_PRESS="beside") as product, Visitor(product.url) as citizen:
        page = citizen.take_ticket()
        assert 'data-paper="wanted"' in citizen.get(page).text
        press = subprocess.Popen([product.program, "press"], env=product.environment, stdout=subprocess.DEVNULL)
        try:
            assert soon(lambda: 'data-paper="done"' in citizen.get(page).text)
        finally:
            press.terminate()
            assert press.wait(PATIENCE) == 0


def want_report(hall: Hall, now: datetime, facts: dict[str, Any]) -> None:
    """Want a long receipt as if it were a report."""
    with hall.database.writing() as work:
        center = lock_center(work.session, hall.center_id)
        want(work, DocumentKind.RECEIPT, center, "ar", "LONG", facts, now, code="LONG")
        work.session.execute(update(Document).where(Document.serial == "LONG").values(rank=4))


def test_a_ticket_is_made_while_a_long_report_is_drawn(
    hall: Hall, tmp_path: Path, facts_of: Callable[..., dict[str, Any]]
) -> None:
    line, pool = facts_of("receipt")["lines"][0], RenderPool(1)
    pool.process_ids()
    want_report(hall, datetime.now(UTC), facts_of("receipt", lines=[line] * MOST_LINES))
    press = Press(hall.database, pool, Archive(tmp_path / "papers"), lambda: datetime.now(UTC), "test")
    lanes = [threading.Thread(target=press.press_one) for _ in range(2)]
    lanes[0].start()
    assert soon(lambda: documents(hall)[0].state is DocumentState.RENDERING)
    hall.take_ticket(datetime.now(UTC))
    lanes[1].start()
    for lane in lanes:
        lane.join(PATIENCE)
    press.stop()
    report, ticket = documents(hall)
    assert report.done_at
    assert ticket.done_at
    assert ticket.done_at < report.done_at


def test_what_someone_waits_for_is_taken_before_older_papers_of_a_lower_rank(hall: Hall, now: datetime) -> None:
    want_report(hall, now, {})
    clerk = hall.seat("clerk1", 1)
    hall.take_ticket(now)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    hall.take_ticket(now + timedelta(minutes=1))
    kinds = []
    for _ in range(5):
        with hall.database.writing() as work:
            paper = claim(work, now)
        assert paper is not None
        kinds.append((paper.kind, paper.serial))
    assert [kind for kind, _ in kinds] == ["ticket", "ticket", "slip", "receipt", "receipt"]
    assert kinds[-1][1] == "LONG"
    with hall.database.reading() as session:
        assert not something_wanted(session, now, SLOW_RANKS)


def test_several_presses_at_once_make_each_paper_once(hall: Hall, now: datetime, tmp_path: Path) -> None:
    for _ in range(12):
        hall.take_ticket(now)
    archive = Archive(tmp_path / "papers")
    presses = [Press(hall.database, RenderPool(1), archive, lambda: now, f"test-{n}") for n in range(2)]
    for press in presses:
        press.start()
    try:
        assert soon(lambda: {paper.state for paper in documents(hall)} == {DocumentState.DONE})
    finally:
        for press in presses:
            press.stop()
    assert [paper.tries for paper in documents(hall)] == [1] * 12
    assert len(list((tmp_path / "papers").rglob("*.pdf"))) == 12


def test_a_file_that_a_dead_press_left_is_taken_as_it_is(
    hall: Hall, now: datetime, pool: RenderPool, tmp_path: Path
) -> None:
    hall.take_ticket(now)
    archive = Archive(tmp_path / "papers")
    with hall.database.writing() as work:
        paper = claim(work, now)
    assert paper is not None
    left = archive.keep(str(paper.id), paper.kind, b"%PDF-left", service_day(now))
    (tmp_path / "papers" / left.name).with_suffix(".pdf.0000.part").write_bytes(b"piece")
    later = now + timedelta(minutes=2)
    assert Press(hall.database, pool, archive, lambda: later, "test").press_one()
    assert documents(hall)[0].file == left.name
    assert [file.name for file in (tmp_path / "papers").rglob("*.*")] == [Path(left.name).name]


def test_the_watch_over_the_archive_finds_what_was_changed_or_is_gone(
    hall: Hall, now: datetime, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "papers")
    for n in range(3):
        hall.take_ticket(now)
        with hall.database.writing() as work:
            paper = claim(work, now)
            assert paper is not None
            kept = archive.keep(str(paper.id), paper.kind, b"%%PDF-%d" % n, service_day(now))
            done(work, paper, kept.name, kept.sha256, kept.size, now)
    watch = ArchiveWatch(hall.database, archive, lambda: now)
    assert watch.look() == 0
    first, second, _ = [tmp_path / "papers" / (paper.file or "") for paper in by_key(hall)]
    first.chmod(0o640)
    first.write_bytes(b"%PDF-forged")
    second.unlink()
    assert watch.look() == 2
    assert [paper.damaged_at for paper in by_key(hall)] == [now, now, None]
    assert watch.look() == 0


@pytest.mark.slow
def test_a_press_killed_at_random_leaves_every_paper_exactly_once(hall: Hall, tmp_path: Path) -> None:
    moment = datetime.now(UTC)
    clerk = hall.seat("clerk1", 1)
    hall.take_ticket(moment)
    hall.serve(clerk, moment)
    receive_and_pay(hall, clerk, moment)
    for _ in range(15):
        hall.take_ticket(moment)
    left = kill_again_and_again(hall.database, tmp_path, 2, random.Random(4))
    assert left == Left(18, 18, 18, 0, 0, 0, 0, left.kills)
    assert left.kills >= 1
