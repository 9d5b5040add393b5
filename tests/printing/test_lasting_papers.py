"""Papers that are kept: they conform to PDF/A-3, are tagged, carry their facts, and give their text back."""

import io
import json
import re
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from printing.papers.examples import SERIALS
from printing.papers.words import WORDS
from printing.papers.writing import writing_of
from tests.printing.conftest import pictures_of

Drawn = Callable[..., bytes]
Reader = Callable[[bytes], str]

LASTING = [("slip", {}), ("receipt", {}), ("receipt", {"form": "roll"}), ("certificate", {}), ("cash_statement", {}),
           ("report", {}), ("report", {"orientation": "landscape"}), ("field_visit", {})]  # fmt: skip
STATES: list[dict[str, object]] = [{}, {"copy": 1, "cancelled": True, "practice": True}]
LANGUAGES = ("ar", "en")
UNSAID = {
    *("digits", "orientation", "form", "copy", "lane", "role", "verify_url", "follow_url", "pairing_url", "letter"),
    *("kind", "answer", "severity", "pictures"),
}
DATES = {
    *("date", "issued_on", "due_on", "issued_at", "paid_at", "printed_at", "registered_at", "opened_at", "closed_at"),
    *("planned_on", "begun_at"),
}
"""Facts that choose or are drawn, and stand nowhere as words."""


@pytest.mark.parametrize(("kind", "form"), LASTING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lasting_paper_conforms_to_pdf_a_3(kind: str, form: dict[str, str], language: str, drawn: Drawn) -> None:
    report = validate_written(io.BytesIO(drawn(kind, language, **form)), "3b")
    assert [str(finding) for finding in report.findings if "conformance is 'A', expected 'B'" not in str(finding)] == []


@pytest.mark.parametrize("kind", ["slip", "receipt", "certificate"])
def test_a_cancelled_copy_conforms_too(kind: str, drawn: Drawn) -> None:
    report = validate_written(io.BytesIO(drawn(kind, **STATES[1])), "3b")
    assert len(report.findings) == 1


@pytest.mark.parametrize(("kind", "form"), LASTING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lasting_paper_is_tagged_and_tells_language_and_title(
    kind: str, form: dict[str, str], language: str, drawn: Drawn
) -> None:
    with pikepdf.open(io.BytesIO(drawn(kind, language, **form))) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["slip", "receipt", "certificate"])
def test_each_picture_says_what_it_is(kind: str, language: str, drawn: Drawn) -> None:
    told = pictures_of(drawn(kind, language))
    assert WORDS[language]["scan"] in told
    assert len(told) == (2 if kind == "slip" else 1)


@pytest.mark.parametrize("kind", ["slip", "receipt", "certificate"])
def test_a_lasting_paper_carries_its_facts_as_data(
    kind: str, drawn: Drawn, facts_of: Callable[..., dict[str, object]]
) -> None:
    with pikepdf.open(io.BytesIO(drawn(kind))) as pdf:
        assert str(pdf.Root.AF[0].AFRelationship) == "/Data"
        assert json.loads(pdf.attachments["facts.json"].get_file().read_bytes()) == facts_of(kind)


def test_a_ticket_carries_nothing(drawn: Drawn) -> None:
    with pikepdf.open(io.BytesIO(drawn("ticket"))) as pdf:
        assert "/AF" not in pdf.Root
        assert len(pdf.attachments) == 0


def words_of(value: object) -> Iterator[str]:
    """Every word and number that the facts hold."""
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, list | dict):
        named = value.items() if isinstance(value, dict) else enumerate(value)
        for part in [part for name, part in named if name not in DATES | UNSAID]:
            yield from words_of(part)


def written(text: str) -> str:
    """A text without what a reader sets anew: marks of direction, blanks, and the points and strokes between words."""
    return re.sub(r"[\s.،,:()«»—-]", "", text)


@pytest.mark.parametrize("kind", SERIALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_word_and_every_number_can_be_read_back(
    kind: str, language: str, drawn: Drawn, text_of: Reader, facts_of: Callable[..., dict[str, object]]
) -> None:
    facts = {name: fact for name, fact in facts_of(kind, language).items() if name not in UNSAID}
    text = written(text_of(drawn(kind, language)))
    said = [word for word in words_of(facts) if written(word)]
    lost = [word for word in said if written(word) not in text]
    assert len(lost) <= 0.01 * len(said), lost
    assert [word for word in lost if re.search(r"[\d٠-٩]", word)] == []


def amounts_of(value: object) -> Iterator[int]:
    """Every amount of the facts."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("amount", "total", "opening_float", "expected_cash", "denomination") and part is not None:
                yield part
            yield from amounts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from amounts_of(part)


@pytest.mark.parametrize("kind", ["papers_list", "receipt", "certificate", "cash_statement"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_amount_can_be_read_back(
    kind: str, language: str, drawn: Drawn, text_of: Reader, facts_of: Callable[..., dict[str, object]]
) -> None:
    facts = facts_of(kind, language)
    text, write = text_of(drawn(kind, language)), writing_of(language, "arab")
    amounts = list(amounts_of(facts))
    assert amounts
    assert [amount for amount in amounts if write.money(amount) not in text] == []
