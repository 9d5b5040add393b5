"""Roles as sets of permissions."""

from enum import StrEnum


class Permission(StrEnum):
    SERVE = "serve"
    RECEIVE_REQUESTS = "receive_requests"
    TAKE_PAYMENTS = "take_payments"
    ISSUE_CERTIFICATES = "issue_certificates"
    READ_PAPERS = "read_papers"


class Role(StrEnum):
    """`receiver` calls and receives, takes no money; `clerk` does both; `manager` everything of a center."""

    RECEIVER = "receiver"
    CLERK = "clerk"
    MANAGER = "manager"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECEIVER: frozenset({Permission.SERVE, Permission.RECEIVE_REQUESTS}),
    Role.CLERK: frozenset(Permission),
    Role.MANAGER: frozenset(Permission),
}


def allows(role: Role, permission: Permission) -> bool:
    """Tell whether `role` has `permission`."""
    return permission in PERMISSIONS[role]
