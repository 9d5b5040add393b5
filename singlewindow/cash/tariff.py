"""How the amount of a charge follows from its tariff item. Pure."""

from enum import StrEnum

from singlewindow.errors import N_, Invalid

HUNDRED_PERCENT = 10_000
"""Percentages are kept in hundredths of a percent."""
MOST_UNITS = 100_000


class Rule(StrEnum):
    """`fixed`: the item's amount · `per_unit`: the amount for each of so many units · `percentage`: a share of a sum ·
    `assessed`: as the clerk or the department assessed it."""

    FIXED = "fixed"
    PER_UNIT = "per_unit"
    PERCENTAGE = "percentage"
    ASSESSED = "assessed"


class AmountIsFixed(Invalid):
    message = N_("The tariff fixes the amount of “%(item)s”.")
    field = "charges"


class UnitsWrong(Invalid):
    message = N_("Say for how many units “%(item)s” is charged: a whole number from 1 to 100,000.")
    field = "charges"


class BaseMissing(Invalid):
    message = N_("Say of which sum “%(item)s” is taken.")
    field = "charges"


def amount_owed(rule: Rule, figure: int | None, typed: int, item: str) -> int:
    """Give the piastres owed for an item named `item`.

    `figure` is the item's own: piastres for `fixed` and `per_unit`, hundredths of a percent for `percentage`, None for
    `assessed`. `typed` is the amount itself for `fixed` and `assessed`, a count of units, or the piastres of which a
    percentage is taken; half a piastre is rounded up. Raises AmountIsFixed, UnitsWrong or BaseMissing.
    """
    if rule is Rule.ASSESSED or figure is None:
        return typed
    if rule is Rule.PER_UNIT:
        if not 1 <= typed <= MOST_UNITS:
            raise UnitsWrong(item=item)
        return figure * typed
    if rule is Rule.PERCENTAGE:
        if typed <= 0:
            raise BaseMissing(item=item)
        return (figure * typed + HUNDRED_PERCENT // 2) // HUNDRED_PERCENT
    if typed != figure:
        raise AmountIsFixed(item=item)
    return figure
