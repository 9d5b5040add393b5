"""Amounts of Egyptian pounds in words (تفقيط), Arabic and English.

The Arabic follows the grammar of counted nouns: one and two by the noun's own form, three to ten by the plural,
eleven to ninety-nine by the singular with tanween, whole hundreds and thousands by the bare singular.
"""

from typing import NamedTuple

HIGHEST = 99_999_999_999
"""The largest amount that can be written, in piastres: 999,999,999.99 pounds."""


class Noun(NamedTuple):
    """The written forms that a counted masculine noun takes in Arabic."""

    single: str
    one: str
    two: str
    two_bound: str
    few: str
    many: str


POUND = Noun("جنيه", "جنيه واحد", "جنيهان", "جنيها", "جنيهات", "جنيهًا")
PIASTRE = Noun("قرش", "قرش واحد", "قرشان", "قرشا", "قروش", "قرشًا")
THOUSAND = Noun("ألف", "ألف", "ألفان", "ألفا", "آلاف", "ألفًا")
MILLION = Noun("مليون", "مليون", "مليونان", "مليونا", "ملايين", "مليونًا")
SCALES = ((1_000_000, MILLION), (1_000, THOUSAND))

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"]

ENGLISH_UNITS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
ENGLISH_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def amount_in_words(piastres: int, language: str) -> str:
    """Write an amount, given in `piastres`, in words in `language` ("ar" or "en").

    Raises ValueError for a negative amount, one above `HIGHEST`, or another language.
    """
    if not 0 <= piastres <= HIGHEST:
        raise ValueError(f"an amount of {piastres} piastres can't be written in words")
    if language not in ("ar", "en"):
        raise ValueError(f"amounts are written in Arabic and English, not in {language!r}")
    pounds, rest = divmod(piastres, 100)
    return _arabic(pounds, rest) if language == "ar" else _english(pounds, rest)


def amount_in_full(piastres: int, language: str) -> str:
    """Like `amount_in_words`, closed on both sides against additions: «فقط … لا غير», "… only"."""
    words = amount_in_words(piastres, language)
    return f"فقط {words} لا غير" if language == "ar" else f"{words} only"


def _arabic(pounds: int, piastres: int) -> str:
    parts = _arabic_pounds(pounds) if pounds else []
    if piastres:
        parts += _counted(piastres, PIASTRE, bound=False)
    return " و".join(parts) or "صفر جنيه"


def _arabic_pounds(pounds: int) -> list[str]:
    parts = []
    for size, noun in SCALES:
        count, pounds = divmod(pounds, size)
        if count:
            parts += _counted(count, noun, bound=pounds == 0)
    if pounds:
        return parts + _counted(pounds, POUND, bound=False)
    return [*parts[:-1], f"{parts[-1]} {POUND.single}"]


def _counted(count: int, noun: Noun, bound: bool) -> list[str]:
    """The parts, to be joined by «و», of `count` (1 to 999) of `noun`; `bound`: another noun follows at once."""
    hundreds, rest = divmod(count, 100)
    parts = []
    if hundreds:
        is_scale = noun.one == noun.single
        takes_noun = rest == 0 or (rest <= 2 and is_scale)
        parts.append(f"{_hundreds_of(hundreds)} {noun.single}" if takes_noun else HUNDREDS[hundreds])
    if rest:
        parts.append(_below_hundred(rest, noun, bound))
    return parts


def _hundreds_of(hundreds: int) -> str:
    return "مائتا" if hundreds == 2 else HUNDREDS[hundreds]


def _below_hundred(count: int, noun: Noun, bound: bool) -> str:
    if count == 1:
        return noun.one
    if count == 2:
        return noun.two_bound if bound else noun.two
    if count <= 10:
        return f"{UNITS[count]} {noun.few}"
    return f"{_teens_and_tens(count)} {noun.single if bound else noun.many}"


def _teens_and_tens(count: int) -> str:
    tens, unit = divmod(count, 10)
    if tens == 1:
        return {1: "أحد", 2: "اثنا"}.get(unit, UNITS[unit]) + " عشر"
    return f"{UNITS[unit]} و{TENS[tens]}" if unit else TENS[tens]


def _english(pounds: int, piastres: int) -> str:
    parts = []
    if pounds or not piastres:
        parts.append(f"{_english_number(pounds) or 'zero'} {'pound' if pounds == 1 else 'pounds'}")
    if piastres:
        parts.append(f"{_english_number(piastres)} {'piastre' if piastres == 1 else 'piastres'}")
    return " and ".join(parts)


def _english_number(number: int) -> str:
    words = []
    for size, name in ((1_000_000, "million"), (1_000, "thousand")):
        count, number = divmod(number, size)
        if count:
            words.append(f"{_english_below_thousand(count)} {name}")
    if number:
        words.append(("and " if words and number < 100 else "") + _english_below_thousand(number))
    return " ".join(words)


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    small = ENGLISH_UNITS[rest] if rest < 20 else "-".join(filter(None, (ENGLISH_TENS[tens], ENGLISH_UNITS[unit])))
    if not hundreds:
        return small
    return f"{ENGLISH_UNITS[hundreds]} hundred" + (f" and {small}" if rest else "")
