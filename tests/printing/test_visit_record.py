"""The record of a field visit: its answers in words, its pictures small, upright and its own."""

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written
from PIL import Image

from printing.errors import FactsWrong
from printing.papers.examples import example, example_facts
from printing.papers.visit import SMALL, small_picture
from printing.papers.words import WORDS
from printing.render import render
from singlewindow.field_visits.camera_data import FOLDER, without_camera_data
from singlewindow.requests.scans import ScanStore
from tests.printing.conftest import pictures_of

Reader = Callable[[bytes], str]
LANGUAGES = ("ar", "en")


def photograph(size: tuple[int, int] = (2400, 1600), turned: int = 1) -> bytes:
    """Give a photograph, cleaned as it is when it is taken up: its upper third is red."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turned
    picture = Image.new("RGB", size, (20, 90, 160))
    picture.paste((230, 20, 20), (0, 0, size[0], size[1] // 3))
    picture.save(out, "jpeg", exif=exif)
    return without_camera_data(out.getvalue())[0]


def kept(folder: Path, content: bytes) -> str:
    return ScanStore(folder / FOLDER).keep(content)


def drawn(language: str, folder: Path | None, *pictures: str) -> bytes:
    facts = example_facts("field_visit", language)
    facts["findings"][0]["pictures"] = list(pictures)
    return render("field_visit", language, *example("field_visit", language, facts), folder)


def embedded(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        return [pikepdf.PdfImage(one).as_pil_image() for one in streams if one.get("/Subtype") == "/Image"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pictures_are_small_and_say_to_which_question_they_belong(language: str, tmp_path: Path) -> None:
    pdf = drawn(language, tmp_path, kept(tmp_path, photograph()), kept(tmp_path, photograph((900, 1200))))
    assert all(image.width <= SMALL[0] and image.height <= SMALL[1] for image in embedded(pdf))
    told = pictures_of(pdf)
    assert len(told) == 2
    assert all(text.startswith(WORDS[language]["visit_picture_of"]) for text in told)
    assert len(pdf) < 400_000


def test_with_pictures_it_lasts_as_well(tmp_path: Path) -> None:
    report = validate_written(io.BytesIO(drawn("ar", tmp_path, kept(tmp_path, photograph()))), "3b")
    assert [str(found) for found in report.findings if "conformance is 'A', expected 'B'" not in str(found)] == []


@pytest.mark.parametrize(("turned", "red"), [(1, (0.5, 0.1)), (3, (0.5, 0.9)), (6, (0.9, 0.5)), (8, (0.1, 0.5))])
def test_a_picture_taken_with_the_phone_on_its_side_stands_upright(
    turned: int, red: tuple[float, float], tmp_path: Path
) -> None:
    (image,) = embedded(drawn("ar", tmp_path, kept(tmp_path, photograph(turned=turned))))
    red_, green, blue = image.convert("RGB").getpixel((int(image.width * red[0]), int(image.height * red[1])))
    assert red_ > 180 > green + blue


def test_what_is_seen_through_shows_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "png")
    (image,) = embedded(drawn("ar", tmp_path, kept(tmp_path, out.getvalue())))
    assert image.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", ["gone", "changed", "no picture"])
def test_a_picture_that_cannot_be_shown_is_said_and_the_record_is_made(
    how: str, language: str, tmp_path: Path, text_of: Reader
) -> None:
    content = b"no picture at all" if how == "no picture" else photograph()
    digest = kept(tmp_path, content)
    file = tmp_path / FOLDER / digest[:2] / digest
    if how == "gone":
        file.unlink()
    elif how == "changed":
        file.write_bytes(photograph((30, 30)))
    pdf = drawn(language, tmp_path, digest)
    assert WORDS[language]["visit_picture_gone"] in text_of(pdf)
    assert embedded(pdf) == []


def test_a_picture_is_looked_for_by_its_hash_only(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for wrong in ("../../etc/passwd", "ab", "g" * 64):
        with pytest.raises(FactsWrong):
            drawn("ar", tmp_path, wrong)
    assert small_picture(sha256(b"").hexdigest(), None) == ""


@pytest.mark.parametrize(("language", "said"), [("ar", "لم يطلب تنفيذ شيء"), ("en", "Nothing is to be done")])
def test_without_follow_ups_it_says_so(language: str, said: str, text_of: Reader) -> None:
    assert said in text_of(render("field_visit", language, *example("field_visit", language, {"follow_ups": []})))


def test_sixty_long_questions_and_tasks_run_over_pages_and_none_is_lost(text_of: Reader) -> None:
    facts = example_facts("field_visit", "en")
    words = "illustrative words of some length " * 5
    facts["findings"] = [
        facts["findings"][0] | {"place": n, "question": f"Question {n}: {words}"} for n in range(1, 61)
    ]
    facts["follow_ups"] = [facts["follow_ups"][0] | {"place": n, "words": f"Task {n}: {words}"} for n in range(1, 61)]
    pdf = render("field_visit", "en", *example("field_visit", "en", facts))
    text = text_of(pdf)
    assert [n for n in range(1, 61) if f"Question {n}:" not in text or f"Task {n}:" not in text] == []
    assert len(pypdfium2.PdfDocument(pdf)) > 3
