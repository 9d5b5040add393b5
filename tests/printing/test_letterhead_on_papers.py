"""A center's own letterhead on its papers; a broken logo stops the paper."""

import io
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from printing.archive import Archive
from printing.errors import LogoBroken
from printing.papers.examples import SERIALS, example
from printing.papers.words import WORDS
from printing.pool import RenderPool
from printing.press import Press
from printing.render import render
from singlewindow.documents.records import Document, DocumentState
from singlewindow.letterhead.files import keep_logo
from singlewindow.letterhead.setting import set_logo
from singlewindow.places.records import Center
from tests.cast import Hall
from tests.printing.conftest import pictures_of

Reader = Callable[[bytes], str]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z" fill="#0a5"/></svg>'


def png() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 160, 80)).save(image, "png")
    return image.getvalue()


def jpeg() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 160, 80)).save(image, "jpeg")
    return image.getvalue()


@pytest.mark.parametrize("kind", SERIALS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_header_and_footer_stand_on_every_paper(kind: str, language: str, text_of: Reader) -> None:
    lines = {"header": ["Unit of Services", "وحدة الخدمات"], "footer": "Call 055-0000000"}
    text = text_of(render(kind, language, *example(kind, language, lines)))
    assert [line for line in (*lines["header"], lines["footer"]) if line not in text] == []


@pytest.mark.parametrize("content", [png(), jpeg(), SVG], ids=["png", "jpeg", "svg"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_logo_stands_on_sheets_with_its_name(content: bytes, language: str, tmp_path: Path) -> None:
    logo = keep_logo(tmp_path, content)
    pdf = render("receipt", language, *example("receipt", language, {"logo": logo}), tmp_path)
    assert WORDS[language]["logo"] in pictures_of(pdf)


def test_a_logo_is_drawn_in_its_colors(tmp_path: Path) -> None:
    logo = keep_logo(tmp_path, png())
    for kind in SERIALS:
        pdf = render(kind, "ar", *example(kind, "ar", {"logo": logo}), tmp_path)
        colors = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().getcolors(1_000_000)
        assert any(red < 30 and green > 140 and 60 < blue < 100 for _, (red, green, blue) in colors), kind


def test_without_a_folder_of_logos_a_paper_with_a_logo_is_not_drawn() -> None:
    with pytest.raises(LogoBroken):
        render("ticket", "ar", *example("ticket", "ar", {"logo": "ab" * 32}))


def broken(folder: Path, how: str) -> str:
    """The hash of a logo that is missing, changed, cut or no picture."""
    digest = keep_logo(folder, png())
    file = folder / digest
    if how == "missing":
        file.unlink()
        return digest
    if how == "changed":
        file.write_bytes(SVG)
        return digest
    content = {"cut": png()[:-20], "text": b"not a picture"}[how]
    digest = sha256(content).hexdigest()
    (folder / digest).write_bytes(content)
    return digest


@pytest.mark.parametrize("how", ["missing", "changed", "cut", "text"])
def test_a_broken_logo_is_never_left_out(how: str, tmp_path: Path) -> None:
    logo = broken(tmp_path, how)
    with pytest.raises(LogoBroken, match=logo[:12]):
        render("ticket", "ar", *example("ticket", "ar", {"logo": logo}), tmp_path)


def test_a_paper_with_a_broken_logo_is_set_aside_with_its_trouble_and_the_next_is_made(
    hall: Hall, now: datetime, tmp_path: Path
) -> None:
    with hall.database.writing() as work:
        center = work.session.scalars(select(Center).where(Center.code == "demo")).one()
        set_logo(work, center.id, "cd" * 32)
    hall.take_ticket(now)
    with hall.database.writing() as work:
        set_logo(work, center.id, "")
    hall.take_ticket(now)
    with RenderPool(1, tmp_path / "logos") as pool:
        press = Press(hall.database, pool, Archive(tmp_path / "papers"), lambda: now, "test")
        while press.press_one():
            pass
    with hall.database.reading() as session:
        stopped, made = session.scalars(select(Document).order_by(Document.wanted_at, Document.id)).all()
    assert stopped.state is DocumentState.SET_ASIDE
    assert "LogoBroken" in stopped.trouble
    assert "cdcdcdcdcdcd" in stopped.trouble
    assert made.state is DocumentState.DONE
