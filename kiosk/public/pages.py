"""The public pages."""

from flask import Blueprint, abort, current_app, render_template, request
from sqlalchemy import select

from kiosk.edge import database, now, show_digits
from kiosk.limits import limiter
from kiosk.touch.reading import TicketPage, ticket_page
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.tickets.records import Ticket

public = Blueprint("public", __name__)

PROVABLE = (DocumentKind.RECEIPT, DocumentKind.CERTIFICATE)


@public.get("/")
def front() -> str:
    """Lead to every door: kiosks, boards, the counter."""
    with database().reading() as session:
        centers = session.scalars(select(Center).where(Center.number > 0).order_by(Center.number)).all()
    return render_template("public/front.html", centers=centers, sign_in=current_app.config["DEMONSTRATION"])


@public.get("/follow/<code>")
def follow(code: str) -> str:
    """Show a ticket of today on its holder's phone; a wrong code and an old one get the same answer."""
    page = _followed(code)
    if page is None:
        abort(404)
    show_digits(page.center.digits)
    return render_template("public/turn.html" if "fragment" in request.args else "public/follow.html", page=page)


@public.get("/verify/<code>")
@limiter.limit("30/minute")
def verify(code: str) -> str:
    """Show what the record says of a paper: its facts, the identity masked, no name."""
    with database().reading() as session:
        paper = session.scalar(select(Document).where(Document.code == code.upper(), Document.kind.in_(PROVABLE)))
    if paper is None:
        abort(404)
    return render_template("public/verify.html", paper=paper, facts=paper.facts)


def _followed(code: str) -> TicketPage | None:
    with database().reading() as session:
        own = (Ticket.follow_code == code, Ticket.day == service_day(now()))
        ticket = session.scalar(select(Ticket).where(*own))
        return ticket_page(session, session.get_one(Center, ticket.center_id), ticket) if ticket else None
