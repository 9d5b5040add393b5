"""What the audit knows of: one name for each kind of deed, with the phrase that pages show. Standard library only."""

from enum import StrEnum

from singlewindow.errors import N_


class Action(StrEnum):
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    PASSWORD_CHANGED = "password_changed"
    SECOND_STEP_SET = "second_step_set"
    SECOND_STEP_RESET = "second_step_reset"
    RECOVERY_CODE_USED = "recovery_code_used"
    PICK = "pick"
    FREE_WINDOW = "free_window"
    SEAT_CLERK = "seat_clerk"
    LIMIT_WINDOW = "limit_window"
    PAUSE_NUMBERS = "pause_numbers"
    GIVE_NUMBERS = "give_numbers"
    CLOSE_DAY = "close_day"
    PAYMENT = "payment"
    CERTIFICATE = "certificate"
    VIEW_IDENTITY = "view_identity"
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    PASSWORD_RESET = "password_reset"
    CENTER_CHANGED = "center_changed"
    WINDOW_ADDED = "window_added"


PHRASES = {
    Action.SIGN_IN: N_("Signed in"),
    Action.SIGN_IN_FAILED: N_("Sign-in failed"),
    Action.SIGN_OUT: N_("Signed out"),
    Action.PASSWORD_CHANGED: N_("Changed the own password"),
    Action.SECOND_STEP_SET: N_("Set up the second step"),
    Action.SECOND_STEP_RESET: N_("Reset someone's second step"),
    Action.RECOVERY_CODE_USED: N_("Used a recovery code"),
    Action.PICK: N_("Called a number out of turn"),
    Action.FREE_WINDOW: N_("Closed a clerk's window"),
    Action.SEAT_CLERK: N_("Moved a clerk to a window"),
    Action.LIMIT_WINDOW: N_("Set what a window serves"),
    Action.PAUSE_NUMBERS: N_("Stopped the giving of numbers"),
    Action.GIVE_NUMBERS: N_("Let numbers be given again"),
    Action.CLOSE_DAY: N_("Closed the day"),
    Action.PAYMENT: N_("Took a payment"),
    Action.CERTIFICATE: N_("Issued a certificate"),
    Action.VIEW_IDENTITY: N_("Read an identity"),
    Action.STAFF_ADDED: N_("Added a member of staff"),
    Action.STAFF_CHANGED: N_("Changed a member of staff"),
    Action.PASSWORD_RESET: N_("Reset someone's password"),
    Action.CENTER_CHANGED: N_("Changed a center"),
    Action.WINDOW_ADDED: N_("Added a window"),
}


def phrase_of(action: str) -> str:
    """Give the English phrase of an action; one that this version does not know is shown by its name."""
    return PHRASES[Action(action)] if action in PHRASES else action
