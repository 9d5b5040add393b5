"""Facts that mean harm: nothing runs, nothing is fetched, nothing leaves the page."""

from collections.abc import Callable

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.urls import FatalURLFetchingError

import printing.render
from printing.errors import PaperSpoiled
from printing.fetcher import FONTS, ClosedFetcher
from printing.papers.faces import FACES
from printing.papers.pages import Page
from printing.papers.plain import LONGEST, direction, plain

Drawn = Callable[..., bytes]

HTML = '<img src="file:///etc/passwd"><script>alert(1)</script>{{ 7 * 7 }}<style>*{display:none}</style>'
TYPED = ("<imgsrc=", "etc/passwd", "<script>", "alert(1)", "{{7*7}}", "<style>", "display:none")
PAPERS = [
    ("ticket", ("governorate", "center", "sector", "service")),
    (
        "receipt",
        ("center", "payer", "service", "method", "reference", "period", "form33", "cashier_code", "copy_label"),
    ),
    (
        "certificate",
        ("center", "addressee", "citizen", "subject", "period", "purpose", "validity", "verification_code", "balance"),
    ),
    ("papers_list", ("center", "service", "sector", "set_time", "footer")),
    ("slip", ("center", "applicant", "service", "sector", "clerk_code", "footer")),
    ("cash_statement", ("center", "cashier_code", "explanation", "first_receipt", "audit_head")),
    ("report", ("center", "title", "period", "scope")),
    ("card", ("center", "called", "footer")),
    ("field_visit", ("center", "visitor", "purpose", "summary", "footer")),
]
LONG = {"latin": "W" * 10_000, "arabic": "محمد " * 2_000, "joined": "م" * 10_000, "marks": "ب" + "ً" * 10_000}


@pytest.mark.parametrize(("kind", "names"), PAPERS)
def test_markup_is_printed_as_it_was_typed(kind: str, names: tuple[str, ...], drawn: Drawn) -> None:
    for name in names:
        document = pypdfium2.PdfDocument(drawn(kind, "en", **{name: HTML}))
        text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
        assert [piece for piece in TYPED if piece not in text] == [], name


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize(("kind", "names"), PAPERS)
def test_endless_text_stays_on_the_page(
    kind: str, names: tuple[str, ...], text: str, language: str, drawn: Drawn
) -> None:
    document = pypdfium2.PdfDocument(drawn(kind, language, **dict.fromkeys(names, text)))
    assert len(document) <= 12
    for page in document:
        width, height = page.get_size()
        characters = page.get_textpage()
        for index in range(characters.count_chars()):
            left, bottom, right, top = characters.get_charbox(index)
            assert left >= -1
            assert right <= width + 1
            assert bottom >= -1 or kind in ("ticket", "papers_list")
            assert top <= height + 1


def test_an_endless_ticket_is_still_one_piece(drawn: Drawn) -> None:
    papers = ["W" * 10_000] * 400
    document = pypdfium2.PdfDocument(drawn("ticket", service="م" * 10_000, papers=papers, number=999_999))
    assert len(document) == 1


def test_bidi_and_control_characters_never_reach_the_paper(drawn: Drawn, text_of: Callable[[bytes], str]) -> None:
    tricked = "أحمد\u202e 000,1 \u2066\u0000\u0007\nمحمد\u200f\ufeff"
    assert plain(tricked) == "أحمد 000,1 محمد"
    assert "000,1" in text_of(drawn("receipt", payer=tricked))


@given(st.text(max_size=3 * LONGEST))
def test_plain_text_is_one_short_visible_line_and_stays_as_it_is(text: str) -> None:
    made = plain(text)
    assert len(made) <= LONGEST
    assert made == " ".join(made.split())
    assert plain(made) == made


def test_a_name_is_isolated_in_its_own_direction() -> None:
    assert direction("Ahmed (أحمد)") == "ltr"
    assert direction("(123) أحمد Ahmed") == "rtl"
    assert direction("042-2026/27") == "ltr"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/x", "https://example.org/x", "file:///etc/passwd", "ftp://example.org/x", "relative.png",
     FONTS.as_uri() + "/../render.py", FONTS.as_uri() + "/OFL.txt"],
)  # fmt: skip
def test_the_fetcher_is_closed(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="may not fetch"):
        ClosedFetcher().fetch(url)


def test_the_fetcher_gives_our_fonts_and_carried_data() -> None:
    assert ClosedFetcher().fetch(FONTS.as_uri() + "/ShubbakKufi-Bold.ttf").read()[:4] == b"\x00\x01\x00\x00"
    assert ClosedFetcher().fetch("data:text/plain;base64,aGVsbG8=").read() == b"hello"


@pytest.mark.parametrize(
    "markup",
    ['<img src="http://127.0.0.1:1/x.png">', '<img src="/etc/passwd">', '<link rel="stylesheet" href="x.css">',
     "<style>@import url(http://127.0.0.1:1/x.css);</style>"],
)  # fmt: skip
def test_a_paper_that_reaches_outside_is_not_drawn(
    markup: str, monkeypatch: pytest.MonkeyPatch, facts_of: Callable[..., dict[str, object]]
) -> None:
    html = f"<html><body>{markup}<p id=end>x</p></body></html>"
    monkeypatch.setattr(printing.render, "page_of", lambda *_: Page(FACES["receipt"], html))
    with pytest.raises(PaperSpoiled, match="may not fetch"):
        printing.render.render("receipt", "ar", "1", facts_of("receipt"))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60).filter(plain))
def test_any_name_can_be_drawn(drawn: Drawn, name: str) -> None:
    assert drawn("receipt", payer=name, illustrative=False).startswith(b"%PDF-")
