"""For whom a report is written, and what they ask to see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reader:
    """The language, whether numbers are ٠١٢, the day on which the report is read, and the words of its address.

    `sees_money`: whether figures of money are shown to them.
    """

    language: str
    arabic: bool
    today: date
    args: Mapping[str, str]
    sees_money: bool = False

    @property
    def direction(self) -> str:
        """The direction of the language."""
        return "rtl" if self.language == "ar" else "ltr"
