"""The views of reports: each shows some kinds of figures in the one frame of place and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.reports import measures as of
from kiosk.reports.measures import Measure
from kiosk.reports.place import MOBILE, Place, UnknownPlace
from kiosk.reports.reader import Reader
from kiosk.reports.sources import (
    OF_DESK,
    OF_LATE,
    OF_MONEY,
    OF_REQUESTS,
    OF_RULES,
    OF_STAGES,
    OF_TURNS,
    OF_VISITS,
    Source,
)
from singlewindow.errors import N_
from singlewindow.places.records import CenterKind
from singlewindow.reports.scope import Axis

Group = tuple[str, Sequence[Measure]]
PARTS = (Axis.CENTER, Axis.MARKAZ, Axis.KIND, Axis.SECTOR, Axis.SERVICE)
COURSE = (Axis.DAY, Axis.MONTH)


@dataclass(frozen=True)
class View:
    """What a view shows: its sources, measures read from afar, groups compared with earlier spans, axes of its parts.

    `trend`: what is drawn in the course of time, then what stands in its table alone; `bars`: what each part is drawn
    by; `year`: its parts are the months of a year up to the span; `hint`: what is to be known of its figures.
    """

    key: str
    name: str
    sources: tuple[Source, ...]
    tiles: Sequence[Measure]
    groups: Mapping[str, Group]
    axes: Sequence[Axis]
    in_parts: Sequence[Measure]
    trend: Sequence[Measure] = ()
    bars: Measure | None = None
    year: bool = False
    hint: str = ""
    of_parts: tuple[Source, ...] = field(default=())

    @property
    def split_sources(self) -> tuple[Source, ...]:
        """The sources of its parts."""
        return self.of_parts or self.sources


OVERVIEW = View(
    "",
    N_("At a glance"),
    (OF_REQUESTS, OF_VISITS),
    (of.RECEIVED, of.FINISHED, of.PERIOD_RATE, of.COHORT_RATE, of.LATE_OPEN),
    {
        "requests": (N_("Requests"), of.REQUESTS),
        "cohorts": (N_("Of those received"), of.COHORT_SHARES),
        "backlog": (N_("Open by age"), of.BACKLOG),
        "hall": (N_("The waiting hall"), of.HALL),
    },
    (*PARTS, Axis.DEPARTMENT, Axis.WINDOW, Axis.LANE),
    (
        *(of.RECEIVED, of.FINISHED, of.PERIOD_RATE, of.COHORT_RATE, of.OPEN, of.LATE_OPEN),
        *(of.ARRIVED, of.WAIT, of.ABOVE),
    ),
    trend=(of.RECEIVED, of.FINISHED, of.ARRIVED, of.WAIT),
)
LATE = View(
    "late",
    N_("Late files"),
    (OF_LATE,),
    of.LATE,
    {"late": (N_("Late files"), of.LATE)},
    (Axis.REASON, *PARTS, Axis.DEPARTMENT),
    of.LATE,
    bars=of.LATE[1],
    hint=N_("The reason, and what is promised, are those of the newest note of each file."),
)
STAGES = View(
    "stages",
    N_("Times in the departments"),
    (OF_STAGES,),
    (of.STAGE_VISITS, of.STAGES[1], of.STAGES[2], of.STAGES[-1]),
    {"stages": (N_("Times in the departments"), of.STAGES)},
    (Axis.STAGE,),
    of.STAGES,
    bars=of.STAGES[2],
    hint=N_("Of the stages that were left in the period. Days are the working days of each center."),
)
COHORTS = View(
    "cohorts",
    N_("Of those received"),
    (OF_REQUESTS,),
    (of.RECEIVED, *of.COHORT_SHARES),
    {"cohorts": (N_("Of those received"), (of.RECEIVED, *of.COHORTS, of.RIPE))},
    (Axis.MONTH,),
    (of.RECEIVED, *of.COHORTS, of.RIPE),
    year=True,
    hint=N_("Each line is a month of receipt. A rate is not ripe until every request of the month has had its days."),
)
HALL = View(
    "hall",
    N_("Waits by hour, day and clerk"),
    (OF_VISITS,),
    (of.ARRIVED, of.SERVED, of.WAIT, of.WAIT_NINETIETH, of.ABOVE),
    {"hall": (N_("The waiting hall"), of.HALL)},
    (Axis.HOUR, Axis.WEEKDAY, *COURSE, Axis.SERVICE, Axis.WINDOW, Axis.CLERK),
    (of.ARRIVED, of.SERVED, of.WAIT, of.SERVICE),
    trend=(of.ARRIVED, of.SERVED, of.WAIT),
    bars=of.ARRIVED,
)
LANES = View(
    "lanes",
    N_("Fairness of the lanes"),
    (OF_VISITS, OF_TURNS),
    (of.ARRIVED, of.WAIT_LONGEST, *of.TURNS),
    {"turns": (N_("Called before others"), of.TURNS), "hall": (N_("The waiting hall"), of.WAITS)},
    (Axis.LANE,),
    (of.ARRIVED, of.SERVED, of.WAIT, *of.RULES),
    bars=of.WORST,
    hint=N_("The head start of a lane is the one that the centers publish: by so much its numbers go ahead of others."),
    of_parts=(OF_VISITS, OF_RULES),
)
MONEY = View(
    "money",
    N_("Money"),
    (OF_MONEY,),
    (of.MONEY_RECEIVED, of.MONEY_KEPT, of.MONEY_CANCELLED, of.MONEY_REFUNDED, of.MONEY_SHORT, of.MONEY_OVER),
    {"money": (N_("Money (pounds)"), of.MONEY)},
    (Axis.ITEM, Axis.METHOD, Axis.CLERK, *PARTS, Axis.WINDOW, *COURSE),
    of.MONEY,
    trend=(of.MONEY_RECEIVED, of.MONEY_KEPT),
    bars=of.MONEY_RECEIVED,
    hint=N_("What was received is told by item and by way to pay; what was given back names neither."),
)
DESK = View(
    "desk",
    N_("Certificates and complaints"),
    (OF_DESK,),
    (*of.DESK, of.COLLECTED),
    {"desk": (N_("Certificates and complaints"), (*of.DESK, of.COLLECTED))},
    (Axis.CENTER, Axis.MARKAZ, Axis.KIND, *COURSE),
    (*of.DESK, of.COLLECTED),
    trend=(of.DESK[0], of.DESK[1]),
)
CAR = View(
    MOBILE,
    N_("The mobile center"),
    (OF_REQUESTS, OF_VISITS, OF_DESK),
    (of.RECEIVED, of.FINISHED, of.PERIOD_RATE, of.LATE_OPEN, of.ARRIVED, of.WAIT),
    {
        "requests": (N_("Requests"), of.REQUESTS),
        "hall": (N_("The waiting hall"), of.HALL),
        "desk": (N_("Certificates and complaints"), (*of.DESK, of.COLLECTED)),
    },
    (*COURSE, Axis.CENTER, Axis.SERVICE),
    (of.RECEIVED, of.FINISHED, of.PERIOD_RATE, of.ARRIVED, of.WAIT),
    trend=(of.RECEIVED, of.FINISHED, of.ARRIVED, of.WAIT),
    hint=N_("The car alone; it counts in the figures of the governorate too."),
)
VIEWS = (OVERVIEW, COHORTS, LATE, STAGES, HALL, LANES, MONEY, DESK, CAR)


def views_of(place: Place, reader: Reader) -> list[View]:
    """Give the views that a place has figures for, and its reader may see."""
    return [view for view in VIEWS if _open(view, place, reader)]


def view_of(place: Place, reader: Reader) -> View:
    """Give the view that an address asks for. Raises UnknownPlace for one that there is not, or not for its reader."""
    asked = reader.args.get("view", "")
    view = next((each for each in views_of(place, reader) if each.key == asked), None)
    if view is None:
        raise UnknownPlace
    return view


def _open(view: View, place: Place, reader: Reader) -> bool:
    if view is MONEY and not reader.sees_money:
        return False
    if view is CAR:
        return all(step.value is CenterKind.MOBILE for step in place.steps if step.axis is Axis.KIND) and (
            place.center is None or place.center.kind is CenterKind.MOBILE
        )
    return any(source.fits(place.scope) for source in view.sources)
