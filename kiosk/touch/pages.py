"""The kiosk's pages. Each is one transaction and one answer."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, public_url, show_digits, waits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from kiosk.screens import current_device
from kiosk.touch.qr import qr_svg
from kiosk.touch.reading import SectorPage, ServicePage, StartPage, read_sector, read_service, read_start, read_ticket
from kiosk.touch.set_time import set_time_of
from kiosk.touch.wait import expected_wait
from singlewindow.documents.jobs import printed_by_page
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import center_by_code, center_key
from singlewindow.places.help import call_from_kiosk
from singlewindow.places.opening import CenterIsClosed
from singlewindow.places.records import Center
from singlewindow.tickets.issue import TicketWish, issue
from singlewindow.tickets.states import Lane

touch = Blueprint("touch", __name__)


class UnknownLane(Invalid):
    message = N_("Please choose the ordinary turn or the priority turn.")


@touch.get("/kiosk/<center>")
def start(center: str) -> str:
    """Greet, and show the sectors; or say when the center opens again."""
    with database().reading() as session:
        page: StartPage = read_start(session, center, waits(), now())
    show_digits(page.center.digits)
    if page.closed:
        still_open = not isinstance(page.closed, CenterIsClosed)
        return render_template("touch/closed.html", page=page, why=message_of(page.closed), center_is_open=still_open)
    return render_template("touch/start.html", page=page, lane=_lane_wish())


@touch.get("/kiosk/<center>/sectors/<sector>")
def sector(center: str, sector: str) -> str:
    """Show a sector's services, a page at a time."""
    with database().reading() as session:
        page: SectorPage = read_sector(session, center, sector, request.args.get("page", "1"))
    show_digits(page.center.digits)
    return render_template("touch/sector.html", page=page, lane=_lane_wish())


@touch.get("/kiosk/<center>/services/<service>")
def service(center: str, service: str) -> str:
    """Show what a service needs before a ticket is taken: papers, fee, set time."""
    with database().reading() as session:
        page: ServicePage = read_service(session, center, service, request.args.get("page", "1"), now())
    show_digits(page.center.digits)
    return render_template("touch/service.html", page=page, lane=_lane_wish(), set_time=set_time_of(page.service))


@touch.get("/kiosk/<center>/help")
def instructions(center: str) -> str:
    """Explain the kiosk, and where to find staff."""
    found = _center(center)
    show_digits(found.digits)
    return render_template("touch/help.html", center=found, called="called" in request.args)


@touch.post("/kiosk/<center>/help")
@limiter.limit("30/minute")
def ask(center: str) -> Response:
    """Call staff to the kiosk; the page then says so."""
    with database().writing() as work:
        call_from_kiosk(work, center_key(work.session, center), now())
    return redirect(url_for("touch.instructions", center=center, called=1), 303)


@touch.post("/kiosk/<center>/tickets")
def take(center: str) -> Response:
    """Issue a ticket, once for each form key."""
    form = request.form
    if form.get("lane") not in (Lane.ORDINARY, Lane.PRIORITY):
        raise UnknownLane
    lane, wait = Lane(form["lane"]), expected_wait(center, Lane(form["lane"]))
    with database().writing() as work:
        wish = TicketWish(
            center_id=center_key(work.session, center),
            service=form.get("service", ""),
            lane=lane,
            language=language(),
            form_key=form.get("form_key", ""),
            public_url=public_url(),
            device_id=current_device(),
            wait=wait,
        )
        ticket = issue(work, wish, now())
    return redirect(url_for("touch.ticket", center=center, code=ticket.follow_code), 303)


@touch.get("/kiosk/<center>/tickets/<code>")
def ticket(center: str, code: str) -> str:
    """Show a ticket: its number, who is ahead, how its slip fares, and the code to follow it by phone."""
    with database().reading() as session:
        page = read_ticket(session, center, code, waits(), now())
    if page is None:
        abort(404)
    show_digits(page.center.digits)
    if "fragment" in request.args:
        return render_template("touch/slip.html", page=page)
    qr = qr_svg(f"{public_url()}{url_for('turn.page', code=code)}", gettext("Code to follow your turn by phone"))
    return render_template("touch/ticket.html", page=page, qr=qr)


@touch.post("/kiosk/<center>/tickets/<code>/printed")
def printed(center: str, code: str) -> Response:
    """Note that the page has sent the ticket to its own printer, which says nothing back."""
    with database().writing() as work:
        page = read_ticket(work.session, center, code, waits(), now())
        if page is None:
            abort(404)
        if page.job:
            printed_by_page(work, page.job.document_id, now())
    return redirect(url_for("touch.ticket", center=center, code=code), 303)


def _center(code: str) -> Center:
    with database().reading() as session:
        return center_by_code(session, code)


def _lane_wish() -> str:
    return Lane.PRIORITY.value if request.args.get("lane") == Lane.PRIORITY else Lane.ORDINARY.value
