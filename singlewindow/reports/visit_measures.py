"""The measures of the waiting hall. Each code is a field of the figures of visits, or of the fairness of lanes."""

from singlewindow.errors import N_
from singlewindow.reports.measure import Measure, Unit, count


def _time(code: str, name: str, formula: str) -> Measure:
    return Measure(code, name, formula, adds_up=False, unit=Unit.SECONDS)


COUNTS = (
    count("arrived", N_("Numbers taken"), N_("Numbers given on the days of the report.")),
    count("served", N_("People served"), N_("Of the numbers taken: those whose visit was finished at a window.")),
    count(
        "absent",
        N_("Did not come when called"),
        N_("Of the numbers taken: those that were set aside as absent and neither came back nor were called again."),
    ),
    count("left", N_("Left without service"), N_("Of the numbers taken: those that their holder gave up.")),
    count(
        "not_served",
        N_("Not served by closing"),
        N_("Of the numbers taken: those that waited, were called or were on hold when their day was closed."),
    ),
    count(
        "present",
        N_("Still there"),
        N_("Numbers taken, less those served, absent, left and not served."),
    ),
    count(
        "above_target",
        N_("Waited above the target"),
        N_("Of the numbers called: those that waited longer than the minutes at which their center raises the alarm."),
    ),
)
SHARES = (
    Measure(
        "above_share",
        N_("Share above the target"),
        N_("Those who waited above the target, divided by the numbers called."),
        adds_up=False,
        unit=Unit.SHARE,
    ),
)
TIMES = (
    _time(
        "waiting",
        N_("Waiting time"),
        N_(
            "From taking the number, or from the booked time if that is later, to the first call; if that was repeated"
            " at once, to its last repetition. Never below zero."
        ),
    ),
    _time(
        "walking",
        N_("Way to the window"),
        N_("From the last call to the beginning of service; the sum of these when a number was called to serve twice."),
    ),
    _time(
        "service",
        N_("Time at the window"),
        N_(
            "The sum of all times in service, a second service included, time on hold left out. Only of finished"
            " visits; not of those that were left open when the day was closed."
        ),
    ),
    _time(
        "total",
        N_("Time in all"),
        N_("From where the waiting begins to the end of the visit, for the same visits as the time at the window."),
    ),
)
FAIRNESS = (
    _time(
        "longest",
        N_("Longest wait of a lane"),
        N_("The longest waiting time among the numbers of a lane, beside the head start that its rule gives."),
    ),
    count(
        "overtaken",
        N_("Ordinary numbers overtaken"),
        N_("Ordinary numbers of a line before which a number taken later was called; sent or picked ones left out."),
    ),
    count(
        "broken",
        N_("Overtaken against the rule"),
        N_(
            "Of those overtaken: those before which a later turn was called; a turn is the arrival less the head start."
        ),
    ),
    count(
        "picked",
        N_("Called before their turn"),
        N_("Numbers that staff called out of turn, for a reason that is kept."),
    ),
    Measure(
        "least_head_start",
        N_("Head start, at least (minutes)"),
        N_("The least head start that the published rule of any of the centers gives a lane."),
        adds_up=False,
        unit=Unit.MINUTES,
    ),
    Measure(
        "most_head_start",
        N_("Head start, at most (minutes)"),
        N_("The greatest head start that the published rule of any of the centers gives a lane."),
        adds_up=False,
        unit=Unit.MINUTES,
    ),
)
MEASURES = (*COUNTS, *SHARES, *TIMES, *FAIRNESS)
