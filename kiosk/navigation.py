"""The sections of the staff's pages: one bar that shows where a role may go."""

from dataclasses import dataclass

from flask import Flask, url_for
from flask_login import current_user

from singlewindow.errors import N_
from singlewindow.people.roles import Permission, Role, allows


@dataclass(frozen=True)
class Section:
    """A page where a section begins, its name, and the permission that it needs."""

    endpoint: str
    name: str
    permission: Permission


SECTIONS = (
    Section("counter.desk", N_("Counter"), Permission.SERVE),
    Section("supervision.hall", N_("The hall"), Permission.SUPERVISE_HALL),
    Section("work_desk.desk", N_("My files"), Permission.WORK_STAGES),
    Section("department.files", N_("Files in the department"), Permission.ASSIGN_REQUESTS),
    Section("late.files", N_("Late files"), Permission.KEEP_LATE_LIST),
    Section("complaints.desk", N_("Complaints"), Permission.ANSWER_COMPLAINTS),
    Section("breaches.listed", N_("Refused attempts"), Permission.SUPERVISE_HALL),
    Section("routes.listed", N_("Routes and forms"), Permission.MANAGE_CATALOGUE),
)


def register(app: Flask) -> None:
    """Let the templates of `app` draw the bar."""
    app.jinja_env.globals["open_sections"] = open_sections


def open_sections() -> list[Section]:
    """Give the sections that who is signed in may enter."""
    return sections_of(current_user.staff.role) if current_user.is_authenticated else []


def sections_of(role: Role) -> list[Section]:
    """Give the sections that a role may enter."""
    return [section for section in SECTIONS if allows(role, section.permission)]


def home_of(role: Role) -> str:
    """Give the address at which a role begins: its first section."""
    sections = sections_of(role)
    return url_for(sections[0].endpoint if sections else "public.front")
