"""Words as people type them: which are alike, and which service they find."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.catalogue.search import plain, rank, words

VOWEL_SIGNS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
WAYS = {"ا": "اأإآٱ", "ه": "هة", "ي": "يىی", "ك": "كک", "و": "وؤ"}
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
NAMES = st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=1, max_size=4)


@st.composite
def retyped(draw: st.DrawFn, name: str) -> str:
    """A name as someone else may type it: another hamza, vowel signs, tatweel, more blanks."""
    typed = ""
    for letter in name:
        typed += draw(st.sampled_from(WAYS.get(letter, letter)))
        typed += (
            draw(st.sampled_from(["", "", "", "ـ", *VOWEL_SIGNS]))
            if letter != " "
            else draw(st.sampled_from(["", " "]))
        )
    return typed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إصدار", "اصدار"),
        ("آلة", "اله"),
        ("مبنى", "مبني"),
        ("رُخْصَةٌ", "رخصه"),
        ("ترخيـــص", "ترخيص"),
        ("مادة ٧", "ماده 7"),
        ("مادة ۷", "مادة 7"),
        ("بناء", "بنا"),
        ("شؤون", "شوون"),
        ("ﻻ", "لا"),
        ("Café", "CAFE"),
        ("  رخصة،\tبناء ", "رخصه بنا"),
    ],
)
def test_what_people_type_alike_is_compared_alike(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@given(st.text(max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=60))
def test_plain_text_holds_no_sign_control_or_outer_blank(text: str) -> None:
    seen = plain(text)
    assert seen == seen.strip()
    assert "  " not in seen
    assert not {unicodedata.category(c) for c in seen} & {"Mn", "Me", "Cf", "Cc"}


@given(NAMES, st.data())
def test_a_name_is_found_however_it_is_typed(parts: list[str], data: st.DataObject) -> None:
    name = " ".join(parts)
    typed = data.draw(retyped(name))
    assert plain(typed) == plain(name)
    assert rank(words(typed), name, "") == 0


@given(NAMES, st.data())
def test_any_word_of_a_name_and_any_beginning_of_it_finds_it(parts: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(parts))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    assert rank(words(beginning), " ".join(parts), "") is not None


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_the_search(wish: str, name: str) -> None:
    assert rank(words(wish), name, "") in {None, 0, 1, 2, 3}


def test_the_article_does_not_matter() -> None:
    assert rank(words("البناء"), "ترخيص بناء", "") == 1
    assert rank(words("بناء"), "ترخيص البناء", "") == 1
    assert words("الي") == ("الي",), "too little would be left"


def test_what_begins_the_name_stands_before_what_only_stands_beside_it() -> None:
    ranks = [
        rank(words("رخصة"), name, beside)
        for name, beside in (("رخصة محل", ""), ("تجديد رخصة", ""), ("وبرخصة", ""), ("تجديد", "رخصة"), ("شكوى", ""))
    ]
    assert ranks == [0, 1, 2, 3, None]


@pytest.mark.parametrize("wish", ["", "   ", "ًٌٍ", "،،", "\u200f"])
def test_a_wish_without_a_word_finds_nothing(wish: str) -> None:
    assert rank(words(wish), "رخصة", "") is None
