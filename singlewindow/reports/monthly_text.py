"""The text that is announced of a span: what was received and finished, at which rates, ready to copy.

Its facts are the figures alone. The noun after a number follows Arabic grammar: its last two digits decide.
"""

from dataclasses import dataclass

from singlewindow.places.records import Center, Digits, Governorate
from singlewindow.reports.requests import RequestFigures
from singlewindow.reports.span import Span
from singlewindow.text import ARABIC_FIGURES

MONTHS_AR = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Announced:
    """What is announced: of which place and span, its figures, and how many the mobile centers finished.

    `mobile` is none where the place has no mobile center of its own to tell of.
    """

    place: Governorate | Center
    span: Span
    figures: RequestFigures
    mobile: int | None = None


def announcement(said: Announced, language: str, digits: Digits = Digits.LATN) -> str:
    """Give the text in `language` (`ar` or `en`), in Arabic with the digits wished for."""
    return _arabic(said, digits) if language == "ar" else _english(said)


def requests_ar(number: int, digits: Digits = Digits.LATN) -> str:
    """Give a number of requests in Arabic, in the genitive: `طلب واحد`, `طلبين`, `3 طلبات`, `11 طلبًا`, `100 طلب`."""
    if number in (1, 2):
        return ("طلب واحد", "طلبين")[number - 1]
    tail = number % 100
    noun = "طلبات" if 3 <= tail <= 10 else "طلبًا" if tail >= 11 else "طلب"
    return f"{_figures(f'{number:,}', digits)} {noun}"


def _arabic(said: Announced, digits: Digits) -> str:
    found, when = said.figures, _figures(_when_ar(said.span), digits)
    received = (
        f"تم {when} استقبال {requests_ar(found.received, digits)} {_where_ar(said.place)}"
        if found.received
        else f"لم يتم {when} استقبال أي طلب {_where_ar(said.place)}"
    )
    finished = (
        f"وتم الانتهاء من {requests_ar(found.finished, digits)}" if found.finished else "ولم يتم الانتهاء من أي طلب"
    )
    rated = (
        ""
        if not found.finished or found.period_rate is None
        else f" بنسبة {_figures(f'{found.period_rate}', digits)}٪ مما استُقبل في الفترة نفسها"
    )
    sentences = [f"{received}، {finished}{rated}"]
    if (cohort := found.cohort_rate()) is not None:
        sentences.append(
            f"وبلغت نسبة ما انتُهي منه حتى الآن من الطلبات المستقبلة في الفترة نفسها {_figures(f'{cohort}', digits)}٪"
        )
    if said.mobile is not None:
        sentences.append(_car_ar(said.mobile, digits))
    return " ".join(f"{sentence}." for sentence in sentences)


def _car_ar(number: int, digits: Digits) -> str:
    return f"وأنجز المركز المتنقل {_object_ar(number, digits)}" if number else "ولم ينجز المركز المتنقل أي طلب"


def _object_ar(number: int, digits: Digits) -> str:
    """The same in the accusative, which differs for one alone."""
    return "طلبًا واحدًا" if number == 1 else requests_ar(number, digits)


def _english(said: Announced) -> str:
    found = said.figures
    finished = f"finished {found.finished:,}" if found.finished else "finished none"
    rated = (
        ""
        if not found.finished or found.period_rate is None
        else f", {found.period_rate}% of what was received in that time"
    )
    sentences = [
        f"{_when_en(said.span)}, {_where_en(said.place)} received {_requests_en(found.received)} and {finished}{rated}"
    ]
    if (cohort := found.cohort_rate()) is not None:
        sentences.append(f"Of the requests received in that time, {cohort}% are finished by now")
    if said.mobile is not None:
        sentences.append(f"The mobile center finished {_requests_en(said.mobile)}")
    return " ".join(f"{sentence}." for sentence in sentences)


def _requests_en(number: int) -> str:
    if not number:
        return "no requests"
    return "one request" if number == 1 else f"{number:,} requests"


def _where_ar(place: Governorate | Center) -> str:
    if isinstance(place, Governorate):
        return f"بالمراكز التكنولوجية بمحافظة {place.name_ar}"
    return f"في {place.name_ar}"


def _where_en(place: Governorate | Center) -> str:
    if isinstance(place, Governorate):
        return f"the technology centers of {place.name_en} governorate"
    return place.name_en


def _when_ar(span: Span) -> str:
    first, last = span.first, span.last
    if span == Span.month(first.year, first.month):
        return f"خلال شهر {MONTHS_AR[first.month - 1]} {first.year}"
    if span == Span.year(first.year):
        return f"خلال عام {first.year}"
    if first == last:
        return f"يوم {first:%d/%m/%Y}"
    return f"خلال الفترة من {first:%d/%m/%Y} إلى {last:%d/%m/%Y}"


def _when_en(span: Span) -> str:
    first, last = span.first, span.last
    if span == Span.month(first.year, first.month):
        return f"In {MONTHS_EN[first.month - 1]} {first.year}"
    if span == Span.year(first.year):
        return f"In {first.year}"
    if first == last:
        return f"On {first:%d/%m/%Y}"
    return f"From {first:%d/%m/%Y} to {last:%d/%m/%Y}"


def _figures(text: str, digits: Digits) -> str:
    return text.translate(ARABIC_FIGURES) if digits is Digits.ARAB else text
