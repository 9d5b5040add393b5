"""The letterhead of a center: which files are logos, what may be set, and that papers freeze it."""

import io
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from singlewindow.documents.records import Document
from singlewindow.errors import Invalid
from singlewindow.letterhead.files import keep_logo
from singlewindow.letterhead.logo import LogoRefused, LogoTooLarge, PictureKind, kind_of_picture
from singlewindow.letterhead.setting import Letterhead, set_letterhead, set_logo
from singlewindow.places.records import Center
from tests.cast import Hall

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
LETTERHEAD = Letterhead("إدارة المراكز\nوحدة الخدمات", "Centers\nServices", "مرحبا بكم", "Welcome", "latn")


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    image = io.BytesIO()
    Image.new("RGB", size, "navy").save(image, kind)
    return image.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("png"), PictureKind.PNG),
        (picture("jpeg"), PictureKind.JPEG),
        (SVG.format('<path d="M0 0h9v9z"/>').encode(), PictureKind.SVG),
    ],
)
def test_a_picture_is_known_by_its_content(content: bytes, kind: PictureKind) -> None:
    assert kind_of_picture(content) is kind


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"%PDF-1.7", b"<html></html>", b"<svg", b"\xff\xd8", b"\x89PNG\r\n\x1a\n",
     picture("png")[:-9], picture("png").replace(b"IDAT", b"IDAX"), picture("jpeg")[:-2], picture("gif")],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(LogoRefused):
        kind_of_picture(content)


@pytest.mark.parametrize(
    "inside",
    ["<script>1</script>", '<image href="http://127.0.0.1/x"/>', "<text>x</text>", '<rect onload="x()"/>',
     '<rect fill="url(http://127.0.0.1/x)"/>', "<style>@import 'x'</style>", "<foreignObject/>", '<use href="#a"/>',
     '<rect style="background:URL( //x )"/>'],
)  # fmt: skip
def test_an_svg_of_more_than_shapes_is_refused(inside: str) -> None:
    with pytest.raises(LogoRefused):
        kind_of_picture(SVG.format(inside).encode())


def test_an_svg_with_entities_is_refused() -> None:
    with pytest.raises(LogoRefused):
        kind_of_picture(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("").encode())


def test_a_picture_too_large_is_refused() -> None:
    with pytest.raises(LogoTooLarge):
        kind_of_picture(picture("png", (2001, 10)))
    with pytest.raises(LogoTooLarge):
        kind_of_picture(b"\x89PNG" + b"x" * 300_000)


def test_a_logo_is_kept_under_its_hash_once(tmp_path: Path) -> None:
    first = keep_logo(tmp_path / "logos", picture("png"))
    assert keep_logo(tmp_path / "logos", picture("png")) == first
    assert [file.name for file in (tmp_path / "logos").iterdir()] == [first]
    assert zlib.crc32((tmp_path / "logos" / first).read_bytes()) == zlib.crc32(picture("png"))


def test_a_paper_freezes_the_letterhead_of_its_moment_in_its_language(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    with hall.database.writing() as work:
        center = work.session.scalars(select(Center).where(Center.code == "demo")).one()
        set_letterhead(work, center.id, LETTERHEAD)
        set_logo(work, center.id, "ab" * 32)
    hall.take_ticket(now)
    with hall.database.reading() as session:
        before, after = session.scalars(select(Document).order_by(Document.wanted_at, Document.id)).all()
    assert not {"logo", "header", "footer"} & set(before.facts)
    assert after.facts["logo"] == "ab" * 32
    assert after.facts["header"] == ["إدارة المراكز", "وحدة الخدمات"]
    assert after.facts["footer"] == "مرحبا بكم"
    assert (before.facts["digits"], after.facts["digits"]) == ("arab", "latn")


def test_setting_a_letterhead_changes_the_version_of_the_center(hall: Hall) -> None:
    with hall.database.writing() as work:
        center = work.session.scalars(select(Center).where(Center.code == "demo")).one()
        before = center.version
        set_letterhead(work, center.id, LETTERHEAD)
        assert center.version == before + 1
        assert len(work.news) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"header_ar": "ا\nب\nج"},
        {"header_en": "x" * 81},
        {"footer_en": "x" * 121},
        {"footer_ar": "a\u202eb"},
        {"digits": "roman"},
        {"digits": ""},
    ],
)
def test_a_letterhead_that_would_not_fit_is_refused_and_nothing_is_changed(hall: Hall, wrong: dict[str, str]) -> None:
    with hall.database.reading() as session:
        center = session.scalars(select(Center).where(Center.code == "demo")).one()
    with pytest.raises(Invalid), hall.database.writing() as work:
        set_letterhead(work, center.id, Letterhead(**{**vars(LETTERHEAD), **wrong}))
    with hall.database.reading() as session:
        assert session.get_one(Center, center.id).header_ar == ""
