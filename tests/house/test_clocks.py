"""The tests stand on firm time: pages are tested from noon on, and no walk begins just before midnight."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kiosk.edge import now
from singlewindow.places.clock import local
from tests.conftest import NOON
from tests.servers import LONGEST_WALK, rest_of_the_day


def test_the_pages_are_tested_from_noon_on(app: Flask) -> None:
    assert timedelta(0) <= now() - NOON < timedelta(hours=6)
    assert (local(NOON).hour, local(NOON).strftime("%A")) == (12, "Tuesday")


@pytest.mark.parametrize(
    ("moment", "waits"),
    [
        (datetime(2026, 11, 24, 21, 56, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 24, 21, 57, 1, tzinfo=UTC), LONGEST_WALK - 1),
        (datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 24, 22, 0, tzinfo=UTC), 0),
        (datetime(2026, 7, 24, 20, 59, 30, tzinfo=UTC), 30),
        (datetime(2026, 12, 31, 21, 59, 30, tzinfo=UTC), 30),
    ],
)
def test_a_walk_that_would_cross_midnight_in_cairo_begins_after_it(moment: datetime, waits: int) -> None:
    assert rest_of_the_day(moment) == waits
