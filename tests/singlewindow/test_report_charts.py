"""Charts as SVG: told to screen readers, drawn from where reading begins, whole for any values."""

import re
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as some

from singlewindow.reports.chart import bar, line, places_of, spark

SVG = "{http://www.w3.org/2000/svg}"
VALUES = some.lists(some.none() | some.floats(0, 1e9, allow_nan=False), max_size=40)


def drawn(svg: str) -> Xml.Element:
    return Xml.fromstring(svg)


def test_a_bar_begins_where_reading_begins() -> None:
    grounds = [drawn(bar(0.25, 200, 10, direction, "x")).findall(f"{SVG}rect")[1] for direction in ("rtl", "ltr")]
    assert [(rect.get("x"), rect.get("width")) for rect in grounds] == [("150.0", "50.0"), ("0", "50.0")]


def test_a_bar_stays_within_its_ground() -> None:
    assert drawn(bar(1.4, 200, 10, "ltr", "x")).findall(f"{SVG}rect")[1].get("width") == "200"
    assert drawn(bar(-1, 200, 10, "ltr", "x")).findall(f"{SVG}rect")[1].get("width") == "0"


def test_a_line_of_arabic_runs_from_right_to_left() -> None:
    assert places_of([0, 5, 10], 300, 100, "ltr", 10) == [(50, 100), (150, 50), (250, 0)]
    assert places_of([0, 5, 10], 300, 100, "rtl", 10) == [(250, 100), (150, 50), (50, 0)]


def test_a_line_breaks_off_where_there_is_no_value() -> None:
    svg = drawn(line([1, 2, None, 3], 400, 100, "ltr", "x"))
    assert len(svg.findall(f"{SVG}polyline")) == 1
    assert len(svg.findall(f"{SVG}circle")) == 1


def test_what_a_line_is_compared_with_is_dashed_so_that_it_is_told_apart_in_grey() -> None:
    first, second = drawn(line([1, 2], 400, 100, "ltr", "x", before=[2, 1])).findall(f"{SVG}polyline")
    assert first.get("stroke-dasharray")
    assert not second.get("stroke-dasharray")


def test_title_and_description_are_told_and_can_hold_any_text() -> None:
    svg = drawn(line([1], 10, 10, "ltr", "A < B & C", "«\"'>"))
    assert svg.get("role") == "img"
    assert [svg.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["A < B & C", "«\"'>"]


@given(VALUES, VALUES)
def test_any_values_are_drawn_within_the_field(values: list[float | None], before: list[float | None]) -> None:
    for svg in (line(values, 300, 100, "rtl", "x", before=before), spark(values, 300, 100, "ltr", "x")):
        drawn(svg)
        for points in re.findall(r'points="([^"]+)"', svg):
            for across, down in (pair.split(",") for pair in points.split()):
                assert 0 <= float(across) <= 300
                assert -0.1 <= float(down) <= 100.1
