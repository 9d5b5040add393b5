"""A key of a split as it is called, and the code by which an address names it."""

from dataclasses import dataclass

NOBODY = "-"
"""How an address names what has none: no window, no clerk, no reason."""


@dataclass(frozen=True)
class Named:
    """A key of a split: its code in an address, its name, and the center's kind and markaz where it is a center."""

    code: str
    name: str
    kind: str = ""
    markaz: str = ""
