"""The text that is announced: true to the figures, and right in both languages."""

from datetime import date

import pytest

from singlewindow.places.records import Center, Digits, Governorate
from singlewindow.reports.monthly_text import Announced, announcement, requests_ar
from singlewindow.reports.request_parts import Part
from singlewindow.reports.requests import RequestFigures
from singlewindow.reports.span import Span

SHARQIA = Governorate(code="sharqia", name_ar="الشرقية", name_en="Sharqia")
JANUARY = Span.month(2026, 1)


def figures(received: int, finished: int, by_now: int = 0) -> RequestFigures:
    """Figures of which only these are told."""
    return RequestFigures({Part.RECEIVED: received, Part.FINISHED: finished, Part.FINISHED_BY_NOW: by_now})


def test_january_reads_as_it_was_announced() -> None:
    said = Announced(SHARQIA, JANUARY, figures(32_061, 26_146, 30_458), 162)
    assert announcement(said, "ar") == (
        "تم خلال شهر يناير 2026 استقبال 32,061 طلبًا بالمراكز التكنولوجية بمحافظة الشرقية، "
        "وتم الانتهاء من 26,146 طلبًا بنسبة 81.55٪ مما استُقبل في الفترة نفسها. "
        "وبلغت نسبة ما انتُهي منه حتى الآن من الطلبات المستقبلة في الفترة نفسها 95.00٪. "
        "وأنجز المركز المتنقل 162 طلبًا."
    )
    assert announcement(said, "en") == (
        "In January 2026, the technology centers of Sharqia governorate received 32,061 requests and finished 26,146, "
        "81.55% of what was received in that time. "
        "Of the requests received in that time, 95.00% are finished by now. "
        "The mobile center finished 162 requests."
    )


def test_digits_are_as_wished_and_marks_stay() -> None:
    said = Announced(SHARQIA, JANUARY, figures(32_061, 26_146))
    text = announcement(said, "ar", Digits.ARAB)
    assert "٣٢٬٠٦١ طلبًا" in text
    assert "٨١٫٥٥٪ مما استُقبل في الفترة نفسها." in text
    assert "يناير ٢٠٢٦" in text
    assert not any(mark.isascii() and mark.isdigit() for mark in text)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 طلب"),
        (1, "طلب واحد"),
        (2, "طلبين"),
        (3, "3 طلبات"),
        (10, "10 طلبات"),
        (11, "11 طلبًا"),
        (99, "99 طلبًا"),
        (100, "100 طلب"),
        (101, "101 طلب"),
        (102, "102 طلب"),
        (103, "103 طلبات"),
        (111, "111 طلبًا"),
        (340_803, "340,803 طلبات"),
        (1_000_000, "1,000,000 طلب"),
    ],
)
def test_the_noun_follows_the_last_two_digits(number: int, words: str) -> None:
    assert requests_ar(number) == words


def test_nothing_received_is_said_in_words_and_has_no_rate() -> None:
    said = Announced(SHARQIA, JANUARY, figures(0, 2), 0)
    assert announcement(said, "ar") == (
        "لم يتم خلال شهر يناير 2026 استقبال أي طلب بالمراكز التكنولوجية بمحافظة الشرقية، "
        "وتم الانتهاء من طلبين. ولم ينجز المركز المتنقل أي طلب."
    )
    assert announcement(said, "en").endswith(
        "received no requests and finished 2. The mobile center finished no requests."
    )


def test_one_is_a_word_and_nothing_finished_is_said() -> None:
    said = Announced(SHARQIA, JANUARY, figures(1, 0), 1)
    arabic = announcement(said, "ar")
    assert "استقبال طلب واحد" in arabic
    assert "ولم يتم الانتهاء من أي طلب. " in arabic
    assert "وأنجز المركز المتنقل طلبًا واحدًا." in arabic
    assert "received one request and finished none. " in announcement(said, "en")


@pytest.mark.parametrize(
    ("span", "arabic", "english"),
    [
        (Span.year(2025), "خلال عام 2025", "In 2025,"),
        (Span.day(date(2026, 1, 5)), "يوم 05/01/2026", "On 05/01/2026,"),
        (Span(date(2026, 1, 3), date(2026, 1, 9)), "خلال الفترة من 03/01/2026 إلى 09/01/2026", "From 03/01/2026 to 09"),
    ],
)
def test_the_span_is_named_as_people_name_it(span: Span, arabic: str, english: str) -> None:
    center = Center(name_ar="مركز العرض التوضيحي", name_en="Demonstration center")
    said = Announced(center, span, figures(5, 4))
    assert arabic in announcement(said, "ar")
    assert "في مركز العرض التوضيحي" in announcement(said, "ar")
    assert announcement(said, "en").startswith(english)
    assert "المتنقل" not in announcement(said, "ar")
