"""A field visit to the demonstration center: its visitor, the made-up checklist, and shorthands for its deeds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from singlewindow.audit.records import AuditEntry
from singlewindow.field_visits.answering import FindingTyped, TaskTyped
from singlewindow.field_visits.camera_data import FOLDER
from singlewindow.field_visits.carrying_out import Entered, begin_visit, close_visit, fill_in_visit, findings_of
from singlewindow.field_visits.follow_ups import follow_ups_of
from singlewindow.field_visits.moving import visit_by_number
from singlewindow.field_visits.planning import VisitPlan, plan_visit
from singlewindow.field_visits.records import FieldVisit, Finding, FollowUp
from singlewindow.field_visits.states import QuestionKind
from singlewindow.places.clock import service_day
from singlewindow.requests.scans import ScanStore
from singlewindow.routes.records import Department
from tests.cast import Hall, new_key

WELL = {QuestionKind.YES_NO: "yes", QuestionKind.SCALE: "4", QuestionKind.TEXT: "ملاحظة توضيحية"}


@dataclass
class Field:
    """What a visitor does at the demonstration center, with sensible defaults."""

    hall: Hall
    folder: Path
    now: datetime

    @property
    def visitor(self) -> UUID:
        return self.hall.staff("governorate1")

    @property
    def store(self) -> ScanStore:
        return ScanStore(self.folder / FOLDER)

    def day(self, days: int = 0) -> str:
        """Give a day so many days from now, as a form sends it."""
        return (service_day(self.now) + timedelta(days=days)).isoformat()

    def plan(self, **changes: object) -> VisitPlan:
        """Give a plan for a visit today."""
        values: dict[str, object] = {
            "center": "demo",
            "planned_on": self.day(),
            "visitor": self.visitor,
            "purpose": "متابعة توضيحية",
            "form_key": new_key(),
        }
        return VisitPlan(**(values | changes))  # type: ignore[arg-type]

    def planned(self, **changes: object) -> str:
        """Plan a visit and give its number."""
        return self.hall.do(plan_visit, self.plan(**changes), self.visitor, self.now).number

    def begun(self) -> str:
        """Plan and begin a visit and give its number."""
        number = self.planned()
        self.hall.do(begin_visit, number, self.visitor, self.now)
        return number

    def well(self, number: str, **changes: FindingTyped) -> dict[UUID, FindingTyped]:
        """Give answers by which all is well; `q1` and so on change what is typed of a question."""
        return {
            finding.id: changes.get(f"q{finding.position}", FindingTyped(WELL[finding.kind]))
            for finding in self.findings(number)
        }

    def fill_in(self, number: str, form_key: str = "", **changes: FindingTyped) -> None:
        """Enter that all is well, but for `changes`."""
        entered = Entered(self.well(number, **changes), form_key or new_key())
        self.hall.do(fill_in_visit, self.store, number, entered, self.visitor, self.now)

    def close(self, number: str, summary: str = "خلاصة توضيحية") -> None:
        """Close a visit."""
        self.hall.do(close_visit, number, summary, self.visitor, self.now)

    def closed(self, **changes: FindingTyped) -> str:
        """Carry out a whole visit and give its number."""
        number = self.begun()
        self.fill_in(number, **changes)
        self.close(number)
        return number

    def closed_at(self, center: str) -> str:
        """Carry out a whole visit to another center, with a follow-up by a department, and give its number."""
        with self.hall.database.reading() as session:
            department = session.scalars(select(Department.id).limit(1)).one()
        number = self.planned(center=center)
        self.hall.do(begin_visit, number, self.visitor, self.now)
        self.fill_in(number, q1=self.grave(owner=f"department:{department}"))
        self.close(number)
        return number

    def grave(self, days: int = 7, owner: str = "") -> FindingTyped:
        """Give a grave finding with a follow-up, by clerk 1 unless another is named."""
        task = TaskTyped("إصلاح توضيحي", owner or f"staff:{self.hall.staff('clerk1')}", self.day(days))
        return FindingTyped("na", "عطل توضيحي", "critical", task)

    def visit(self, number: str) -> FieldVisit:
        """Give a visit as it stands."""
        with self.hall.database.reading() as session:
            return visit_by_number(session, number)

    def findings(self, number: str) -> list[Finding]:
        """Give the findings of a visit as they stand."""
        with self.hall.database.reading() as session:
            return list(findings_of(session, visit_by_number(session, number).id))

    def follow_ups(self, number: str) -> list[FollowUp]:
        """Give the follow-ups of a visit as they stand."""
        with self.hall.database.reading() as session:
            return list(follow_ups_of(session, visit_by_number(session, number).id))

    def noted(self, number: str) -> list[str]:
        """Give what the audit says of a visit, in order."""
        with self.hall.database.reading() as session:
            own = select(AuditEntry.action).where(AuditEntry.subject == number).order_by(AuditEntry.sequence)
            return list(session.scalars(own))
