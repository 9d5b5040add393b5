"""The views of a center's board: in a language, of all windows or of some. Standard library only."""

from typing import NamedTuple

LANGUAGES = ("ar", "en")
HIGHEST = 99
LONGEST = 60


class View(NamedTuple):
    """What a screen watches; without `windows` it watches all."""

    language: str
    windows: tuple[int, ...] = ()


def parse_windows(text: str) -> tuple[int, ...]:
    """Read `1-4,7` as window numbers in order, an empty text as none; raises ValueError for anything else."""
    if len(text) > LONGEST:
        raise ValueError("too many windows")
    numbers = {number for part in text.split(",") if part for number in _span(part)}
    if not numbers <= set(range(1, HIGHEST + 1)):
        raise ValueError("no such window")
    return tuple(sorted(numbers))


def _span(part: str) -> range:
    first, dash, last = part.partition("-")
    numbers = (first, last if dash else first)
    if not all(number.isascii() and number.isdigit() and len(number) <= 2 for number in numbers):
        raise ValueError(f"no windows: {part}")
    return range(int(numbers[0]), int(numbers[1]) + 1)
