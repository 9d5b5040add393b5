"""What states, stages, deeds and kinds are called on pages."""

from enum import StrEnum

from flask import Flask
from flask_babel import gettext

from singlewindow.catalogue.records import FieldKind
from singlewindow.complaints.records import ComplaintKind
from singlewindow.errors import N_
from singlewindow.field_visits.listing import VisitFilter
from singlewindow.field_visits.states import (
    FollowUpDeed,
    FollowUpState,
    QuestionKind,
    Severity,
    VisitDeed,
    VisitState,
)
from singlewindow.places.records import CenterKind
from singlewindow.requests.states import ApplicantKind, BreachKind, RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind
from singlewindow.tickets.states import Lane, State

NAMES: dict[type[StrEnum], dict[str, str]] = {
    RequestState: {
        RequestState.RECEIVED: N_("Received at the window"),
        RequestState.UNDER_REVIEW: N_("Under review"),
        RequestState.AWAITING_INSPECTION: N_("Awaiting inspection"),
        RequestState.AWAITING_PAPERS: N_("Awaiting papers"),
        RequestState.AWAITING_PAYMENT: N_("Awaiting payment"),
        RequestState.APPROVED: N_("Approved"),
        RequestState.REJECTED: N_("Rejected"),
        RequestState.READY: N_("Ready to be collected"),
        RequestState.DELIVERED: N_("Delivered"),
        RequestState.WITHDRAWN: N_("Withdrawn"),
    },
    StageKind: {
        StageKind.REVIEW: N_("Review"),
        StageKind.INSPECTION: N_("Inspection"),
        StageKind.FEE_FIXING: N_("Fixing of the fee"),
        StageKind.DECISION: N_("Decision"),
        StageKind.ISSUE: N_("Issue"),
    },
    StageState: {
        StageState.AHEAD: N_("Still ahead"),
        StageState.HERE: N_("The file is here"),
        StageState.DONE: N_("Finished"),
        StageState.SENT_BACK: N_("Sent back"),
        StageState.SKIPPED: N_("Passed over"),
    },
    RequestDeed: {
        RequestDeed.BEGIN_REVIEW: N_("Review begun"),
        RequestDeed.BEGIN_INSPECTION: N_("Inspection begun"),
        RequestDeed.TAKE: N_("Taken up"),
        RequestDeed.GIVE_BACK: N_("Given back by the officer"),
        RequestDeed.ASSIGN: N_("Assigned by the head"),
        RequestDeed.TRANSFER: N_("Transferred to another department"),
        RequestDeed.TO_REVIEW: N_("Sent on"),
        RequestDeed.TO_INSPECTION: N_("Sent on to inspection"),
        RequestDeed.SEND_BACK: N_("Sent back to an earlier stage"),
        RequestDeed.SKIP: N_("Stage passed over"),
        RequestDeed.ASK_PAPERS: N_("Papers asked for"),
        RequestDeed.COMPLETE_PAPERS: N_("Papers completed"),
        RequestDeed.AWAIT_PAYMENT: N_("Fee fixed"),
        RequestDeed.APPROVE: N_("Approved"),
        RequestDeed.REJECT: N_("Rejected"),
        RequestDeed.ISSUE: N_("Sent to be issued"),
        RequestDeed.MAKE_READY: N_("Made ready"),
        RequestDeed.DELIVER: N_("Delivered"),
        RequestDeed.WITHDRAW: N_("Withdrawn by the applicant"),
        RequestDeed.WITHDRAW_FILE: N_("Papers taken back by the applicant"),
    },
    ApplicantKind: {
        ApplicantKind.PERSON: N_("A person"),
        ApplicantKind.COMPANY: N_("A company"),
        ApplicantKind.REPRESENTATIVE: N_("A representative"),
    },
    BreachKind: {
        BreachKind.OWN_RECEPTION: N_("Worked on a request that the same person received"),
        BreachKind.OWN_REVIEW: N_("Decided a request that the same person reviewed"),
        BreachKind.CHOSEN_FILE: N_("Chose a file that was not served"),
        BreachKind.OTHER_DEPARTMENT: N_("Worked on a file of another department"),
        BreachKind.MAY_NOT_DECIDE: N_("Decided without being allowed to"),
    },
    FieldKind: {
        FieldKind.TEXT: N_("Text"),
        FieldKind.NUMBER: N_("Number"),
        FieldKind.DATE: N_("Date"),
        FieldKind.CHOICE: N_("Choice"),
        FieldKind.FILE_NUMBER: N_("File number"),
    },
    ComplaintKind: {
        ComplaintKind.SERVICE: N_("A service"),
        ComplaintKind.CENTER: N_("The center"),
        ComplaintKind.DELAY: N_("A delay"),
        ComplaintKind.REQUEST: N_("My request"),
        ComplaintKind.CONDUCT: N_("How I was treated"),
        ComplaintKind.OTHER: N_("Something else"),
    },
    VisitState: {
        VisitState.PLANNED: N_("Planned"),
        VisitState.UNDERWAY: N_("Under way"),
        VisitState.CLOSED: N_("Done"),
        VisitState.CANCELLED: N_("Cancelled"),
    },
    VisitDeed: {
        VisitDeed.PLAN: N_("Planned"),
        VisitDeed.MOVE: N_("Planned anew"),
        VisitDeed.BEGIN: N_("Begun"),
        VisitDeed.CLOSE: N_("Visit closed"),
        VisitDeed.CANCEL: N_("Cancelled"),
    },
    VisitFilter: {
        VisitFilter.ALL: N_("All of them"),
        VisitFilter.PLANNED: N_("Planned"),
        VisitFilter.UNDERWAY: N_("Under way"),
        VisitFilter.DONE: N_("Done"),
        VisitFilter.OPEN: N_("With open follow-ups"),
        VisitFilter.LATE: N_("With late follow-ups"),
        VisitFilter.CANCELLED: N_("Cancelled"),
    },
    QuestionKind: {
        QuestionKind.YES_NO: N_("Yes or no"),
        QuestionKind.SCALE: N_("From 1 to 5"),
        QuestionKind.TEXT: N_("Text"),
    },
    Severity: {
        Severity.NONE: N_("All is well"),
        Severity.MINOR: N_("Minor"),
        Severity.MAJOR: N_("Major"),
        Severity.CRITICAL: N_("Critical"),
    },
    FollowUpState: {FollowUpState.OPEN: N_("Still to do"), FollowUpState.DONE: N_("Done")},
    FollowUpDeed: {
        FollowUpDeed.GIVE: N_("Given"),
        FollowUpDeed.REDATE: N_("New day"),
        FollowUpDeed.FINISH: N_("Done"),
        FollowUpDeed.REOPEN: N_("Open again"),
    },
    State: {
        State.WAITING: N_("Waits"),
        State.CALLED: N_("Called to a window"),
        State.SERVING: N_("Is served"),
        State.HELD: N_("On hold"),
        State.FINISHED: N_("Visit finished"),
        State.ABSENT: N_("Did not come when called"),
        State.LEFT: N_("Left by themselves"),
        State.NOT_SERVED: N_("Not served by closing"),
    },
    Lane: {Lane.ORDINARY: N_("Ordinary"), Lane.PRIORITY: N_("Priority"), Lane.BOOKED: N_("Booked")},
    CenterKind: {
        CenterKind.MAIN: N_("Main center"),
        CenterKind.MINI: N_("Mini center"),
        CenterKind.MOBILE: N_("Mobile center"),
    },
}


def register(app: Flask) -> None:
    """Give the templates of `app` the filter `named`."""
    app.jinja_env.filters["named"] = named


def named(value: StrEnum) -> str:
    """Give what a state, stage, deed or kind is called in the visitor's language."""
    return str(gettext(NAMES[type(value)][value.value]))
