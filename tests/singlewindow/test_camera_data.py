"""Pictures of field visits: only whole ones pass, nothing of the camera stays, and they look as before."""

import io
import struct
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select

from singlewindow.errors import Refusal
from singlewindow.field_visits import pictures
from singlewindow.field_visits.answering import FindingTyped
from singlewindow.field_visits.camera_data import NotAPicture, PictureTooFine, without_camera_data
from singlewindow.field_visits.pictures import PictureTooLarge, TooManyPictures, UnknownPicture, picture_of, pictures_of
from singlewindow.field_visits.records import FindingPicture
from singlewindow.records import new_key as new_uuid
from tests.cast import Hall
from tests.singlewindow.at_the_field import Field

SECRET = b"ILLUSTRATIVE-CAMERA"


def drawing(size: tuple[int, int] = (60, 40), shade: int = 90) -> Image.Image:
    picture = Image.new("RGB", size, (shade, 120, 150))
    picture.paste((250, 10, 10), (0, 0, size[0] // 3, size[1] // 3))
    return picture


def jpeg(turned: int = 1, progressive: bool = False, shade: int = 90) -> bytes:
    """Give a JPEG as a phone makes it: with place, device, words, and another picture after its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 35.0, 1.0), 3: "E", 4: (31.0, 30.0, 1.0)})
    out = io.BytesIO()
    drawing(shade=shade).save(out, "jpeg", exif=exif, comment=SECRET, progressive=progressive, quality=90)
    return out.getvalue() + b"after the end " + SECRET


def png() -> bytes:
    words, out = PngInfo(), io.BytesIO()
    words.add_text("Author", SECRET.decode())
    drawing().save(out, "png", pnginfo=words)
    return out.getvalue() + SECRET


def shown(content: bytes) -> bytes:
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB").tobytes()


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photograph_loses_all_of_its_camera_and_looks_as_before(turned: int, progressive: bool) -> None:
    content = jpeg(turned, progressive)
    plain, media_type = without_camera_data(content)
    left = Image.open(io.BytesIO(plain)).getexif()
    assert media_type == "image/jpeg"
    assert (SECRET in content, SECRET in plain) == (True, False)
    assert (set(left) - {0x0112}, dict(left.get_ifd(0x8825))) == (set(), {})
    assert shown(plain) == shown(content)


def test_a_png_loses_its_words_and_looks_as_before() -> None:
    plain, media_type = without_camera_data(png())
    assert (media_type, SECRET in plain) == ("image/png", False)
    assert shown(plain) == shown(png())


def test_what_is_clean_stays_byte_for_byte() -> None:
    for content in (jpeg(), jpeg(6), png()):
        plain, _ = without_camera_data(content)
        assert without_camera_data(plain)[0] == plain


GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
NO_PICTURES = {
    "nothing": b"",
    "a PDF": b"%PDF-1.7 %%EOF",
    "a GIF": GIF,
    "a page": b"<html><script>alert(1)</script>",
    "a name only": b"\xff\xd8\xff",
    "a JPEG cut short": jpeg()[:-60],
    "a PNG cut short": png()[: len(png()) // 2],
    "a JPEG without a scan": b"\xff\xd8\xff\xd9",
    "a JPEG with a hole": jpeg()[:30] + b"\0\0" + jpeg()[30:],
    "a PNG with a wrong sum": png()[:50] + b"\xee" + png()[51:],
}


@pytest.mark.parametrize("case", NO_PICTURES)
def test_what_is_no_whole_picture_is_refused(case: str) -> None:
    with pytest.raises(NotAPicture):
        without_camera_data(NO_PICTURES[case])


def test_a_picture_cut_anywhere_is_refused() -> None:
    for content in (jpeg()[: -len(SECRET) - 14], png()[: -len(SECRET)]):
        for end in range(len(content)):
            with pytest.raises(NotAPicture):
                without_camera_data(content[:end])


def test_a_picture_of_too_many_dots_is_refused_before_anything_is_drawn() -> None:
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I4s", 13, b"IHDR") + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(PictureTooFine):
        without_camera_data(b"\x89PNG\r\n\x1a\n" + chunk)


@pytest.fixture
def field(hall: Hall, tmp_path: Path, now: datetime) -> Field:
    return Field(hall, tmp_path, now)


def kept(field: Field, number: str) -> list[FindingPicture]:
    with field.hall.database.reading() as session:
        return list(pictures_of(session, field.visit(number).id))


def test_a_picture_is_kept_clean_under_its_hash_and_once(field: Field) -> None:
    number = field.begun()
    for _ in range(2):
        field.fill_in(number, q1=FindingTyped("no", pictures=[jpeg(6), jpeg(6)]))
    (one,) = kept(field, number)
    assert field.store.read(one.sha256) == without_camera_data(jpeg(6))[0]
    assert SECRET not in b"".join(file.read_bytes() for file in field.folder.rglob("*") if file.is_file())


@pytest.mark.parametrize(("content", "refusal"), [(b"x" * (5 * 1024 * 1024 + 1), PictureTooLarge), (GIF, NotAPicture)])
def test_a_picture_that_is_refused_leaves_nothing(field: Field, content: bytes, refusal: type[Refusal]) -> None:
    number = field.begun()
    with pytest.raises(refusal) as refused:
        field.fill_in(number, q4=FindingTyped("5", pictures=[content]))
    assert (refused.value.values["place"], kept(field, number)) == (4, [])


def test_a_visit_has_only_so_many_pictures(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 2)
    number = field.begun()
    field.fill_in(number, q1=FindingTyped("no", pictures=[jpeg(shade=1), jpeg(shade=2)]))
    with pytest.raises(TooManyPictures):
        field.fill_in(number, q1=FindingTyped("no", pictures=[jpeg(shade=3)]))


def test_a_picture_is_given_only_with_its_own_visit(field: Field) -> None:
    number, other = field.begun(), field.begun()
    field.fill_in(number, q1=FindingTyped("no", pictures=[jpeg()]))
    (one,) = kept(field, number)
    with field.hall.database.reading() as session:
        assert picture_of(session, number, one.id, None).sha256 == one.sha256
        for asked, key in ((other, one.id), (number, new_uuid())):
            with pytest.raises(UnknownPicture):
                picture_of(session, asked, key, None)
        assert session.scalar(select(FindingPicture.media_type)) == "image/jpeg"
