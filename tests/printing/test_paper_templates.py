"""House rules for the papers' templates, words and fonts."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import printing
from printing.papers.examples import example_facts
from printing.papers.pages import page_of
from printing.papers.words_ar import ARABIC
from printing.papers.words_en import ENGLISH
from printing.papers.writing import writing_of
from singlewindow.tickets.letters import ARABIC_LETTERS

HOME = Path(printing.__file__).parent
TEMPLATES = sorted((HOME / "templates").glob("*.html"))
STYLES = sorted((HOME / "templates").glob("*.css"))
CHOSEN = (
    *("ordinary", "priority", "booked", "card_kiosk", "card_board", "card_window"),
    *("visit_none", "visit_minor", "visit_major", "visit_critical"),
)
"""Words that a fact chooses."""
FONTS = sorted((HOME / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_style_or_script_stands_in_a_template(template: Path) -> None:
    assert not re.search(r"<script|<style|\sstyle=|javascript:|\|\s*safe", template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_and_right(style: Path) -> None:
    found = re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*\s*[:;}]", style.read_text(encoding="utf-8"))
    assert found == []


def test_both_languages_have_the_same_words_and_all_are_used() -> None:
    assert ARABIC.keys() == ENGLISH.keys()
    used = " ".join(template.read_text(encoding="utf-8") for template in TEMPLATES)
    assert [key for key in ARABIC if f"words.{key}" not in used and key not in CHOSEN] == []


def test_printed_arabic_carries_no_marks_that_spoil_extraction() -> None:
    assert [word for word in ARABIC.values() if re.search("[\u064b-\u0652]", word)] == []
    assert "\u064b" not in writing_of("ar", "arab").money_in_words(11_11)


def test_no_paper_takes_the_title_of_the_states_own_form() -> None:
    titles = [words[key] for words in (ARABIC, ENGLISH) for key in words if key.endswith("_title")]
    assert len(titles) == 20
    assert not [title for title in titles if "33" in title or "ع.ح" in title]


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_font_is_small_renamed_and_holds_both_scripts(font: Path) -> None:
    assert font.stat().st_size <= 60_000
    known = TTFont(font)
    assert known["name"].getDebugName(1) in ("Shubbak Kufi", "Shubbak Naskh")
    letters = map(ord, "ابجدهوزحطيكلمنسعفصقرشتثخذضظغءآأؤإئةىپچڤگ٠١٢٣٤٥٦٧٨٩٬٫،؛؟AZaz09*/-…«»")
    assert [chr(letter) for letter in letters if letter not in known.getBestCmap()] == []


def test_four_fonts_lie_with_their_licence() -> None:
    assert len(FONTS) == 4
    assert "SIL OPEN FONT LICENSE" in (HOME / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_each_letter_of_a_series_has_its_twin() -> None:
    writing = writing_of("ar", "arab")
    assert {letter: writing.turn(letter, 7)[0] for letter in ARABIC_LETTERS} == {
        "B": "ب ٧", "J": "ج ٧", "D": "د ٧", "S": "س ٧", "C": "ص ٧", "K": "ك ٧", "L": "ل ٧", "N": "ن ٧",
    }  # fmt: skip


def test_the_number_of_a_request_keeps_its_order_in_the_sentence_of_a_certificate() -> None:
    facts = example_facts("certificate", "ar") | {"subject": "ترخيص — طلب رقم 000-2026-000001-1"}
    assert "\u2068000-2026-000001-1\u2069" in page_of("certificate", "ar", "C-1", facts).html
