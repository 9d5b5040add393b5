"""The measures of requests. Each code is a part of their figures, a rate of them, or a field of the stage times."""

from singlewindow.errors import N_
from singlewindow.reports.measure import Measure, Unit, count


def _rate(code: str, name: str, formula: str) -> Measure:
    return Measure(code, name, formula, adds_up=False, unit=Unit.SHARE)


COUNTS = (
    count("received", N_("Requests received"), N_("Requests received on the days of the report.")),
    count(
        "finished",
        N_("Requests finished"),
        N_("Requests made ready or rejected on the days of the report, whenever they were received."),
    ),
    count("ready", N_("Made ready"), N_("Of the finished: those that were made ready to be handed over.")),
    count("rejected", N_("Rejected"), N_("Of the finished: those that were rejected, with a reason.")),
    count(
        "withdrawn",
        N_("Withdrawn"),
        N_("Requests withdrawn on the days of the report before they were finished. They are not finished."),
    ),
    count("delivered", N_("Collected"), N_("Requests whose papers were handed over on the days of the report.")),
    count(
        "late_finished",
        N_("Finished late"),
        N_("Of the finished: those that were finished after their due date."),
    ),
    count(
        "finished_by_now",
        N_("Finished by now"),
        N_("Of the requests received on the days of the report: those that are finished, whenever that was."),
    ),
    count("within_7", N_("Finished within 7 days"), N_("Of those received: finished by the end of the 7th day after.")),
    count(
        "within_14", N_("Finished within 14 days"), N_("Of those received: finished by the end of the 14th day after.")
    ),
    count(
        "within_30", N_("Finished within 30 days"), N_("Of those received: finished by the end of the 30th day after.")
    ),
    count(
        "within_60", N_("Finished within 60 days"), N_("Of those received: finished by the end of the 60th day after.")
    ),
    count(
        "within_90", N_("Finished within 90 days"), N_("Of those received: finished by the end of the 90th day after.")
    ),
)
STANDING = (
    count(
        "open",
        N_("Open requests"),
        N_("At the end of the last day neither finished nor withdrawn. Adds up over places, not over days."),
    ),
    count("open_7", N_("Open for up to 7 days"), N_("Of the open: received 0 to 7 days before the last day.")),
    count("open_14", N_("Open for 8 to 14 days"), N_("Of the open: received 8 to 14 days before the last day.")),
    count("open_30", N_("Open for 15 to 30 days"), N_("Of the open: received 15 to 30 days before the last day.")),
    count("open_60", N_("Open for 31 to 60 days"), N_("Of the open: received 31 to 60 days before the last day.")),
    count("open_90", N_("Open for 61 to 90 days"), N_("Of the open: received 61 to 90 days before the last day.")),
    count(
        "open_older", N_("Open for over 90 days"), N_("Of the open: received more than 90 days before the last day.")
    ),
    count(
        "late_open",
        N_("Open and late"),
        N_("Of the open: those due before the last day. While the clock stands there is no due date."),
    ),
)
RATES = (
    _rate(
        "period_rate",
        N_("Period rate"),
        N_("Requests finished, divided by requests received on the same days. They need not be the same requests."),
    ),
    _rate(
        "cohort_rate",
        N_("Cohort rate"),
        N_("Of the requests received on the days of the report: those finished within so many days, or by now."),
    ),
)
STAGES = (
    Measure(
        "median_seconds",
        N_("Time in a department"),
        N_("From entering a stage to leaving it, done or sent back, of the stages left on the days of the report."),
        adds_up=False,
        unit=Unit.SECONDS,
    ),
    Measure(
        "median_days",
        N_("Working days in a department"),
        N_("The working days of the center after the day a stage was entered, up to and with the day it was left."),
        adds_up=False,
        unit=Unit.DAYS,
    ),
)
MEASURES = (*COUNTS, *STANDING, *RATES, *STAGES)
