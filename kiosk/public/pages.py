"""The public pages."""

from flask import Blueprint, current_app, render_template
from sqlalchemy import select

from kiosk.edge import database
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center

public = Blueprint("public", __name__)


@public.get("/")
def front() -> str:
    """Lead to every door: kiosks, boards, the counter."""
    with database().reading() as session:
        centers = session.scalars(select(Center).where(Center.number > 0, COUNTS).order_by(Center.number)).all()
    return render_template("public/front.html", centers=centers, sign_in=current_app.config["DEMONSTRATION"])
