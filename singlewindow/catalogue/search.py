"""Words as people look for services, alike whatever hamza, vowel sign or digit was typed. Standard library only."""

import re
import unicodedata
from functools import lru_cache

from singlewindow.text import ASCII_DIGITS

ALIKE = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ء": None, "ـ": None})
UNHEARD = {"Mn", "Me", "Cf"}
ARTICLE = "ال"
SHORTEST_AFTER_ARTICLE = 2
BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Give `text` as it is compared: أإآ as ا, ة as ه, ى as ي, no vowel signs, no tatweel, small letters, ASCII digits.

    Compatibility forms are resolved (Unicode UAX #15, NFKD); whatever is neither letter nor digit becomes one blank.
    """
    apart = unicodedata.normalize("NFKD", text)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", apart.casefold()).casefold())
    heard = "".join(c for c in apart if unicodedata.category(c) not in UNHEARD)
    return BETWEEN.sub(" ", heard.translate(ALIKE).translate(ASCII_DIGITS)).strip()


def words(query: str) -> tuple[str, ...]:
    """Give the plain words of a query, each without the article «ال»."""
    return tuple(_without_article(word) for word in plain(query).split())


def rank(wanted: tuple[str, ...], name: str, beside: str) -> int | None:
    """Tell how well wanted words fit a name: 0 best, None not at all; `beside` is text that may help, as of a sector.

    0: the name begins with them; 1: each begins a word of the name; 2: each stands in the name; 3: in it or beside it.
    """
    own = plain(name)
    begun = [_without_article(word) for word in own.split()]
    if not wanted or not all(word in f"{own} {plain(beside)}" for word in wanted):
        return None
    if begun[: len(wanted)] == list(wanted):
        return 0
    if all(any(word.startswith(part) for word in begun) for part in wanted):
        return 1
    return 2 if all(part in own for part in wanted) else 3


def _without_article(word: str) -> str:
    bare = word.removeprefix(ARTICLE)
    return bare if len(bare) >= SHORTEST_AFTER_ARTICLE else word
