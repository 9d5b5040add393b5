"""What a field visit and its follow-ups can be and become: tables, nothing else is possible. Standard library only."""

from dataclasses import dataclass
from enum import StrEnum


class VisitState(StrEnum):
    PLANNED = "planned"
    UNDERWAY = "underway"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class VisitDeed(StrEnum):
    PLAN = "plan"
    MOVE = "move"
    BEGIN = "begin"
    CLOSE = "close"
    CANCEL = "cancel"


class QuestionKind(StrEnum):
    YES_NO = "yes_no"
    SCALE = "scale"
    TEXT = "text"


class Severity(StrEnum):
    """How grave what was found is; `none` where all is well."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"


class FollowUpDeed(StrEnum):
    GIVE = "give"
    REDATE = "redate"
    FINISH = "finish"
    REOPEN = "reopen"


@dataclass(frozen=True)
class VisitTransition:
    """From which states a deed leads where, and whether it needs a reason."""

    before: frozenset[VisitState]
    after: VisitState
    reason: bool = False


VISIT_TRANSITIONS = {
    VisitDeed.MOVE: VisitTransition(frozenset({VisitState.PLANNED}), VisitState.PLANNED, reason=True),
    VisitDeed.BEGIN: VisitTransition(frozenset({VisitState.PLANNED}), VisitState.UNDERWAY),
    VisitDeed.CLOSE: VisitTransition(frozenset({VisitState.UNDERWAY}), VisitState.CLOSED),
    VisitDeed.CANCEL: VisitTransition(
        frozenset({VisitState.PLANNED, VisitState.UNDERWAY}), VisitState.CANCELLED, reason=True
    ),
}
NOT_APPLICABLE = "na"
ANSWERS = {
    QuestionKind.YES_NO: ("yes", "no", NOT_APPLICABLE),
    QuestionKind.SCALE: ("1", "2", "3", "4", "5", NOT_APPLICABLE),
}
"""The answers that are chosen; those of other kinds are written."""
