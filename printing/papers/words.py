"""What the papers say by themselves, in each language. A paper's language is its own, not the visitor's."""

from collections.abc import Mapping

from printing.papers.words_ar import ARABIC
from printing.papers.words_en import ENGLISH

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {"ar": ARABIC, "en": ENGLISH}
