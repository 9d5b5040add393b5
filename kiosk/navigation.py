"""The sections of the staff's pages: one bar of groups, and beneath it the sections of the group one is in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_login import current_user

from singlewindow.errors import N_
from singlewindow.people.roles import Permission, Role, allows


@dataclass(frozen=True)
class Section:
    """A page where a section begins, its name, the permission that it needs, and the other blueprints of its pages."""

    endpoint: str
    name: str
    permission: Permission
    others: frozenset[str] = frozenset()

    def holds(self, endpoint: str) -> bool:
        """Tell whether a page belongs to the section by its blueprint."""
        return endpoint.partition(".")[0] in {self.endpoint.partition(".")[0], *self.others}


@dataclass(frozen=True)
class Group:
    """Sections that belong together; the bar names the group."""

    name: str
    sections: Sequence[Section]


AT_THE_DESK = frozenset({"numbers", "visit", "intake", "request_file"})
OF_THE_HALL = frozenset({"fairness", "hall_papers"})
OF_REPORTS = frozenset({"report_papers", "exports"})
OF_VISITS = frozenset({"visit_plans", "visit_work", "follow_ups", "visit_papers"})
OF_SETTINGS = frozenset(
    {
        *("devices", "cards", "hours", "holidays", "notices", "rules", "offering", "staff", "centers", "letterhead"),
        *("tariff", "ways", "routes", "department_list", "retention", "giving"),
    }
)
GROUPS = (
    Group(N_("Counter"), (Section("counter.desk", N_("Counter"), Permission.SERVE, AT_THE_DESK),)),
    Group(N_("Audit"), (Section("audit.page", N_("Audit"), Permission.READ_AUDIT),)),
    Group(N_("Booked times"), (Section("bookings.page", N_("Booked times"), Permission.BOOK_TIMES),)),
    Group(
        N_("Cash"),
        (
            Section("drawer.page", N_("Drawer"), Permission.TAKE_PAYMENTS),
            Section("request_fees.find", N_("Fees of requests"), Permission.TAKE_PAYMENTS),
            Section("accounts.find", N_("Accounts"), Permission.TAKE_PAYMENTS),
            Section("receipts.find", N_("Receipts"), Permission.READ_PAPERS),
            Section("certificates.find", N_("Certificates"), Permission.ISSUE_CERTIFICATES),
            Section("paper_record.search", N_("Papers and proof"), Permission.CANCEL_PAPERS),
            Section("cash_review.all_of_them", N_("Cash sessions"), Permission.REVIEW_CASH),
        ),
    ),
    Group(N_("The hall"), (Section("supervision.hall", N_("The hall"), Permission.SUPERVISE_HALL, OF_THE_HALL),)),
    Group(
        N_("Files"),
        (
            Section("work_desk.desk", N_("My files"), Permission.WORK_STAGES),
            Section("department.files", N_("Files in the department"), Permission.ASSIGN_REQUESTS),
            Section("late.files", N_("Late files"), Permission.KEEP_LATE_LIST),
            Section("complaints.desk", N_("Complaints"), Permission.ANSWER_COMPLAINTS),
            Section("breaches.listed", N_("Refused attempts"), Permission.SUPERVISE_HALL),
        ),
    ),
    Group(
        N_("Field visits"),
        (
            Section("field_visits.listed", N_("Field visits"), Permission.READ_VISITS, OF_VISITS),
            Section("checklist.page", N_("Checklist"), Permission.VISIT_CENTERS),
        ),
    ),
    Group(
        N_("Reports"),
        (
            Section("reports.page", N_("Reports"), Permission.READ_REPORTS, OF_REPORTS),
            Section("periodic.page", N_("Periodic reports"), Permission.READ_REPORTS),
        ),
    ),
    Group(N_("Settings"), (Section("manage.index", N_("Settings"), Permission.MANAGE_DEVICES, OF_SETTINGS),)),
)

BEGINS_AT = {Role.ADMINISTRATOR: "manage.index", Role.GOVERNORATE: "reports.page"}


def register(app: Flask) -> None:
    """Let the templates of `app` draw the bar."""
    app.jinja_env.globals.update(open_groups=open_groups, here=here)


def open_groups() -> list[Group]:
    """Give the groups that who is signed in may enter, each with the sections open to them."""
    return groups_of(current_user.staff.role) if current_user.is_authenticated else []


def groups_of(role: Role) -> list[Group]:
    """Give the groups that a role may enter, each with the sections open to it."""
    groups = [Group(each.name, [s for s in each.sections if allows(role, s.permission)]) for each in GROUPS]
    return [group for group in groups if group.sections]


def here(place: Section | Group) -> bool:
    """Tell whether the present page belongs to a section or to one of a group's."""
    sections = place.sections if isinstance(place, Group) else (place,)
    return any(section.holds(request.endpoint or "") for section in sections)


def home_of(role: Role) -> str:
    """Give the address at which a role begins: its own beginning, else its first section, else the own account."""
    groups = groups_of(role)
    first = groups[0].sections[0].endpoint if groups else "account.home"
    return url_for(BEGINS_AT.get(role, first))
