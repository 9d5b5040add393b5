"""The pages of staff: who there is, adding one, changing and resetting one."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.manage_people.typed import typed_person
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.managing import (
    add_person,
    change_person,
    people_of,
    person_of,
    reset_password,
    reset_second_step,
    roles_for,
    skills_of,
)
from singlewindow.people.records import SecondStep, Skill
from singlewindow.people.roles import Permission, Role
from singlewindow.places.records import Center
from singlewindow.routes.routes import departments

staff = Blueprint("staff", __name__)


@staff.get("/manage/staff")
@needs(Permission.MANAGE_STAFF)
def people() -> str:
    """List the people, with the form for one more."""
    return _list()


@staff.post("/manage/staff")
@needs(Permission.MANAGE_STAFF)
def add() -> Response:
    """Add a member of staff."""
    form = request.form

    def deed(work: Work) -> None:
        person = typed_person(work.session, current_staff())
        add_person(work, current_staff(), form.get("username", ""), form.get("password", ""), person, now())

    return _done(
        deed, "", gettext("The member of staff was added. The password has to be changed at the first sign-in.")
    )


@staff.get("/manage/staff/<code>")
@needs(Permission.MANAGE_STAFF)
def person(code: str) -> str:
    """Show the forms of one person."""
    return _person(code)


@staff.post("/manage/staff/<code>")
@needs(Permission.MANAGE_STAFF)
def change(code: str) -> Response:
    """Change name, role, center, department, skills, and whether someone works here."""

    def deed(work: Work) -> None:
        change_person(work, current_staff(), code, typed_person(work.session, current_staff()), now())

    return _done(deed, code, gettext("Saved."))


@staff.post("/manage/staff/<code>/password")
@needs(Permission.MANAGE_STAFF)
def new_password(code: str) -> Response:
    """Give someone a new password."""
    password = request.form.get("password", "")
    said = gettext("The password was reset. It has to be changed at the next sign-in.")
    return _done(lambda work: reset_password(work, current_staff(), code, password, now()), code, said)


@staff.post("/manage/staff/<code>/second-step")
@needs(Permission.MANAGE_STAFF)
def no_second_step(code: str) -> Response:
    """Take away someone's second step."""
    said = gettext("The second step was reset. It has to be set up at the next sign-in.")
    return _done(lambda work: reset_second_step(work, current_staff(), code, now()), code, said)


def _done(deed: Callable[[Work], None], code: str, said: str) -> Response:
    """Do a deed in one transaction; a refusal is said on the page its form stands on."""
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        message, field = message_of(refusal), str(getattr(refusal, "field", ""))
        return make_response(_person(code, message, field) if code else _list(message, field), refusal.status)
    flash(said, "notice")
    return redirect(url_for("staff.person", code=code) if code else url_for("staff.people"), 303)


def _list(message: str = "", field: str = "") -> str:
    with database().reading() as session:
        found = people_of(session, current_staff())
        centers = session.scalars(select(Center).order_by(Center.number)).all()
        skills = session.scalars(select(Skill).order_by(Skill.code)).all()
        secured = set(session.scalars(select(SecondStep.staff_id)))
        rows = departments(session)
    return render_template(
        "manage_people/staff.html",
        **{"people": found, "centers": _of(centers), "skills": skills, "secured": secured},
        **{"by_key": {center.id: center for center in centers}, "departments": rows},
        **{"roles": roles_for(current_staff()), "message": message, "field": field},
    )


def _person(code: str, message: str = "", field: str = "") -> str:
    with database().reading() as session:
        found = person_of(session, current_staff(), code)
        centers = session.scalars(select(Center).order_by(Center.number)).all()
        skills = session.scalars(select(Skill).order_by(Skill.code)).all()
        held, secured = skills_of(session, found.id), session.get(SecondStep, found.id) is not None
        rows = departments(session)
    return render_template(
        "manage_people/person.html",
        **{"person": found, "centers": _of(centers), "skills": skills, "held": held, "secured": secured},
        **{"departments": rows},
        **{"roles": roles_for(current_staff()), "message": message, "field": field},
    )


def _of(centers: Sequence[Center]) -> list[Center]:
    """Give the centers that who is signed in may choose from."""
    own = current_staff()
    everywhere = own.role is Role.ADMINISTRATOR
    return [center for center in centers if everywhere or center.id == own.center_id]
