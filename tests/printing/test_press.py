"""The press: from a wanted paper to an archived file, whatever a paper or a renderer does."""

import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from printing.archive import Archive
from printing.pool import RenderPool
from printing.press import Press
from singlewindow.documents.records import Document, DocumentState
from tests.cast import Hall
from tests.patience import PATIENCE, soon
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


def test_wanted_papers_are_archived_with_their_hash(
    hall: Hall, now: datetime, pool: RenderPool, tmp_path: Path
) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    archive = Archive(tmp_path / "papers")
    press = Press(hall.database, pool, archive, lambda: now, "test")
    assert press.press_one()
    assert press.press_one()
    assert not press.press_one()
    papers = documents(hall)
    assert [paper.state for paper in papers] == [DocumentState.DONE] * 2
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
