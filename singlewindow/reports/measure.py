"""What a measure is: its name, its formula in words, its unit, and whether the parts of a whole add up to it."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    MINUTES = "minutes"
    DAYS = "days"
    PIASTRES = "piastres"


@dataclass(frozen=True)
class Measure:
    """A measure of the reports. `name` and `formula` are phrases.

    `adds_up`: the measure of a whole is the sum of its parts'; where it isn't, nothing sums it.
    """

    code: str
    name: str
    formula: str
    adds_up: bool
    unit: Unit = Unit.COUNT


def count(code: str, name: str, formula: str) -> Measure:
    """Give a measure that counts and adds up."""
    return Measure(code, name, formula, adds_up=True)
