"""The states of a request and the deeds that lead from one to another: one table, nothing else is possible.

`docs/request-states.md` prints the table; a test holds the two together.
"""

from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    AWAITING_INSPECTION = "awaiting_inspection"
    AWAITING_PAPERS = "awaiting_papers"
    AWAITING_PAYMENT = "awaiting_payment"
    APPROVED = "approved"
    REJECTED = "rejected"
    READY = "ready"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


class RequestDeed(StrEnum):
    BEGIN_REVIEW = "begin_review"
    BEGIN_INSPECTION = "begin_inspection"
    TAKE = "take"
    GIVE_BACK = "give_back"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    TO_REVIEW = "to_review"
    TO_INSPECTION = "to_inspection"
    SEND_BACK = "send_back"
    SKIP = "skip"
    ASK_PAPERS = "ask_papers"
    COMPLETE_PAPERS = "complete_papers"
    AWAIT_PAYMENT = "await_payment"
    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    MAKE_READY = "make_ready"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    WITHDRAW_FILE = "withdraw_file"


class StageState(StrEnum):
    AHEAD = "ahead"
    HERE = "here"
    DONE = "done"
    SENT_BACK = "sent_back"
    SKIPPED = "skipped"


class ApplicantKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    REPRESENTATIVE = "representative"


class BreachKind(StrEnum):
    """What was tried against the separation of duties."""

    OWN_RECEPTION = "own_reception"
    OWN_REVIEW = "own_review"
    CHOSEN_FILE = "chosen_file"
    OTHER_DEPARTMENT = "other_department"
    MAY_NOT_DECIDE = "may_not_decide"


@dataclass(frozen=True)
class RequestTransition:
    """From any state of `before` to `after`, or none: the state stays; with `reason`, only for one that is kept."""

    before: frozenset[RequestState]
    after: RequestState | None
    reason: bool = False


def _from(*before: RequestState, to: RequestState | None, reason: bool = False) -> RequestTransition:
    return RequestTransition(frozenset(before), to, reason)


R = RequestState
IN_DEPARTMENT = (R.UNDER_REVIEW, R.AWAITING_INSPECTION)
WORKED_ON = (*IN_DEPARTMENT, R.APPROVED)
STOPPED = (R.AWAITING_PAPERS, R.AWAITING_PAYMENT)
OPEN = (R.RECEIVED, *IN_DEPARTMENT, *STOPPED)
UNFINISHED = (*OPEN, R.APPROVED)
CLOSED = (R.REJECTED, R.READY, R.DELIVERED, R.WITHDRAWN)
ENDED = (R.REJECTED, R.DELIVERED, R.WITHDRAWN)

REQUEST_TRANSITIONS: dict[RequestDeed, RequestTransition] = {
    RequestDeed.BEGIN_REVIEW: _from(R.RECEIVED, to=R.UNDER_REVIEW),
    RequestDeed.BEGIN_INSPECTION: _from(R.RECEIVED, to=R.AWAITING_INSPECTION),
    RequestDeed.TAKE: _from(*WORKED_ON, to=None),
    RequestDeed.GIVE_BACK: _from(*WORKED_ON, to=None, reason=True),
    RequestDeed.ASSIGN: _from(R.RECEIVED, *WORKED_ON, to=None, reason=True),
    RequestDeed.TRANSFER: _from(R.RECEIVED, *WORKED_ON, to=None, reason=True),
    RequestDeed.TO_REVIEW: _from(*IN_DEPARTMENT, *STOPPED, to=R.UNDER_REVIEW),
    RequestDeed.TO_INSPECTION: _from(*IN_DEPARTMENT, *STOPPED, to=R.AWAITING_INSPECTION),
    RequestDeed.SEND_BACK: _from(*IN_DEPARTMENT, to=R.UNDER_REVIEW, reason=True),
    RequestDeed.SKIP: _from(R.RECEIVED, *WORKED_ON, to=None, reason=True),
    RequestDeed.ASK_PAPERS: _from(*IN_DEPARTMENT, to=R.AWAITING_PAPERS, reason=True),
    RequestDeed.COMPLETE_PAPERS: _from(R.AWAITING_PAPERS, to=R.RECEIVED),
    RequestDeed.AWAIT_PAYMENT: _from(*IN_DEPARTMENT, to=R.AWAITING_PAYMENT),
    RequestDeed.APPROVE: _from(R.UNDER_REVIEW, to=R.APPROVED),
    RequestDeed.REJECT: _from(R.UNDER_REVIEW, to=R.REJECTED, reason=True),
    RequestDeed.ISSUE: _from(R.APPROVED, to=R.APPROVED),
    RequestDeed.MAKE_READY: _from(R.RECEIVED, R.APPROVED, to=R.READY),
    RequestDeed.DELIVER: _from(R.READY, to=R.DELIVERED),
    RequestDeed.WITHDRAW: _from(*UNFINISHED, to=R.WITHDRAWN, reason=True),
    RequestDeed.WITHDRAW_FILE: _from(*UNFINISHED, R.REJECTED, R.READY, to=R.WITHDRAWN, reason=True),
}
