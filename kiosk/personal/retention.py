"""The retention periods of a center: what may be removed, after how long, and how much of it is due now."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.manage.answering import saved
from kiosk.manage.scope import managed_center
from singlewindow.errors import N_
from singlewindow.people.roles import Permission
from singlewindow.personal.due import count_due
from singlewindow.personal.periods import RECONSIDER, in_force, periods_of, set_periods
from singlewindow.personal.records import PersonalData

retention = Blueprint("retention", __name__)
WORDS = {
    PersonalData.IDENTITY: (
        N_("Who asked"),
        N_("Name, national ID, address, representative, who collected, and what was entered in the form"),
        N_("days after the request ended"),
    ),
    PersonalData.PHONES: (N_("Phones"), N_("The applicant's phone"), N_("days after the request ended")),
    PersonalData.SCANS: (
        N_("Scanned papers"),
        N_("The files themselves; one that another request uses stays until that one lets it go"),
        N_("days after the request ended"),
    ),
    PersonalData.DRAFTS: (
        N_("Drafts"),
        N_("What was typed for a request that was never received"),
        N_("days after it was typed"),
    ),
    PersonalData.COMPLAINTS: (
        N_("Complaints"),
        N_("Name and phone of who complained, the words of the complaint and of its answer"),
        N_("days after the answer"),
    ),
}


@dataclass(frozen=True)
class Shown:
    """A kind of personal data on the page: its days (None: kept), how much is due, and from when its period holds."""

    kind: PersonalData
    days: int | None
    due: int
    waits_until: datetime | None


@retention.get("/manage/centers/<center>/retention")
@needs(Permission.MANAGE_CENTER)
def page(center: str) -> str:
    """Show the periods, and what the next run removes."""
    return _drawn(center)


@retention.post("/manage/centers/<center>/retention")
@needs(Permission.MANAGE_CENTER)
def keep(center: str) -> Response:
    """Set the periods."""
    place, staff = managed_center(center), current_staff().id
    typed = {kind: request.form.get(kind.value, "") for kind in PersonalData}
    return saved(
        lambda work: set_periods(work, place.id, typed, staff, now()),
        url_for("retention.page", center=center),
        lambda said, field: _drawn(center, said, field),
    )


def _drawn(code: str, message: str = "", field: str = "") -> str:
    center, today = managed_center(code), now()
    with database().reading() as session:
        kept = periods_of(session, center.id)
        counts = {kind: count_due(session, period, today) for kind, period in kept.items()}
    rows = []
    for kind in PersonalData:
        period = kept.get(kind)
        waits = period.set_at + RECONSIDER if period and not in_force(period, today) else None
        rows.append(Shown(kind, period.days if period else None, counts.get(kind, 0), waits))
    said = {"message": message, "field": field, "form": request.form}
    return render_template("personal/retention.html", center=center, rows=rows, words=WORDS, **said)
