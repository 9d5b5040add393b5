"""A page as plain values that cross from a worker to its parent: its size, its dots."""

from typing import NamedTuple


class Size(NamedTuple):
    """The size of a page in millimetres."""

    width: float
    height: float


class Raster(NamedTuple):
    """One page: `rows` of 576 dots, a bit each, the most significant bit first, 1 is black."""

    rows: int
    bits: bytes
