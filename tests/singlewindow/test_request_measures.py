"""Figures of requests, counted by hand from deeds at given moments, and laws that hold of any."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from singlewindow.places.records import CenterKind
from singlewindow.reports.desk_counts import desk_counts
from singlewindow.reports.lateness import LatePart, late_rows, lateness, lateness_by
from singlewindow.reports.request_parts import Part
from singlewindow.reports.request_rows import RequestRow, request_rows
from singlewindow.reports.request_scope import NotSplitThus
from singlewindow.reports.requests import RequestFigures, complete_after, requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.requests.late import LateWords, note_late
from singlewindow.requests.officer import reject
from singlewindow.requests.outcomes import Collector, deliver, withdraw, withdraw_file
from singlewindow.requests.papers import hand_in
from singlewindow.requests.records import LateReason, RequestPeriod
from singlewindow.requests.states import RequestDeed, RequestState
from singlewindow.routes.records import Department
from tests.cast import Hall
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_reports import scatter_files, scope_of
from tests.singlewindow.at_the_window import PAPER

OCTOBER, NOVEMBER, DECEMBER = (Span.month(2026, month) for month in (10, 11, 12))
LATER = date(2027, 3, 1)
AT_ONCE = "cleaning_fee_payment"
CITIZEN = Collector("مواطن توضيحي", "0120")
WHOLE = Span(date(2026, 9, 1), date(2027, 2, 1))


@pytest.fixture
def there(hall: Hall, now: datetime) -> Departments:
    """Requests on their way, from Tuesday 24 November 2026 on."""
    return Departments(hall, now)


def figures(hall: Hall, span: Span = NOVEMBER, today: date = LATER, scope: Scope | None = None) -> RequestFigures:
    """The figures of the governorate, or of a scope."""
    with hall.database.reading() as session:
        return requests(session, scope or scope_of(hall), span, today)


def by(hall: Hall, axis: Axis, span: Span = NOVEMBER, today: date = LATER) -> dict[object, RequestFigures]:
    """The figures of the governorate by an axis."""
    with hall.database.reading() as session:
        return requests_by(session, scope_of(hall), span, today, axis)


def rows(hall: Hall, part: Part, span: Span = NOVEMBER, today: date = LATER, page: int = 7) -> list[RequestRow]:
    """All rows of a part, fetched a page at a time."""
    found: list[RequestRow] = []
    with hall.database.reading() as session:
        while True:
            after = found[-1].key if found else None
            fetched = request_rows(session, scope_of(hall), span, today, part, after, page)
            found += fetched
            if len(fetched) < page:
                return found


def test_approved_is_not_finished_ready_is_and_delivered_is_not_finished_again(there: Departments) -> None:
    number = there.receive()
    there.review()
    there.decide()
    assert (figures(there.hall).received, figures(there.hall).finished) == (1, 0)
    there.review()
    assert there.request(number).state is RequestState.READY
    there.hall.do(deliver, there.clerk, number, CITIZEN, there.later(days=1))
    found = figures(there.hall)
    assert (found.finished, found[Part.READY], found[Part.DELIVERED], found[Part.OPEN]) == (1, 1, 1, 0)
    assert found.period_rate == found.cohort_rate() == Decimal(100)


def test_a_rejected_request_is_finished_and_a_withdrawn_one_is_not(there: Departments) -> None:
    rejected, withdrawn = there.receive(), there.receive()
    there.review()
    there.take(there.head)
    there.hall.do(reject, there.head, rejected, "papers", "المستندات غير مستوفاة", there.now)
    there.hall.do(withdraw, there.clerk, withdrawn, "عدول", there.now)
    found = figures(there.hall)
    parts = (Part.RECEIVED, Part.FINISHED, Part.REJECTED, Part.READY, Part.WITHDRAWN, Part.OPEN)
    assert [found[part] for part in parts] == [2, 1, 1, 0, 1, 0]
    assert found.cohort_rate() == Decimal(50)


def test_papers_taken_back_after_the_end_do_not_withdraw_what_was_finished(there: Departments) -> None:
    number = there.receive(service=AT_ONCE)
    there.hall.do(withdraw_file, there.clerk, number, CITIZEN, PAPER, "استلام الملف", there.later(days=1))
    found = figures(there.hall)
    assert (found.finished, found[Part.WITHDRAWN], found[Part.OPEN]) == (1, 0, 0)


def test_days_begin_at_midnight_in_cairo_not_in_greenwich(there: Departments) -> None:
    there.now = datetime(2026, 10, 31, 21, 30, tzinfo=UTC)
    there.receive()
    there.now = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)
    there.receive(service=AT_ONCE)
    october, november = figures(there.hall, OCTOBER), figures(there.hall)
    assert (october.received, october.finished, october[Part.OPEN]) == (1, 0, 1)
    assert (november.received, november.finished, november[Part.OPEN]) == (1, 1, 1)
    received = {day: found.received for day, found in by(there.hall, Axis.DAY, WHOLE).items() if found.received}
    assert received == {date(2026, 10, 31): 1, date(2026, 11, 1): 1}


def test_what_is_finished_in_another_month_counts_there_and_in_its_own_cohort(there: Departments) -> None:
    there.now = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
    there.receive()
    there.later(days=6, hours=23)
    there.review()
    there.decide()
    there.review()
    november, december = figures(there.hall), figures(there.hall, DECEMBER)
    assert (november.received, november.finished, november.period_rate) == (1, 0, Decimal(0))
    assert (november.cohort_rate(7), november.cohort_rate()) == (Decimal(100), Decimal(100))
    assert (december.received, december.finished, december.period_rate) == (0, 1, None)
    assert december.cohort_rate(30) is None


def test_within_seven_days_means_by_the_end_of_the_seventh_day_after(there: Departments) -> None:
    there.receive()
    there.receive()
    there.now = datetime(2026, 12, 1, 21, 59, tzinfo=UTC)
    for _ in range(2):
        there.review()
        there.decide()
    there.review()
    there.now = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    there.review()
    found = figures(there.hall)
    assert [found[part] for part in (Part.WITHIN_7, Part.WITHIN_14, Part.FINISHED_BY_NOW)] == [1, 2, 2]


def test_a_cohort_is_complete_when_its_last_day_has_had_its_days() -> None:
    assert not complete_after(NOVEMBER, 7, date(2026, 12, 7))
    assert complete_after(NOVEMBER, 7, date(2026, 12, 8))


def test_while_the_clock_stands_a_request_is_open_and_not_late(there: Departments) -> None:
    number = there.receive(complete=False)
    found = figures(there.hall, Span(date(2026, 11, 1), date(2027, 1, 31)))
    assert (found[Part.OPEN], found[Part.OPEN_90], found[Part.LATE_OPEN], found.late) == (1, 1, 0, 0)
    there.later(days=60)
    there.hall.do(hand_in, there.clerk, number, there.missing(number), there.now)
    due = there.request(number).due_on
    assert due == date(2027, 1, 31)
    assert figures(there.hall, Span(date(2026, 11, 1), due)).late == 0


def test_a_request_is_late_from_the_day_after_its_due_date_and_stays_so_when_finished(there: Departments) -> None:
    number = there.receive()
    assert there.request(number).due_on == date(2026, 12, 2)
    on_time, late = (Span(date(2026, 11, 1), date(2026, 12, day)) for day in (2, 3))
    assert figures(there.hall, on_time)[Part.LATE_OPEN] == 0
    assert figures(there.hall, late)[Part.LATE_OPEN] == 1
    assert figures(there.hall, DECEMBER, today=date(2026, 12, 2))[Part.LATE_OPEN] == 0
    there.later(days=10)
    there.review()
    there.decide()
    there.review()
    found = figures(there.hall, DECEMBER)
    assert (found[Part.LATE_OPEN], found[Part.LATE_FINISHED], found.late) == (0, 1, 1)
    assert figures(there.hall, late)[Part.LATE_OPEN] == 1


def test_the_newest_note_tells_why_and_no_note_is_a_line_of_its_own(there: Departments) -> None:
    noted, silent = there.receive(), there.receive()
    there.later(days=20)
    for why in ("load", "reply"):
        words = LateWords(why, "عائق", "إجراء", there.clerk, "2026-12-20")
        there.hall.do(note_late, there.clerk, noted, words, there.now)
    span = Span(date(2026, 12, 1), date(2026, 12, 14))
    with there.hall.database.reading() as session:
        codes = {reason.id: reason.code for reason in session.scalars(select(LateReason))}
        found = lateness_by(session, scope_of(there.hall), span, LATER, Axis.REASON)
        assert {codes.get(key): each.late for key, each in found.items()} == {"reply": 1, None: 1}
        for key in found:
            number = silent if key is None else noted
            lines = late_rows(
                session, scope_of(there.hall), span, LATER, LatePart.OPEN, None, 9, place={Axis.REASON: key}
            )
            assert [line.number for line in lines] == [number]


@pytest.mark.parametrize(
    ("last", "standing"), [(19, LatePart.PROMISED), (20, LatePart.PROMISED), (21, LatePart.BROKEN)]
)
def test_what_is_promised_is_broken_after_its_day(there: Departments, last: int, standing: LatePart) -> None:
    noted = there.receive()
    there.receive()
    there.later(days=20)
    words = LateWords("load", "عائق", "إجراء", there.clerk, "2026-12-20")
    there.hall.do(note_late, there.clerk, noted, words, there.now)
    span = Span(date(2026, 12, 1), date(2026, 12, last))
    with there.hall.database.reading() as session:
        found = lateness(session, scope_of(there.hall), span, LATER)
        lines = late_rows(session, scope_of(there.hall), span, LATER, standing, None, 9)
    assert (found[LatePart.OPEN], found[LatePart.UNNOTED], found[standing]) == (2, 1, 1)
    assert [line.number for line in lines] == [noted]


def test_the_open_are_told_by_age_on_the_last_day_or_today(there: Departments) -> None:
    first = there.now
    for days in (0, 7, 1, 20, 61):
        there.later(days=days)
        there.receive()
    ages = (Part.OPEN_7, Part.OPEN_14, Part.OPEN_30, Part.OPEN_60, Part.OPEN_90, Part.OPEN_OLDER)
    last = figures(there.hall, Span(first.date(), there.now.date()))
    assert [last[part] for part in ages] == [1, 0, 0, 0, 4, 0]
    before = figures(there.hall, WHOLE, today=date(2026, 12, 22))
    assert [before[part] for part in ages] == [1, 0, 3, 0, 0, 0]


def test_a_practice_center_counts_nowhere(there: Departments) -> None:
    there.receive(service=AT_ONCE)
    assert figures(there.hall).finished == 1
    there.hall.set_rules(kind=CenterKind.PRACTICE)
    assert set(figures(there.hall).counts.values()) == {0}
    assert rows(there.hall, Part.RECEIVED) == []


def test_the_car_stands_on_its_own_even_with_nothing_to_show(there: Departments) -> None:
    there.hall.set_rules(kind=CenterKind.MOBILE)
    there.receive(service=AT_ONCE)
    kinds = {kind: found.finished for kind, found in by(there.hall, Axis.KIND).items()}
    assert kinds == {CenterKind.MAIN: 0, CenterKind.MINI: 0, CenterKind.MOBILE: 1}


def test_a_request_leaves_its_center_once(there: Departments) -> None:
    number = there.receive(service=AT_ONCE)
    (period,) = there.periods(number)
    assert period.deed is RequestDeed.MAKE_READY
    fields = ("request_id", "center_id", "center_version", "state", "deed", "began_at", "ended_at")
    again = RequestPeriod(**{name: getattr(period, name) for name in fields})
    with pytest.raises(IntegrityError), there.hall.database.writing() as work:
        work.add(again)


def test_no_row_names_a_person(there: Departments) -> None:
    there.receive(applicant_name="اسم لا يظهر")
    (row,) = rows(there.hall, Part.RECEIVED)
    assert row.number == "000-2026-000001-1"
    assert "اسم لا يظهر" not in repr(row)


def test_what_a_request_has_not_is_no_axis_of_it(hall: Hall) -> None:
    with pytest.raises(NotSplitThus):
        by(hall, Axis.METHOD)


def test_a_request_counts_once_in_each_department_of_its_way(there: Departments) -> None:
    there.receive()
    there.receive(service="building_permit_issue")
    with there.hall.database.reading() as session:
        names = {each.id: each.code for each in session.scalars(select(Department))}
    found = {names[key]: each for key, each in by(there.hall, Axis.DEPARTMENT).items() if isinstance(key, UUID)}
    assert {code: (each.received, each[Part.OPEN]) for code, each in found.items()} == {
        "engineering": (1, 1),
        "revenue": (1, 1),
        "properties": (1, 1),
    }
    for key, code in names.items():
        assert figures(there.hall, scope=scope_of(there.hall, department_id=key)).counts == found[code].counts


def test_what_is_handed_over_is_counted_as_collected(there: Departments) -> None:
    number = there.receive(service=AT_ONCE)
    there.hall.do(deliver, there.clerk, number, CITIZEN, there.later(days=1))
    with there.hall.database.reading() as session:
        assert desk_counts(session, scope_of(there.hall), NOVEMBER).collected == 1


@pytest.fixture
def scattered(hall: Hall) -> Hall:
    """Requests of six centers over a hundred days."""
    scatter_files(hall, 150, seed=6)
    return hall


def test_every_number_is_the_number_of_its_rows(scattered: Hall) -> None:
    found = figures(scattered)
    for part in Part:
        lines = rows(scattered, part)
        assert len(lines) == len({line.id for line in lines}) == found[part], part
    assert sum(bool(number) for number in found.counts.values()) > 12


@pytest.mark.parametrize("axis", [Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.SECTOR, Axis.SERVICE])
def test_the_parts_of_an_axis_add_up_to_the_governorate(scattered: Hall, axis: Axis) -> None:
    together: Counter[Part] = Counter()
    for each in by(scattered, axis).values():
        together.update(each.counts)
    assert together == figures(scattered).counts


@pytest.mark.parametrize("axis", [Axis.DAY, Axis.MONTH])
def test_days_and_months_add_up_where_something_happens_and_are_silent_of_what_is_open(
    scattered: Hall, axis: Axis
) -> None:
    whole = figures(scattered, WHOLE)
    split = by(scattered, axis, WHOLE)
    for part in Part:
        if part in (Part.OPEN, Part.LATE_OPEN) or part.startswith("open_"):
            assert all(part not in found.counts for found in split.values())
        else:
            assert sum(found[part] for found in split.values()) == whole[part], part
    assert len(split) == (WHOLE.days if axis is Axis.DAY else 6)


def test_each_line_of_an_axis_is_what_its_narrowed_scope_gives(scattered: Hall) -> None:
    names = {Axis.CENTER: "center_id", Axis.KIND: "kind", Axis.SECTOR: "sector_id", Axis.SERVICE: "service_id"}
    for axis, field in names.items():
        for key, found in list(by(scattered, axis).items())[:8]:
            assert figures(scattered, scope=scope_of(scattered, **{field: key})).counts == found.counts


def test_what_was_open_and_came_in_is_finished_withdrawn_or_open(scattered: Hall) -> None:
    for span in (OCTOBER, NOVEMBER, DECEMBER):
        before, found = figures(scattered, span.before()), figures(scattered, span)
        out = found.finished + found[Part.WITHDRAWN]
        assert before[Part.OPEN] + found.received == out + found[Part.OPEN]
        ages = [number for part, number in found.counts.items() if part.startswith("open_")]
        assert sum(ages) == found[Part.OPEN]
        assert found.finished == found[Part.READY] + found[Part.REJECTED]
