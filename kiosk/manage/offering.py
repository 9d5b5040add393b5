"""What a center offers of the catalogue: a sector a page, which services are closed here, and daily quotas."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database
from kiosk.guards import needs
from kiosk.manage.answering import Noted, saved
from kiosk.manage.scope import managed_center
from singlewindow.audit.actions import Action
from singlewindow.catalogue.offering import quotas_of, set_offering
from singlewindow.catalogue.services import closed_here, sector_by_code, sectors, services_of
from singlewindow.people.roles import Permission

offering = Blueprint("offering", __name__)
QUOTA = "quota-"


@offering.get("/manage/centers/<center>/services")
@needs(Permission.MANAGE_CENTER)
def page(center: str) -> str:
    """Show the services of one sector."""
    return _drawn(center, request.args.get("sector", ""))


@offering.post("/manage/centers/<center>/services")
@needs(Permission.MANAGE_CENTER)
def offer(center: str) -> Response:
    """Set what the center offers of a sector."""
    place, form = managed_center(center), request.form
    sector, closed = form.get("sector", ""), frozenset(form.getlist("closed"))
    quotas = {name.removeprefix(QUOTA): text for name, text in form.items() if name.startswith(QUOTA)}
    return saved(
        lambda work: set_offering(work, place.id, sector, closed, quotas),
        url_for("offering.page", center=center, sector=sector),
        lambda said, field: _drawn(center, sector, said, field),
        noted=Noted(Action.OFFERING_SET, place.id, sector),
    )


def _drawn(code: str, chosen: str, message: str = "", field: str = "") -> str:
    center = managed_center(code)
    with database().reading() as session:
        groups = sectors(session)
        known = chosen in {group.code for group in groups}
        sector = sector_by_code(session, chosen if known else groups[0].code) if groups else None
        return render_template(
            "manage/offering.html",
            center=center,
            sectors=groups,
            sector=sector,
            services=services_of(session, sector.id) if sector else (),
            closed=closed_here(session, center.id),
            quotas=quotas_of(session, center.id),
            form=request.form,
            message=message,
            field=field,
        )
