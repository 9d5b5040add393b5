"""The public pages."""

from flask import Blueprint, abort, current_app, render_template
from sqlalchemy import select

from kiosk.edge import database
from kiosk.limits import limiter
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center

public = Blueprint("public", __name__)

PROVABLE = (DocumentKind.RECEIPT, DocumentKind.CERTIFICATE)


@public.get("/")
def front() -> str:
    """Lead to every door: kiosks, boards, the counter."""
    with database().reading() as session:
        centers = session.scalars(select(Center).where(Center.number > 0, COUNTS).order_by(Center.number)).all()
    return render_template("public/front.html", centers=centers, sign_in=current_app.config["DEMONSTRATION"])


@public.get("/verify/<code>")
@limiter.limit("30/minute")
def verify(code: str) -> str:
    """Show what the record says of a paper: its facts, the identity masked, no name; nothing of a practice paper."""
    with database().reading() as session:
        paper = session.scalar(select(Document).where(Document.code == code.upper(), Document.kind.in_(PROVABLE)))
    if paper is None or paper.facts.get("practice"):
        abort(404)
    return render_template("public/verify.html", paper=paper, facts=paper.facts)
