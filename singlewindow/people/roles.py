"""Roles as sets of permissions."""

from enum import StrEnum

from singlewindow.errors import N_


class Permission(StrEnum):
    SERVE = "serve"
    RECEIVE_REQUESTS = "receive_requests"
    TAKE_PAYMENTS = "take_payments"
    ISSUE_CERTIFICATES = "issue_certificates"
    READ_PAPERS = "read_papers"
    REPRINT_PAPERS = "reprint_papers"
    CANCEL_PAPERS = "cancel_papers"
    PICK_NUMBERS = "pick_numbers"
    GIVE_NUMBERS = "give_numbers"
    BOOK_TIMES = "book_times"
    SUPERVISE_HALL = "supervise_hall"
    CANCEL_MONEY = "cancel_money"
    REVIEW_CASH = "review_cash"
    WORK_STAGES = "work_stages"
    DECIDE = "decide"
    ASSIGN_REQUESTS = "assign_requests"
    READ_IDENTITY = "read_identity"
    CORRECT_APPLICANTS = "correct_applicants"
    OPEN_NAMED_PAPERS = "open_named_papers"
    GIVE_PERSONAL_DATA = "give_personal_data"
    KEEP_LATE_LIST = "keep_late_list"
    ANSWER_COMPLAINTS = "answer_complaints"
    VISIT_CENTERS = "visit_centers"
    READ_VISITS = "read_visits"
    ANSWER_VISITS = "answer_visits"
    READ_REPORTS = "read_reports"
    READ_MONEY = "read_money"
    CHOOSE_REPORTS = "choose_reports"
    READ_AUDIT = "read_audit"
    MANAGE_DEVICES = "manage_devices"
    MANAGE_CENTER = "manage_center"
    MANAGE_STAFF = "manage_staff"
    MANAGE_CATALOGUE = "manage_catalogue"
    MANAGE_TARIFF = "manage_tariff"
    MANAGE_GOVERNORATE = "manage_governorate"


class Role(StrEnum):
    """`receiver` calls and receives, takes no money; `cashier` takes money only; `clerk` does both; `supervisor` leads
    the hall and may sit at a window; `manager` everything of a center; `officer` and `head` work in a department and
    see no identity; `auditor` reads all and changes nothing; `governorate` follows all centers; `administrator` keeps
    the catalogue, the centers and the people."""

    RECEIVER = "receiver"
    CLERK = "clerk"
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    OFFICER = "officer"
    HEAD = "head"
    AUDITOR = "auditor"
    GOVERNORATE = "governorate"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.RECEIVER: N_("Receiver"),
    Role.CLERK: N_("Clerk (receives and takes payments)"),
    Role.CASHIER: N_("Cashier"),
    Role.SUPERVISOR: N_("Supervisor of the hall"),
    Role.MANAGER: N_("Manager of the center"),
    Role.OFFICER: N_("Department officer"),
    Role.HEAD: N_("Head of a department"),
    Role.AUDITOR: N_("Auditor"),
    Role.GOVERNORATE: N_("Supervisor of the governorate"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
AT_A_WINDOW = frozenset({Permission.SERVE, Permission.GIVE_NUMBERS, Permission.BOOK_TIMES})
MONEY = frozenset(
    {
        Permission.TAKE_PAYMENTS,
        Permission.ISSUE_CERTIFICATES,
        Permission.READ_PAPERS,
        Permission.REPRINT_PAPERS,
    }
)
CLERK = AT_A_WINDOW | MONEY | {Permission.RECEIVE_REQUESTS}
SUPERVISOR = CLERK | {
    Permission.PICK_NUMBERS,
    Permission.SUPERVISE_HALL,
    Permission.CANCEL_PAPERS,
    Permission.CANCEL_MONEY,
    Permission.REVIEW_CASH,
    Permission.READ_IDENTITY,
    Permission.CORRECT_APPLICANTS,
    Permission.OPEN_NAMED_PAPERS,
    Permission.KEEP_LATE_LIST,
    Permission.ANSWER_COMPLAINTS,
    Permission.READ_VISITS,
    Permission.ANSWER_VISITS,
    Permission.MANAGE_DEVICES,
    Permission.READ_REPORTS,
    Permission.READ_MONEY,
}
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECEIVER: AT_A_WINDOW | {Permission.RECEIVE_REQUESTS},
    Role.CLERK: CLERK,
    Role.CASHIER: AT_A_WINDOW | MONEY,
    Role.SUPERVISOR: SUPERVISOR,
    Role.MANAGER: SUPERVISOR
    | {
        Permission.MANAGE_CENTER,
        Permission.MANAGE_STAFF,
        Permission.MANAGE_TARIFF,
        Permission.ASSIGN_REQUESTS,
        Permission.GIVE_PERSONAL_DATA,
        Permission.CHOOSE_REPORTS,
    },
    Role.OFFICER: frozenset({Permission.WORK_STAGES}),
    Role.HEAD: frozenset(
        {
            Permission.WORK_STAGES,
            Permission.DECIDE,
            Permission.ASSIGN_REQUESTS,
            Permission.KEEP_LATE_LIST,
            Permission.READ_REPORTS,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.READ_REPORTS,
            Permission.READ_MONEY,
            Permission.READ_AUDIT,
            Permission.READ_PAPERS,
            Permission.OPEN_NAMED_PAPERS,
            Permission.READ_VISITS,
        }
    ),
    Role.GOVERNORATE: frozenset(
        {
            Permission.READ_REPORTS,
            Permission.READ_MONEY,
            Permission.CHOOSE_REPORTS,
            Permission.VISIT_CENTERS,
            Permission.READ_VISITS,
            Permission.ANSWER_VISITS,
            Permission.ANSWER_COMPLAINTS,
            Permission.KEEP_LATE_LIST,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.MANAGE_DEVICES,
            Permission.MANAGE_CENTER,
            Permission.MANAGE_STAFF,
            Permission.MANAGE_CATALOGUE,
            Permission.MANAGE_TARIFF,
            Permission.MANAGE_GOVERNORATE,
            Permission.READ_REPORTS,
            Permission.CHOOSE_REPORTS,
        }
    ),
}


def allows(role: Role, permission: Permission) -> bool:
    """Tell whether `role` has `permission`."""
    return permission in PERMISSIONS[role]
