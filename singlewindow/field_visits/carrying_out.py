"""Carrying out a field visit: begun with the checklist of its day, filled in, closed; then it is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.field_visits.answering import LONGEST_ANSWER, FindingTyped, fill_in, folded
from singlewindow.field_visits.checklist import questions
from singlewindow.field_visits.draft import begin_visit_draft, empty_visit_draft
from singlewindow.field_visits.follow_ups import give_follow_up
from singlewindow.field_visits.moving import (
    VisitCase,
    VisitIsElsewhere,
    move_visit,
    note_visit,
    require_movable,
    settle_visit,
    visit_case,
)
from singlewindow.field_visits.pictures import add_pictures
from singlewindow.field_visits.records import Finding, FollowUp
from singlewindow.field_visits.states import ANSWERS, Severity, VisitDeed, VisitState
from singlewindow.formkeys import checked_form_key
from singlewindow.places.clock import service_day
from singlewindow.requests.scans import ScanStore

MUST_BE_FOLLOWED = frozenset({Severity.MAJOR, Severity.CRITICAL})


class VisitIsAhead(Refusal):
    message = N_("This field visit is planned for a later day. Plan it for today first.")


class NoChecklist(Refusal):
    message = N_("The checklist of the governorate has no question yet. Write it first.")


class UnknownFinding(Unknown):
    message = N_("This field visit has no such question.")


class AnswerMissing(Refusal):
    status = 422
    message = N_("Question %(place)s has no answer yet.")


class RemarkMissing(Refusal):
    status = 422
    message = N_("Question %(place)s: say in the remark what was found.")


class FollowUpMissing(Refusal):
    status = 422
    message = N_("Question %(place)s: something grave was found. Say what is to be done, by whom and until when.")


@dataclass(frozen=True)
class Entered:
    """What a form brings: by the key of each finding what was typed of it, and the key of the form."""

    findings: Mapping[UUID, FindingTyped]
    form_key: str


def begin_visit(work: Work, number: str, staff_id: UUID, now: datetime) -> None:
    """Begin a field visit: the questions in use are copied into it as they are today.

    Raises UnknownVisit, NotTheVisitor, VisitIsElsewhere, VisitIsAhead or NoChecklist.
    """
    case = visit_case(work, staff_id, number, own=True)
    require_movable(case, VisitDeed.BEGIN)
    if case.visit.planned_on > service_day(now):
        raise VisitIsAhead
    asked = questions(work.session, case.center.governorate_id, active=True)
    if not asked:
        raise NoChecklist
    for place, question in enumerate(asked, 1):
        words = {"name_ar": question.name_ar, "name_en": question.name_en, "kind": question.kind}
        work.add(Finding(visit_id=case.visit.id, question_id=question.id, position=place, **words))
    begin_visit_draft(work, case.visit.id, now)
    case.visit.begun_at = now
    move_visit(work, case, VisitDeed.BEGIN, now)
    note_visit(work, case, Action.VISIT_BEGUN, now, questions=len(asked))


def fill_in_visit(work: Work, store: ScanStore, number: str, entered: Entered, staff_id: UUID, now: datetime) -> None:
    """Keep what was entered of a visit under way: answers, remarks, pictures and follow-ups, all of it or nothing.

    A form that is sent twice gives its follow-ups once. Raises FormKeyMissing, UnknownVisit, NotTheVisitor,
    VisitIsElsewhere, UnknownFinding, and the refusals of `fill_in`, `add_pictures` and `give_follow_up`, each with its
    question's `place`.
    """
    checked_form_key(entered.form_key)
    case = visit_case(work, staff_id, number, own=True)
    if case.visit.state is not VisitState.UNDERWAY:
        raise VisitIsElsewhere
    own = {finding.id: finding for finding in findings_of(work.session, case.visit.id)}
    if not entered.findings.keys() <= own.keys():
        raise UnknownFinding
    for key, typed in entered.findings.items():
        _enter(work, store, case, own[key], typed, entered.form_key, now)
    empty_visit_draft(work, case.visit.id)
    settle_visit(work, case)
    work.session.flush()


def close_visit(work: Work, number: str, summary: str, staff_id: UUID, now: datetime) -> None:
    """Close a field visit whose questions are answered: from then on nothing of it changes.

    Raises UnknownVisit, NotTheVisitor, VisitIsElsewhere, AnswerMissing, RemarkMissing, FollowUpMissing, or as
    `one_line`.
    """
    case = visit_case(work, staff_id, number, own=True)
    require_movable(case, VisitDeed.CLOSE)
    found = findings_of(work.session, case.visit.id)
    followed = set(work.session.scalars(select(FollowUp.finding_id).where(FollowUp.visit_id == case.visit.id)))
    for finding in found:
        _require_whole(finding, followed)
    case.visit.summary = folded(summary, N_("The summary"), LONGEST_ANSWER, required=False)
    for finding in found:
        finding.frozen = True
    case.visit.closed_at = now
    move_visit(work, case, VisitDeed.CLOSE, now)
    note_visit(work, case, Action.VISIT_CLOSED, now, follow_ups=len(followed))


def findings_of(session: Session, visit_id: UUID) -> Sequence[Finding]:
    """Give the questions of a field visit with what was found, in their order."""
    return session.scalars(select(Finding).where(Finding.visit_id == visit_id).order_by(Finding.position)).all()


def _enter(
    work: Work, store: ScanStore, case: VisitCase, finding: Finding, typed: FindingTyped, form_key: str, now: datetime
) -> None:
    try:
        fill_in(finding, typed)
        add_pictures(work, store, case, finding, typed.pictures, now)
        if typed.task.words.strip():
            give_follow_up(work, case, finding, typed.task, form_key, now)
    except Refusal as refusal:
        refusal.values = {**refusal.values, "finding": str(finding.id), "place": finding.position}
        raise


def _require_whole(finding: Finding, followed: set[UUID]) -> None:
    if finding.kind in ANSWERS and not finding.answer:
        raise AnswerMissing(place=finding.position, finding=str(finding.id))
    if finding.severity is not Severity.NONE and not finding.remark:
        raise RemarkMissing(place=finding.position, finding=str(finding.id))
    if finding.severity in MUST_BE_FOLLOWED and finding.id not in followed:
        raise FollowUpMissing(place=finding.position, finding=str(finding.id))
