"""The figures of field visits: by center and by month, counted from the rows themselves."""

from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from singlewindow.field_visits.answering import FindingTyped
from singlewindow.field_visits.follow_ups import finish, redate, reopen
from singlewindow.field_visits.planning import cancel_visit
from singlewindow.places.records import Center, CenterKind, Governorate
from singlewindow.reports.field_visit_measures import MEASURES
from singlewindow.reports.field_visits import (
    FieldVisitFigures,
    field_visit_rows,
    field_visits,
    field_visits_by_center,
    field_visits_by_month,
)
from singlewindow.reports.request_scope import NotSplitThus
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span
from singlewindow.tickets.states import Lane
from tests.cast import Hall
from tests.singlewindow.at_the_field import Field

NOVEMBER, DECEMBER = Span.month(2026, 11), Span.month(2026, 12)


@pytest.fixture
def field(hall: Hall, tmp_path: Path, now: datetime) -> Field:
    return Field(hall, tmp_path, now)


def scope(field: Field, **narrowed: object) -> Scope:
    with field.hall.database.reading() as session:
        return Scope(session.scalars(select(Governorate.id)).one(), **narrowed)  # type: ignore[arg-type]


def figures(field: Field, span: Span = NOVEMBER, **narrowed: object) -> FieldVisitFigures:
    with field.hall.database.reading() as session:
        return field_visits(session, scope(field, **narrowed), span)


def test_each_measure_is_a_figure_and_each_figure_a_measure() -> None:
    assert [measure.code for measure in MEASURES] == [one.name for one in fields(FieldVisitFigures)]


def test_what_is_planned_done_found_and_given_is_counted(field: Field) -> None:
    field.hall.do(cancel_visit, field.planned(), "سبب", field.visitor, field.now)
    field.planned(planned_on=field.day(1))
    field.closed(q1=field.grave(), q2=FindingTyped("no", "ملاحظة", "minor"), q3=FindingTyped("no", "ملاحظة", "minor"))
    assert figures(field) == FieldVisitFigures(
        visits_planned=2, visits_done=1, findings_minor=2, findings_critical=1, follow_ups_given=1, follow_ups_open=1
    )


def test_a_follow_up_is_open_then_late_then_done_and_open_again(field: Field) -> None:
    key = field.follow_ups(field.closed(q1=field.grave(2)))[0].id
    assert (figures(field).follow_ups_late, figures(field, DECEMBER).follow_ups_late) == (1, 1)
    field.hall.do(redate, key, field.day(30), "سبب", field.visitor, None, field.now)
    assert (figures(field).follow_ups_open, figures(field).follow_ups_late) == (1, 0)
    later = field.now + timedelta(days=10)
    field.hall.do(finish, key, "تم", field.visitor, None, later)
    assert (figures(field).follow_ups_open, figures(field).follow_ups_done) == (1, 0)
    assert (figures(field, DECEMBER).follow_ups_open, figures(field, DECEMBER).follow_ups_done) == (0, 1)
    field.hall.do(reopen, key, field.day(40), "سبب", field.visitor, later)
    assert (figures(field, DECEMBER).follow_ups_open, figures(field, DECEMBER).follow_ups_done) == (1, 0)


def test_the_centers_add_up_and_those_without_visits_are_there(field: Field) -> None:
    with field.hall.database.reading() as session:
        other = session.scalars(select(Center).where(Center.code != "demo").limit(1)).one()
    field.closed(q1=field.grave())
    field.closed_at(other.code)
    with field.hall.database.reading() as session:
        by_center = field_visits_by_center(session, scope(field), NOVEMBER)
        assert len(by_center) == len(session.scalars(select(Center.id)).all())
    assert {key for key, found in by_center.items() if found.visits_done} == {field.hall.center_id, other.id}
    assert sum(by_center.values(), FieldVisitFigures()) == figures(field)
    assert figures(field, center_id=other.id).visits_done == 1


def test_the_months_of_a_span_are_each_counted(field: Field) -> None:
    field.closed()
    field.planned(planned_on="2026-12-06")
    with field.hall.database.reading() as session:
        months = field_visits_by_month(session, scope(field), Span(NOVEMBER.first, DECEMBER.last))
    assert {first.month: (found.visits_planned, found.visits_done) for first, found in months.items()} == {
        11: (1, 1),
        12: (1, 0),
    }


def test_the_rows_are_the_visits_of_the_span(field: Field) -> None:
    numbers = {field.closed(), field.planned()}
    field.planned(planned_on="2026-12-06")
    with field.hall.database.reading() as session:
        assert {visit.number for visit in field_visit_rows(session, scope(field), NOVEMBER)} == numbers


def test_nothing_of_a_practice_center_counts(field: Field) -> None:
    field.closed()
    field.hall.set_rules(kind=CenterKind.PRACTICE)
    assert figures(field) == FieldVisitFigures()


def test_a_lane_has_no_field_visits(field: Field) -> None:
    with pytest.raises(NotSplitThus):
        figures(field, lane=Lane.ORDINARY)
