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
    count("rejected", N_("Requests rejected"), N_("Of the finished: those that were rejected, with a reason.")),
    count(
        "withdrawn",
        N_("Requests withdrawn"),
        N_("Requests withdrawn on the days of the report before they were finished. They are not finished."),
    ),
    count(
        "delivered", N_("Requests delivered"), N_("Requests whose papers were handed over on the days of the report.")
    ),
    count(
        "late_finished",
        N_("Finished late"),
        N_("Of the finished: those that were finished after their due date."),
    ),
    count(
        "finished_by_now",
        N_("Of those received, finished by now"),
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
        N_("Open files"),
        N_("At the end of the last day neither finished nor withdrawn. Adds up over places, not over days."),
    ),
    count("open_7", N_("Up to 7 days old"), N_("Of the open: received 0 to 7 days before the last day.")),
    count("open_14", N_("8 to 14 days old"), N_("Of the open: received 8 to 14 days before the last day.")),
    count("open_30", N_("15 to 30 days old"), N_("Of the open: received 15 to 30 days before the last day.")),
    count("open_60", N_("31 to 60 days old"), N_("Of the open: received 31 to 60 days before the last day.")),
    count("open_90", N_("61 to 90 days old"), N_("Of the open: received 61 to 90 days before the last day.")),
    count("open_older", N_("Older than 90 days"), N_("Of the open: received more than 90 days before the last day.")),
    count(
        "late_open",
        N_("Late and open"),
        N_("Of the open: those due before the last day. While the clock stands there is no due date."),
    ),
)
RATES = (
    _rate(
        "period_rate",
        N_("Rate of the period"),
        N_("Requests finished, divided by requests received on the same days. They need not be the same requests."),
    ),
    _rate(
        "cohort_rate",
        N_("Rate of those received"),
        N_("Of the requests received on the days of the report: those finished within so many days, or by now."),
    ),
)
RIPE = Measure(
    "ripe_days",
    N_("Days that all have had"),
    N_("Of 7, 14, 30, 60 and 90 the most days that every request received has had; until then its rate can grow."),
    adds_up=False,
    unit=Unit.DAYS,
)
LATE = (
    count(
        "late_promised",
        N_("Late, promised for a day to come"),
        N_("Of the late and open: those whose newest note promises a day that is not past on the last day."),
    ),
    count(
        "late_broken",
        N_("Late, promised day past"),
        N_("Of the late and open: those whose newest note promised a day before the last day."),
    ),
    count(
        "late_unnoted",
        N_("Late, nothing noted"),
        N_("Of the late and open: those of which nobody noted why and what is done."),
    ),
)
VISITED = (
    count(
        "stage_visits",
        N_("Stages left"),
        N_("Stages of files that departments left on the days of the report, done or sent back."),
    ),
    count(
        "above_set_time",
        N_("Above the set time"),
        N_("Of the stages left: those left after the day on which the set time of the stage ended, stops counted in."),
    ),
)
STAGES = (
    Measure(
        "median_days",
        N_("Working days in a department"),
        N_("The working days of the center after the day a stage was entered, up to and with the day it was left."),
        adds_up=False,
        unit=Unit.DAYS,
    ),
    Measure(
        "median_seconds",
        N_("Time in a department"),
        N_("From entering a stage to leaving it, done or sent back, of the stages left on the days of the report."),
        adds_up=False,
        unit=Unit.SECONDS,
    ),
    _rate(
        "above_set_share",
        N_("Share above the set time"),
        N_("The stages left above their set time, divided by the stages left."),
    ),
)
MEASURES = (*COUNTS, *STANDING, *RATES, RIPE, *LATE, *VISITED, *STAGES)
