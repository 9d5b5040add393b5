"""Facts in, PDF out. A pure function of its arguments that runs in the workers of the pool.

What costs time and never changes (font configuration, parsed style sheets, fetcher) is made once per process.
"""

import io
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import weasyprint.pdf
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from printing.errors import PaperSpoiled
from printing.fetcher import FONTS, ClosedFetcher
from printing.papers.facts import Facts
from printing.papers.pages import TEMPLATES, Page, page_of

BELOW_THE_END = 12
"""Pixels of paper left below the last line of a roll."""

LASTING = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "output_intent": "--screen"}
"""How a lasting paper is written. Its colors are told by a profile of our own, which is read once."""


def render(kind: str, language: str, serial: str, facts: Facts, logos: Path | None = None) -> bytes:
    """Draw a paper of `kind` (a key of `printing.papers.shapes.SHAPES`) in `language` ("ar", "en") as a PDF.

    `logos` is the folder of the centers' logos. Raises UnknownPaper for another kind or language, FactsWrong naming
    the fact that is missing or wrong, LogoBroken for a logo that can't be shown, PaperSpoiled if the paper reached
    outside itself or one of its pictures could not be drawn.
    """
    page = page_of(kind, language, serial, facts, logos)
    try:
        document = _lay_out(page)
    except FatalURLFetchingError as reached_out:
        raise PaperSpoiled(str(reached_out)) from None
    if page.face.roll:
        _cut(document)
    pdf: bytes = document.write_pdf(**(_lasting(facts) if page.face.lasting else {}))
    return pdf


class Sheet(HTML):  # type: ignore[misc]
    """A page that knows the few elements our papers use, instead of the whole of HTML: a fifth faster."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_style("elements.css")]


def _lay_out(page: Page) -> Document:
    pictures: dict[str, Any] = {}
    options = LASTING | {"color_profiles": {"--screen": _screen()}} if page.face.lasting else {}
    sheet = Sheet(string=page.html, base_url=FONTS.as_uri() + "/", url_fetcher=_fetcher())
    styles = [_style(name) for name in page.face.styles]
    document = sheet.render(font_config=_fonts(), stylesheets=styles, cache=pictures, **options)
    if None in pictures.values():
        raise PaperSpoiled("a picture of the paper could not be drawn")
    return document


def _cut(document: Document) -> None:
    """Cut the roll below its last line."""
    page = document.pages[0]
    page.height = page.anchors["end"][1] + BELOW_THE_END


def _lasting(facts: Facts) -> dict[str, Any]:
    """How a lasting paper is written, its facts attached as data."""
    content = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)
    attachment = Attachment(string=content, name="facts.json", relationship="Data", url_fetcher=_fetcher())
    return LASTING | {"attachments": [attachment], "finisher": _drop_empty_resources}


def _drop_empty_resources(_document: Document, pdf: Any) -> None:
    """Take away resource dictionaries that hold nothing, which PDF/A does not allow."""
    for thing in pdf.objects:
        if isinstance(thing, dict):
            for name in ("Pattern", "Shading"):
                if name in thing and not thing[name]:
                    del thing[name]


@cache
def _screen() -> ColorProfile:
    profile = io.BytesIO((files(weasyprint.pdf) / "sRGB2014.icc").read_bytes())
    return ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _fetcher() -> ClosedFetcher:
    return ClosedFetcher()


@cache
def _style(name: str) -> CSS:
    return CSS(
        string=(TEMPLATES / name).read_text(encoding="utf-8"),
        base_url=FONTS.as_uri() + "/",
        url_fetcher=_fetcher(),
        font_config=_fonts(),
    )
