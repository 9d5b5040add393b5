"""The measures of money and of what else a desk does. Each code of money is a part of its figures after `money_`."""

from singlewindow.errors import N_
from singlewindow.reports.measure import Measure, Unit, count


def _amount(code: str, name: str, formula: str) -> Measure:
    return Measure(code, name, formula, adds_up=True, unit=Unit.PIASTRES)


AMOUNTS = (
    _amount(
        "money_received",
        N_("Money received"),
        N_("The sum of all receipts of the days of the report, those that were cancelled or refunded later too."),
    ),
    _amount(
        "money_cancelled",
        N_("Money cancelled"),
        N_("The sum of the cancellations of the days of the report, whenever the money was received."),
    ),
    _amount(
        "money_refunded",
        N_("Money refunded"),
        N_("The sum of the refunds of the days of the report, whenever the money was received."),
    ),
    _amount("money_kept", N_("Money kept"), N_("Money received, less what was cancelled and refunded.")),
    _amount(
        "money_short",
        N_("Drawers short"),
        N_("Of the cash sessions closed on the days of the report: what was missing from their drawers."),
    ),
    _amount(
        "money_over",
        N_("Drawers over"),
        N_("Of the cash sessions closed on the days of the report: what was too much in their drawers."),
    ),
)
NUMBERS = (
    count(
        "receipts",
        N_("Receipts"),
        N_("Receipts of the days of the report. One that was paid in two ways, or for two items, counts at each."),
    ),
    count("cancellations", N_("Cancellations"), N_("Receipts that were cancelled on the days of the report.")),
    count("refunds", N_("Refunds"), N_("Times that money was given back on the days of the report.")),
)
DESK = (
    Measure("certificates", N_("Certificates issued"), N_("Payment certificates issued."), adds_up=True),
    Measure("complaints", N_("Complaints received"), N_("Complaints received."), adds_up=True),
    Measure(
        "answered",
        N_("Complaints answered"),
        N_("Complaints answered on the days of the report, whenever they were received."),
        adds_up=True,
    ),
    Measure(
        "answered_in_time",
        N_("Complaints answered in time"),
        N_("Of the complaints answered: those answered by the day they were due."),
        adds_up=True,
    ),
)
MEASURES = (*AMOUNTS, *NUMBERS, *DESK)
