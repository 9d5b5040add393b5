"""What each center received in spans that follow each other is what the figures of each span say."""

from datetime import date

from singlewindow.places.records import CenterKind
from singlewindow.reports.received import received_in
from singlewindow.reports.requests import requests_by
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span
from tests.cast import Hall
from tests.singlewindow.at_reports import scatter_files, scope_of

TODAY = date(2027, 3, 1)
MONTHS = [Span.month(2026, month) for month in (9, 10, 11, 12)]


def test_each_span_is_what_its_own_figures_say(hall: Hall) -> None:
    scatter_files(hall, 90, 7)
    with hall.database.reading() as session:
        found = received_in(session, scope_of(hall), MONTHS, TODAY)
        by_month = [requests_by(session, scope_of(hall), month, TODAY, Axis.CENTER) for month in MONTHS]
    assert {key: [figures[key].received for figures in by_month] for key in found} == found
    assert sum(sum(numbers) for numbers in found.values()) == 90


def test_a_center_that_received_nothing_has_zeros(hall: Hall) -> None:
    scatter_files(hall, 10, 7)
    with hall.database.reading() as session:
        found = received_in(session, scope_of(hall), MONTHS, TODAY)
    assert [0, 0, 0, 0] in found.values()
    assert len(found) > 100


def test_a_scope_leaves_its_centers_alone(hall: Hall) -> None:
    with hall.database.reading() as session:
        car = received_in(session, scope_of(hall, kind=CenterKind.MOBILE), MONTHS[:1], TODAY)
    assert list(car.values()) == [[0]]
