"""The commands of papers."""

import io
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from printing.commands import KINDS
from singlewindow.places.records import Center
from tests.cast import Hall

PREVIEW = ("papers", "preview")


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.output


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("receipt", "--form", "roll", "--copy", "2", "--cancelled"), ("papers-list",)])
def test_a_preview_is_written(arguments: tuple[str, ...], app: Flask, tmp_path: Path) -> None:
    output = tmp_path / "paper.pdf"
    code, told = run(app, *PREVIEW, *arguments, "--language", "en", "--output", str(output))
    assert code == 0, told
    assert pypdfium2.PdfDocument(output.read_bytes())[0].get_size()[0] == pytest.approx(80 * 72 / 25.4, abs=1)


def test_every_kind_of_paper_can_be_asked_for() -> None:
    assert set(KINDS) == {
        "ticket", "papers-list", "slip", "receipt", "certificate", "cash-statement", "report", "card", "field-visit",
    }  # fmt: skip


def test_a_state_that_a_paper_does_not_have_is_refused(app: Flask, tmp_path: Path) -> None:
    code, told = run(app, *PREVIEW, "ticket", "--cancelled", "--output", str(tmp_path / "x.pdf"))
    assert code == 2
    assert "has no --cancelled" in told


@pytest.mark.slow
def test_a_logo_is_set_and_taken_away(app: Flask, desk: Hall, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    image = io.BytesIO()
    Image.new("RGB", (9, 9)).save(image, "png")
    file.write_bytes(image.getvalue())
    assert run(app, "papers", "logo", "demo", str(file))[0] == 0
    with desk.database.reading() as session:
        digest = session.scalars(select(Center.logo).where(Center.code == "demo")).one()
    assert (app.extensions["logos"] / digest).read_bytes() == file.read_bytes()
    file.write_bytes(b"")
    assert run(app, "papers", "logo", "demo", str(file))[0] == 0
    with desk.database.reading() as session:
        assert session.scalars(select(Center.logo).where(Center.code == "demo")).one() == ""


def test_what_is_no_logo_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"GIF89a")
    code, told = run(app, "papers", "logo", "demo", str(file))
    assert code == 1
    assert "PNG, JPEG or plain SVG" in told
