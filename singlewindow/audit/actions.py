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
    CENTER_ADDED = "center_added"
    CENTER_CHANGED = "center_changed"
    WINDOW_ADDED = "window_added"
    CASH_OPENED = "cash_opened"
    CASH_CLOSED = "cash_closed"
    CASH_REVIEWED = "cash_reviewed"
    PAYMENT_CANCELLED = "payment_cancelled"
    REFUND = "refund"
    ACCOUNT_OPENED = "account_opened"
    LEDGER_COMPLETE = "ledger_complete"
    CHARGE_WITHDRAWN = "charge_withdrawn"
    TARIFF_PROPOSED = "tariff_proposed"
    TARIFF_APPROVED = "tariff_approved"
    TARIFF_REFUSED = "tariff_refused"
    WAYS_CHANGED = "ways_changed"
    PAPER_REPRINTED = "paper_reprinted"
    PAPER_REPLACED = "paper_replaced"
    PAPER_CANCELLED = "paper_cancelled"
    PAPER_TRIED_AGAIN = "paper_tried_again"
    DEVICE_PAIRED = "device_paired"
    DEVICE_CHANGED = "device_changed"
    DEVICE_ROTATED = "device_rotated"
    DEVICE_REVOKED = "device_revoked"
    PRINTER_SET = "printer_set"
    HOURS_SET = "hours_set"
    HOLIDAYS_CHANGED = "holidays_changed"
    NOTICES_SET = "notices_set"
    RULES_SET = "rules_set"
    OFFERING_SET = "offering_set"
    LETTERHEAD_SET = "letterhead_set"
    RETENTION_SET = "retention_set"
    PERIODIC_REPORTS_SET = "periodic_reports_set"
    PERSONAL_DATA_REMOVED = "personal_data_removed"
    PERSONAL_DATA_GIVEN = "personal_data_given"
    BOOKED = "booked"
    BOOKING_CANCELLED = "booking_cancelled"
    APPLICANT_CORRECTED = "applicant_corrected"
    REQUEST_REVIEWED = "request_reviewed"
    REQUEST_INSPECTED = "request_inspected"
    FEE_FIXED = "fee_fixed"
    REQUEST_ISSUED = "request_issued"
    PAPERS_ASKED = "papers_asked"
    FILE_GIVEN_BACK = "file_given_back"
    FILE_SENT_BACK = "file_sent_back"
    REQUEST_APPROVED = "request_approved"
    REQUEST_REJECTED = "request_rejected"
    FILE_ASSIGNED = "file_assigned"
    FILE_TRANSFERRED = "file_transferred"
    STAGE_SKIPPED = "stage_skipped"
    REQUEST_DELIVERED = "request_delivered"
    REQUEST_WITHDRAWN = "request_withdrawn"
    FILE_WITHDRAWN = "file_withdrawn"
    LATE_NOTED = "late_noted"
    COMPLAINT_ANSWERED = "complaint_answered"
    DEPARTMENT_ADDED = "department_added"
    DEPARTMENT_RENAMED = "department_renamed"
    CATALOGUE_IMPORTED = "catalogue_imported"
    ROUTE_SET = "route_set"
    FORM_SET = "form_set"
    REJECT_REASON_SET = "reject_reason_set"
    LATE_REASON_SET = "late_reason_set"
    VISIT_PLANNED = "visit_planned"
    VISIT_MOVED = "visit_moved"
    VISIT_BEGUN = "visit_begun"
    VISIT_CLOSED = "visit_closed"
    VISIT_CANCELLED = "visit_cancelled"
    FOLLOW_UP_DONE = "follow_up_done"
    FOLLOW_UP_REDATED = "follow_up_redated"
    FOLLOW_UP_REOPENED = "follow_up_reopened"
    CHECKLIST_SET = "checklist_set"


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
    Action.CENTER_ADDED: N_("Added a center"),
    Action.CENTER_CHANGED: N_("Changed a center"),
    Action.WINDOW_ADDED: N_("Added a window"),
    Action.CASH_OPENED: N_("Opened a cash session"),
    Action.CASH_CLOSED: N_("Closed a cash session"),
    Action.CASH_REVIEWED: N_("Reviewed a cash session"),
    Action.PAYMENT_CANCELLED: N_("Cancelled a payment"),
    Action.REFUND: N_("Gave money back"),
    Action.ACCOUNT_OPENED: N_("Opened an account"),
    Action.LEDGER_COMPLETE: N_("Declared a ledger complete"),
    Action.CHARGE_WITHDRAWN: N_("Withdrew a charge"),
    Action.TARIFF_PROPOSED: N_("Proposed a change of the tariff"),
    Action.TARIFF_APPROVED: N_("Approved a change of the tariff"),
    Action.TARIFF_REFUSED: N_("Refused a change of the tariff"),
    Action.WAYS_CHANGED: N_("Changed a way to pay"),
    Action.PAPER_REPRINTED: N_("Printed a copy of a paper"),
    Action.PAPER_REPLACED: N_("Replaced a lost paper"),
    Action.PAPER_CANCELLED: N_("Cancelled a paper"),
    Action.PAPER_TRIED_AGAIN: N_("Let a paper be tried again"),
    Action.DEVICE_PAIRED: N_("Paired a device"),
    Action.DEVICE_CHANGED: N_("Changed a device"),
    Action.DEVICE_ROTATED: N_("Asked for a device's new token"),
    Action.DEVICE_REVOKED: N_("Revoked a device"),
    Action.PRINTER_SET: N_("Chose a printer"),
    Action.HOURS_SET: N_("Set the opening hours"),
    Action.HOLIDAYS_CHANGED: N_("Changed the holidays"),
    Action.NOTICES_SET: N_("Set the notices"),
    Action.RULES_SET: N_("Set the rules of the queue"),
    Action.OFFERING_SET: N_("Set what a center offers"),
    Action.LETTERHEAD_SET: N_("Set the letterhead"),
    Action.RETENTION_SET: N_("Set how long personal data is kept"),
    Action.PERIODIC_REPORTS_SET: N_("Set which reports are made by themselves"),
    Action.PERSONAL_DATA_REMOVED: N_("Removed personal data whose time was over"),
    Action.PERSONAL_DATA_GIVEN: N_("Gave a person what is held about them"),
    Action.BOOKED: N_("Booked a time"),
    Action.BOOKING_CANCELLED: N_("Cancelled a booked time"),
    Action.APPLICANT_CORRECTED: N_("Corrected the applicant's data of a request"),
    Action.REQUEST_REVIEWED: N_("Ended the review of a request"),
    Action.REQUEST_INSPECTED: N_("Gave the result of an inspection"),
    Action.FEE_FIXED: N_("Fixed the fee of a request"),
    Action.REQUEST_ISSUED: N_("Ended the issue of a request"),
    Action.PAPERS_ASKED: N_("Asked for papers of a request"),
    Action.FILE_GIVEN_BACK: N_("Gave a file back"),
    Action.FILE_SENT_BACK: N_("Sent a file back to an earlier stage"),
    Action.REQUEST_APPROVED: N_("Approved a request"),
    Action.REQUEST_REJECTED: N_("Rejected a request"),
    Action.FILE_ASSIGNED: N_("Assigned a file to an officer"),
    Action.FILE_TRANSFERRED: N_("Transferred a file to another department"),
    Action.STAGE_SKIPPED: N_("Skipped a stage of a file"),
    Action.REQUEST_DELIVERED: N_("Delivered what a request asked for"),
    Action.REQUEST_WITHDRAWN: N_("Closed a request at its applicant's wish"),
    Action.FILE_WITHDRAWN: N_("Closed a request and gave its papers back"),
    Action.LATE_NOTED: N_("Said why a file is late"),
    Action.COMPLAINT_ANSWERED: N_("Answered a complaint"),
    Action.DEPARTMENT_ADDED: N_("Added a department"),
    Action.DEPARTMENT_RENAMED: N_("Named a department anew"),
    Action.CATALOGUE_IMPORTED: N_("Imported a catalogue file"),
    Action.ROUTE_SET: N_("Set the stages of a route"),
    Action.FORM_SET: N_("Set the form of a service"),
    Action.REJECT_REASON_SET: N_("Set a reason of rejection"),
    Action.LATE_REASON_SET: N_("Set a reason of lateness"),
    Action.VISIT_PLANNED: N_("Planned a field visit"),
    Action.VISIT_MOVED: N_("Planned a field visit anew"),
    Action.VISIT_BEGUN: N_("Began a field visit"),
    Action.VISIT_CLOSED: N_("Closed a field visit"),
    Action.VISIT_CANCELLED: N_("Cancelled a field visit"),
    Action.FOLLOW_UP_DONE: N_("Said that a follow-up is done"),
    Action.FOLLOW_UP_REDATED: N_("Gave a follow-up a new day"),
    Action.FOLLOW_UP_REOPENED: N_("Opened a follow-up again"),
    Action.CHECKLIST_SET: N_("Set a question of the checklist"),
}


def phrase_of(action: str) -> str:
    """Give the English phrase of an action; one that this version does not know is shown by its name."""
    return PHRASES[Action(action)] if action in PHRASES else action
