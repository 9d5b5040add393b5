"""The states of papers: copies, cancelled, in place of a lost one, made while learning; and older frozen facts."""

from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp

from printing.errors import FactsWrong
from printing.papers.examples import SERIALS
from printing.papers.facts import Optional
from printing.papers.shapes import SHAPES
from printing.render import render
from singlewindow.cash.certificate_paper import BALANCE
from tests.printing.conftest import pictures_of

Drawn = Callable[..., bytes]
Reader = Callable[[bytes], str]

PROVING = ("receipt", "slip", "certificate", "cash_statement")
LANGUAGES = ("ar", "en")
COPY = {"ar": "صورة رقم ٢", "en": "Copy no. 2"}
CANCELLED = {"ar": "ملغى", "en": "Cancelled"}
PRACTICE = {"ar": "تدريب", "en": "Practice"}
ILLUSTRATIVE = {"ar": "بيانات توضيحية", "en": "Illustrative data"}
LONG_CODE = "HTTPS://SHUBBAK.EXAMPLE/V/" + "ABCDEFGHJKLMNPQRSTUVWXYZ234567ABCDEFGHJKLMNPQRSTUVWXYZ" * 2 + "A" * 27
FACES = [(kind, {}) for kind in PROVING] + [("receipt", {"form": "roll"})]


@pytest.mark.parametrize(("kind", "form"), FACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_says_which_and_an_original_says_nothing(
    kind: str, form: dict[str, str], language: str, drawn: Drawn, text_of: Reader
) -> None:
    assert COPY[language] in text_of(drawn(kind, language, copy=2, **form))
    assert COPY[language][:8] not in text_of(drawn(kind, language, copy=0, **form))


@pytest.mark.parametrize(("kind", "form"), FACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancelled_paper_says_so_in_its_head_and_across_and_stays_readable(
    kind: str, form: dict[str, str], language: str, drawn: Drawn, text_of: Reader
) -> None:
    word = CANCELLED[language]
    whole = text_of(drawn(kind, language, **form))
    pdf = drawn(kind, language, cancelled=True, **form)
    if form:
        assert text_of(pdf).count(word) == 2
        return
    assert text_of(pdf).replace(word, "", 1) == whole or text_of(pdf).count(word) == whole.count(word) + 1
    assert word in pictures_of(pdf)


@pytest.mark.parametrize("kind", SERIALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_made_while_learning_is_marked_twice(kind: str, language: str, drawn: Drawn, text_of: Reader) -> None:
    pdf, word = drawn(kind, language, practice=True), PRACTICE[language]
    if kind in ("ticket", "papers_list"):
        assert text_of(pdf).count(word) == 2
    else:
        assert text_of(pdf).count(word) == 1
        assert kind == "card" or word in pictures_of(pdf)
    assert PRACTICE[language] not in text_of(drawn(kind, language))


@pytest.mark.parametrize("kind", [kind for kind in SERIALS if kind not in ("ticket", "papers_list")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_says_above_its_title_and_in_its_foot_that_data_is_illustrative(
    kind: str, language: str, drawn: Drawn, text_of: Reader
) -> None:
    pdf, word = drawn(kind, language, illustrative=True), ILLUSTRATIVE[language].replace(" ", "")
    assert text_of(pdf).count(word) == 1 + len(pypdfium2.PdfDocument(pdf))
    assert ILLUSTRATIVE[language] not in text_of(drawn(kind, language, illustrative=False))


@pytest.mark.parametrize(("kind", "form"), FACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_to_be_typed_stands_in_fours(
    kind: str, form: dict[str, str], language: str, drawn: Drawn, text_of: Reader
) -> None:
    pdf = drawn(kind, language, verification_code="ABCDEFGHIJKLMNOPQRSTUVWXYZ", **form)
    assert "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ" in text_of(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_names_the_lost_one_that_it_replaces(language: str, drawn: Drawn, text_of: Reader) -> None:
    said = {"ar": "بدل فاقد للشهادة رقم", "en": "Replaces the lost certificate no."}[language]
    text = text_of(drawn("certificate", language, replaces="042-2026/27-C-000009"))
    assert said in text
    assert "042-2026/27-C-000009" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_balance_stands_only_where_it_is_known(language: str, drawn: Drawn, text_of: Reader) -> None:
    label = {"ar": "بيان الرصيد", "en": "Statement of balance"}[language]
    denied = {"ar": "ولا تعد بيانا بالرصيد", "en": "neither a statement of balance"}[language]
    unknown = text_of(drawn("certificate", language))
    known = text_of(drawn("certificate", language, balance="0417 EGP"))
    said = {"ar": "٠٤١٧ EGP", "en": "0417 EGP"}[language]
    assert (label in unknown, denied in unknown) == (False, True)
    assert (label in known, denied in known, said in known) == (True, False, True)


SAID = {
    "period": "01/07/2026 إلى 30/09/2026",
    "validity": "31/12/2026",
    "balance": BALANCE["ar"].format(day="25/11/2026", amount="1,250.50"),
}
FIGURES = {
    "latn": ("01/07/2026", "30/09/2026", "31/12/2026", "25/11/2026", "1,250.50"),
    "arab": ("٠١/٠٧/٢٠٢٦", "٣٠/٠٩/٢٠٢٦", "٣١/١٢/٢٠٢٦", "٢٥/١١/٢٠٢٦", "١٬٢٥٠٫٥٠"),
}


@pytest.mark.parametrize(("digits", "other"), [("latn", "arab"), ("arab", "latn")])
def test_what_a_certificate_says_in_sentences_follows_its_digits(
    digits: str, other: str, drawn: Drawn, text_of: Reader
) -> None:
    text = text_of(drawn("certificate", "ar", digits=digits, **SAID))
    assert [figure for figure in FIGURES[digits] if figure not in text] == []
    assert [figure for figure in FIGURES[other] if figure in text] == []


@pytest.mark.parametrize("form", [{}, {"form": "roll"}], ids=str)
def test_the_period_of_a_receipt_follows_its_digits(form: dict[str, str], drawn: Drawn, text_of: Reader) -> None:
    text = text_of(drawn("receipt", "ar", period="01/07/2026 إلى 30/09/2026", **form))
    assert "٠١/٠٧/٢٠٢٦ إلى ٣٠/٠٩/٢٠٢٦" in text
    assert "30/09/2026" in text_of(drawn("receipt", "en", period="01/07/2026 to 30/09/2026", **form))


def test_an_english_certificate_keeps_its_digits(drawn: Drawn, text_of: Reader) -> None:
    assert "01/07/2026 to 30/09/2026" in text_of(
        drawn("certificate", "en", digits="arab", period="01/07/2026 to 30/09/2026")
    )


@pytest.mark.parametrize("kind", PROVING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_states_at_once_still_fit_one_page(kind: str, language: str, drawn: Drawn) -> None:
    states: dict[str, object] = {"copy": 3, "cancelled": True, "practice": True}
    if kind == "certificate":
        states |= {"replaces": "042-2026/27-C-000009", "balance": "لا متأخرات"}
    assert len(pypdfium2.PdfDocument(drawn(kind, language, **states))) == 1


@pytest.mark.parametrize(("kind", "form"), FACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_camera_reads_a_code_of_161_characters_even_on_a_cancelled_copy(
    kind: str, form: dict[str, str], language: str, drawn: Drawn
) -> None:
    assert len(LONG_CODE) == 161
    pdf = drawn(kind, language, verify_url=LONG_CODE, cancelled=True, copy=1, **form)
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=203 / 72).to_pil().convert("L")
    assert LONG_CODE in [code.text for code in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("kind", SERIALS)
def test_facts_frozen_before_a_fact_was_thought_of_still_make_a_paper(
    kind: str, facts_of: Callable[..., dict[str, object]]
) -> None:
    old = {name: fact for name, fact in facts_of(kind).items() if not isinstance(SHAPES[kind][name], Optional)}
    assert render(kind, "ar", "1", old).startswith(b"%PDF-")


def test_the_label_that_older_copies_bear_is_still_printed(drawn: Drawn, text_of: Reader) -> None:
    assert "نسخة قديمة" in text_of(drawn("receipt", copy_label="نسخة قديمة"))


@pytest.mark.parametrize("wrong", [{"copy": -1}, {"copy": "2"}, {"cancelled": 1}, {"practice": "no"}, {"form": "a4"}])
def test_a_wrong_state_is_named(wrong: dict[str, object], facts_of: Callable[..., dict[str, object]]) -> None:
    with pytest.raises(FactsWrong, match=next(iter(wrong))):
        render("receipt", "ar", "1", facts_of("receipt", **wrong))
