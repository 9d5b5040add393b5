import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.amount_in_words import HIGHEST, amount_in_full, amount_in_words

ARABIC = {
    1_00: "جنيه واحد",
    2_00: "جنيهان",
    3_00: "ثلاثة جنيهات",
    10_00: "عشرة جنيهات",
    11_00: "أحد عشر جنيهًا",
    12_00: "اثنا عشر جنيهًا",
    20_00: "عشرون جنيهًا",
    21_00: "واحد وعشرون جنيهًا",
    100_00: "مائة جنيه",
    101_00: "مائة وجنيه واحد",
    102_00: "مائة وجنيهان",
    103_00: "مائة وثلاثة جنيهات",
    111_00: "مائة وأحد عشر جنيهًا",
    200_00: "مائتا جنيه",
    1000_00: "ألف جنيه",
    2000_00: "ألفا جنيه",
    3000_00: "ثلاثة آلاف جنيه",
    11000_00: "أحد عشر ألف جنيه",
    26146_00: "ستة وعشرون ألفًا ومائة وستة وأربعون جنيهًا",
    25: "خمسة وعشرون قرشًا",
    1: "قرش واحد",
    2: "قرشان",
    1_50: "جنيه واحد وخمسون قرشًا",
    0: "صفر جنيه",
    201_00: "مائتان وجنيه واحد",
    1100_00: "ألف ومائة جنيه",
    100_000_00: "مائة ألف جنيه",
    101_000_00: "مائة ألف وألف جنيه",
    102_500_00: "مائة ألف وألفان وخمسمائة جنيه",
    200_000_00: "مائتا ألف جنيه",
    2_000_000_00: "مليونا جنيه",
    12_000_003_03: "اثنا عشر مليونًا وثلاثة جنيهات وثلاثة قروش",
}
ENGLISH = {
    0: "zero pounds",
    1: "one piastre",
    1_00: "one pound",
    100_50: "one hundred pounds and fifty piastres",
    21_01: "twenty-one pounds and one piastre",
    1_001_00: "one thousand and one pounds",
    26146_25: "twenty-six thousand one hundred and forty-six pounds and twenty-five piastres",
}

amounts = st.one_of(
    st.integers(0, HIGHEST), st.integers(0, 3_000_00), st.integers(0, 999_999).map(lambda n: n * 1000_00)
)


@pytest.mark.parametrize(("piastres", "words"), ARABIC.items())
def test_arabic_counts_pounds_and_piastres_as_its_grammar_asks(piastres: int, words: str) -> None:
    assert amount_in_words(piastres, "ar") == words


@pytest.mark.parametrize(("piastres", "words"), ENGLISH.items())
def test_english_counts_pounds_and_piastres(piastres: int, words: str) -> None:
    assert amount_in_words(piastres, "en") == words


def test_an_amount_is_closed_on_both_sides() -> None:
    assert amount_in_full(1_50, "ar") == "فقط جنيه واحد وخمسون قرشًا لا غير"
    assert amount_in_full(100_50, "en") == "one hundred pounds and fifty piastres only"


@pytest.mark.parametrize("piastres", [-1, HIGHEST + 1])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_amount_out_of_range_is_refused(piastres: int, language: str) -> None:
    with pytest.raises(ValueError, match="can't be written"):
        amount_in_words(piastres, language)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        amount_in_words(100, "fr")


@given(amounts)
def test_a_reader_of_arabic_finds_the_amount_again(piastres: int) -> None:
    assert read_arabic(amount_in_words(piastres, "ar")) == piastres


@given(amounts)
def test_a_reader_of_english_finds_the_amount_again(piastres: int) -> None:
    assert read_english(amount_in_words(piastres, "en")) == piastres


@given(amounts)
def test_the_noun_agrees_with_the_last_two_figures_of_the_pounds(piastres: int) -> None:
    pounds = piastres // 100
    if not pounds:
        return
    words = amount_in_words(pounds * 100, "ar").split()
    last = pounds % 100
    if last == 1:
        assert words[-1] == "واحد"
        assert words[-2].removeprefix("و") == "جنيه"
    elif last == 2:
        assert words[-1].removeprefix("و") == "جنيهان"
    else:
        assert words[-1] == ("جنيه" if last == 0 else "جنيهات" if last <= 10 else "جنيهًا")


@given(amounts)
def test_no_dual_keeps_its_nun_before_the_noun_it_is_joined_to(piastres: int) -> None:
    words = amount_in_words(piastres, "ar")
    for free in ("مائتان", "ألفان", "مليونان"):
        assert f"{free} جنيه" not in words
        assert f"{free} ألف" not in words
        assert f"{free} مليون" not in words


@given(st.integers(1, HIGHEST // 100), st.integers(1, 99))
def test_pounds_and_piastres_are_joined_by_one_waw(pounds: int, piastres: int) -> None:
    both = amount_in_words(pounds * 100 + piastres, "ar")
    assert both == f"{amount_in_words(pounds * 100, 'ar')} و{amount_in_words(piastres, 'ar')}"
    assert " و " not in both
    assert not re.match("و(?!احد)", both)


@given(amounts)
def test_tanween_stands_only_on_a_noun_counted_from_eleven_to_ninety_nine(piastres: int) -> None:
    words = amount_in_words(piastres, "ar").split()
    for before, word in pairwise(words):
        if word.endswith("ًا"):
            assert before == "عشر" or before.removeprefix("و").endswith("ون")


SMALL = {
    "صفر": 0, "واحد": 1, "أحد": 1, "اثنان": 2, "اثنا": 2, "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7,
    "ثمانية": 8, "تسعة": 9, "عشرة": 10, "عشر": 10, "عشرون": 20, "ثلاثون": 30, "أربعون": 40, "خمسون": 50, "ستون": 60,
    "سبعون": 70, "ثمانون": 80, "تسعون": 90, "مائة": 100, "مائتان": 200, "مائتا": 200, "ثلاثمائة": 300,
    "أربعمائة": 400, "خمسمائة": 500, "ستمائة": 600, "سبعمائة": 700, "ثمانمائة": 800, "تسعمائة": 900,
}  # fmt: skip
THOUSANDS = {"ألف": 1, "ألفًا": 1, "آلاف": 1, "ألفان": 2, "ألفا": 2}
MILLIONS = {"مليون": 1, "مليونًا": 1, "ملايين": 1, "مليونان": 2, "مليونا": 2}
POUNDS = {"جنيه": 0, "جنيهات": 0, "جنيهًا": 0, "جنيهان": 2}
PIASTRES = {"قرش": 0, "قروش": 0, "قرشًا": 0, "قرشان": 2}


ENGLISH_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def read_arabic(words: str) -> int:
    """Reads an amount from its Arabic words, by a way of its own: word for word, adding up."""
    amount = total = group = unit = 0
    for written in words.split():
        word = written if written == "واحد" else written.removeprefix("و")
        if written == "واحد" and unit:
            amount += unit
            continue
        if word in SMALL:
            group, unit = group + SMALL[word], 0
        elif word in THOUSANDS or word in MILLIONS:
            size, times = (1000, THOUSANDS[word]) if word in THOUSANDS else (1_000_000, MILLIONS[word])
            total, group = total + (group or times) * size, 0
        else:
            unit = 100 if word in POUNDS else 1
            amount += (total + group + {**POUNDS, **PIASTRES}[word]) * unit
            total = group = 0
    return amount


def read_english(words: str) -> int:
    """Reads an amount from its English words."""
    small = dict(zip(ENGLISH_SMALL, range(20), strict=True))
    small |= {name: 10 * number for number, name in enumerate(ENGLISH_TENS, 2)}
    amount = total = group = 0
    for word in words.replace("-", " ").split():
        if word in small:
            group += small[word]
        elif word == "hundred":
            group *= 100
        elif word in ("thousand", "million"):
            total, group = total + group * (1000 if word == "thousand" else 1_000_000), 0
        elif word != "and":
            amount += (total + group) * (100 if word.startswith("pound") else 1)
            total = group = 0
    return amount
