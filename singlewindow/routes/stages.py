"""The kinds of stages, and what a department is shown of a file in each. Standard library only."""

from enum import StrEnum


class StageKind(StrEnum):
    REVIEW = "review"
    INSPECTION = "inspection"
    FEE_FIXING = "fee_fixing"
    DECISION = "decision"
    ISSUE = "issue"


class Shown(StrEnum):
    """What may be shown of a file. No kind of stage is shown a name, an ID or a phone."""

    SUBJECT = "subject"
    ADDRESS = "address"
    ANSWERS = "answers"
    PAPERS = "papers"
    SCANS = "scans"
    FINDINGS = "findings"


BEFORE_DECISION = frozenset({StageKind.REVIEW, StageKind.INSPECTION, StageKind.FEE_FIXING})
SHOWN: dict[StageKind, frozenset[Shown]] = {
    StageKind.REVIEW: frozenset({Shown.SUBJECT, Shown.ANSWERS, Shown.PAPERS, Shown.SCANS, Shown.FINDINGS}),
    StageKind.INSPECTION: frozenset({Shown.SUBJECT, Shown.ADDRESS, Shown.ANSWERS, Shown.FINDINGS}),
    StageKind.FEE_FIXING: frozenset({Shown.SUBJECT, Shown.ANSWERS, Shown.FINDINGS}),
    StageKind.DECISION: frozenset({Shown.SUBJECT, Shown.ANSWERS, Shown.PAPERS, Shown.SCANS, Shown.FINDINGS}),
    StageKind.ISSUE: frozenset({Shown.SUBJECT, Shown.ANSWERS, Shown.PAPERS}),
}
