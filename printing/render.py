"""Facts in, PDF out. A pure function of its arguments that runs in the workers of the pool.

What costs time and never changes (font configuration, parsed style sheets, fetcher) is made once per process.
"""

from functools import cache

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from printing.errors import PaperSpoiled
from printing.fetcher import FONTS, ClosedFetcher
from printing.papers.facts import Facts
from printing.papers.pages import TEMPLATES, page_of

SHEETS = {
    "ticket": ("base.css", "ticket.css"),
    "receipt": ("base.css", "sheet.css", "receipt.css"),
    "certificate": ("base.css", "sheet.css", "certificate.css"),
}
BELOW_THE_END = 12
"""Pixels of paper left below the last line of a ticket."""


def render(kind: str, language: str, serial: str, facts: Facts) -> bytes:
    """Draw a paper of `kind` ("ticket", "receipt", "certificate") in `language` ("ar", "en") as a PDF.

    Raises UnknownPaper for another kind or language, FactsWrong naming the fact that is missing or wrong,
    PaperSpoiled if the paper reached outside itself.
    """
    page = page_of(kind, language, serial, facts)
    try:
        document = _lay_out(kind, page)
    except FatalURLFetchingError as reached_out:
        raise PaperSpoiled(str(reached_out)) from None
    if kind == "ticket":
        _cut(document)
    pdf: bytes = document.write_pdf(pdf_tags=kind != "ticket")
    return pdf


class Sheet(HTML):  # type: ignore[misc]
    """A page that knows the few elements our papers use, instead of the whole of HTML: a fifth faster."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_style("elements.css")]


def _lay_out(kind: str, page: str) -> Document:
    sheet = Sheet(string=page, base_url=FONTS.as_uri() + "/", url_fetcher=_fetcher())
    return sheet.render(font_config=_fonts(), stylesheets=[_style(name) for name in SHEETS[kind]])


def _cut(document: Document) -> None:
    """Cut the roll below the last line of the ticket."""
    page = document.pages[0]
    page.height = page.anchors["end"][1] + BELOW_THE_END


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
