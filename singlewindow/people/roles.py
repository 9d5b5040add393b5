"""Roles as sets of permissions."""

from enum import StrEnum


class Permission(StrEnum):
    SERVE = "serve"
    RECEIVE_REQUESTS = "receive_requests"
    TAKE_PAYMENTS = "take_payments"
    ISSUE_CERTIFICATES = "issue_certificates"
    READ_PAPERS = "read_papers"
    PICK_NUMBERS = "pick_numbers"
    GIVE_NUMBERS = "give_numbers"
    SUPERVISE_HALL = "supervise_hall"
    MANAGE_CENTER = "manage_center"


class Role(StrEnum):
    """`receiver` calls and receives, takes no money; `clerk` does both; `supervisor` leads the hall and may sit at a
    window; `manager` everything of a center."""

    RECEIVER = "receiver"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


CLERK = frozenset(
    {
        Permission.SERVE,
        Permission.RECEIVE_REQUESTS,
        Permission.TAKE_PAYMENTS,
        Permission.ISSUE_CERTIFICATES,
        Permission.READ_PAPERS,
        Permission.GIVE_NUMBERS,
    }
)
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECEIVER: frozenset({Permission.SERVE, Permission.RECEIVE_REQUESTS, Permission.GIVE_NUMBERS}),
    Role.CLERK: CLERK,
    Role.SUPERVISOR: CLERK | {Permission.PICK_NUMBERS, Permission.SUPERVISE_HALL},
    Role.MANAGER: frozenset(Permission),
}


def allows(role: Role, permission: Permission) -> bool:
    """Tell whether `role` has `permission`."""
    return permission in PERMISSIONS[role]
