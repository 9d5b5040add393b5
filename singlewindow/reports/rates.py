"""Rates as people read them: a part of a whole in percent, with two decimals."""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")


def rate(part: int, whole: int) -> Decimal | None:
    """Give `part` of `whole` in percent, half a hundredth rounded up; none where there is no whole."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(HUNDREDTH, ROUND_HALF_UP)
