"""The report on the lanes: waits of each, the published head start, and who was called before whom."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, needs
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.tickets.fairness import lanes, overtaking, read_visits
from singlewindow.tickets.states import Lane

LONGEST = timedelta(days=31)
fairness = Blueprint("fairness", __name__)


@fairness.get("/hall/fairness")
@needs(Permission.SUPERVISE_HALL)
def page() -> str:
    """Show the report for a period of at most LONGEST; without one, for today."""
    first, last = _period(service_day(now()))
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        visits = read_visits(session, center.id, first, last)
    show_digits(center.digits)
    starts = {
        Lane.ORDINARY: 0,
        Lane.PRIORITY: center.head_start_minutes,
        Lane.BOOKED: center.booked_head_start_minutes,
    }
    return render_template(
        "supervision/fairness.html",
        center=center,
        first=first,
        last=last,
        lanes=lanes(visits),
        starts=starts,
        overtaking=overtaking(visits),
        longest=LONGEST.days,
    )


def _period(today: date) -> tuple[date, date]:
    """Give the period that was asked for, in order and not too long."""
    last = min(_asked("to", today), today)
    first = min(_asked("from", last), last)
    return max(first, last - LONGEST + timedelta(days=1)), last


def _asked(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
