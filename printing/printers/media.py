"""The names of paper sizes (PWG 5101.1), and whether a printer has one."""

import re
from collections.abc import Iterable

from printing.sizes import Size

NAMED = {(210, 297): "iso_a4_210x297mm", (148, 210): "iso_a5_148x210mm", (105, 148): "iso_a6_105x148mm"}
CLOSE = 2.0
"""Millimetres by which a size may differ and still be the same paper."""
INCH = 25.4
DIMENSIONS = re.compile(r"_([\d.]+)x([\d.]+)(mm|in)$")


def name_of(size: Size) -> str:
    """Give the name of a size, lying or standing alike."""
    width, height = sorted(size)
    for (named_width, named_height), name in NAMED.items():
        if abs(width - named_width) <= CLOSE and abs(height - named_height) <= CLOSE:
            return name
    return f"custom_shubbak_{size.width:.2f}x{size.height:.2f}mm"


def chosen(size: Size, supported: Iterable[str]) -> str | None:
    """Give the name under which a printer has a paper of this size; None when it has none."""
    names = list(supported)
    for name in names:
        if not name.startswith("custom_") and _same(_size_of(name), size):
            return name
    return name_of(size) if _within(size, names) else None


def _size_of(name: str) -> Size | None:
    found = DIMENSIONS.search(name)
    if found is None:
        return None
    factor = INCH if found[3] == "in" else 1
    return Size(float(found[1]) * factor, float(found[2]) * factor)


def _same(one: Size | None, other: Size) -> bool:
    pairs = zip(sorted(one), sorted(other), strict=True) if one else ()
    return one is not None and all(abs(a - b) <= CLOSE for a, b in pairs)


def _within(size: Size, names: Iterable[str]) -> bool:
    sizes = {name.split("_")[1]: _size_of(name) for name in names if name.startswith("custom_m")}
    least, most = sizes.get("min"), sizes.get("max")
    if least is None or most is None:
        return False
    return least.width <= size.width <= most.width and least.height <= size.height <= most.height
