"""The page of exercises: steps, and what is done already."""

from flask import Blueprint, abort, render_template

from kiosk.edge import database, now
from kiosk.guards import current_presence, needs_sign_in
from singlewindow.places.records import Center
from singlewindow.practice.exercises import exercises_of

practice = Blueprint("practice", __name__)


@practice.get("/practice")
@needs_sign_in
def page() -> str:
    """Show the exercises of one's role; 404 for who does not practise."""
    presence = current_presence()
    if not presence.practises:
        abort(404)
    with database().reading() as session:
        exercises = exercises_of(session, presence.staff, now())
        center = session.get_one(Center, presence.staff.center_id)
    return render_template("practice/page.html", exercises=exercises, center=center)
