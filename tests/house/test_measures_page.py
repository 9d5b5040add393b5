"""The page of the measures agrees with their registry, and the registry with the figures."""

from dataclasses import fields

from docs.write_measures import PAGE, page
from singlewindow.reports import money_measures, request_measures
from singlewindow.reports.desk_counts import DeskFigures
from singlewindow.reports.lane_fairness import LaneFairness
from singlewindow.reports.measure import Unit
from singlewindow.reports.measures import MEASURES
from singlewindow.reports.money_parts import MoneyPart
from singlewindow.reports.overtaking import OvertakingFigures
from singlewindow.reports.request_parts import Part
from singlewindow.reports.requests import RequestFigures
from singlewindow.reports.stage_times import StageTimes
from singlewindow.reports.visit_figures import Times, VisitFigures
from singlewindow.reports.visit_measures import COUNTS, FAIRNESS, SHARES, TIMES


def test_the_page_of_the_measures_agrees_with_the_registry() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.write_measures"


def test_every_measure_has_both_names_and_both_formulas() -> None:
    rows = [line.split(" | ") for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) == len(MEASURES)
    assert [row for row in rows if len(row) != 7 or not all(row[n].strip(" |") for n in (1, 2, 3, 5, 6))] == []


def test_no_code_is_used_twice() -> None:
    codes = [measure.code for measure in MEASURES]
    assert sorted(set(codes)) == sorted(codes)


def test_only_counts_and_money_add_up() -> None:
    assert {measure.unit for measure in MEASURES if measure.adds_up} <= {Unit.COUNT, Unit.PIASTRES}


def test_every_figure_of_the_hall_is_a_measure() -> None:
    figures = {field.name: field.type for field in fields(VisitFigures)}
    assert {measure.code for measure in COUNTS} == {name for name, kind in figures.items() if kind is int}
    assert {measure.code for measure in TIMES} == {name for name, kind in figures.items() if kind is Times}
    assert all(hasattr(VisitFigures, measure.code) for measure in SHARES)
    fairness = {field.name for kind in (LaneFairness, OvertakingFigures) for field in fields(kind)}
    assert {measure.code for measure in FAIRNESS} <= fairness


def test_every_figure_of_requests_and_money_is_a_measure() -> None:
    codes = {measure.code for measure in request_measures.MEASURES}
    assert codes >= {part.value for part in Part}
    assert all(hasattr(RequestFigures, measure.code) for measure in request_measures.RATES)
    assert {measure.code for measure in request_measures.STAGES} <= {
        *(field.name for field in fields(StageTimes)),
        "above_set_share",
    }
    assert {f"money_{part}" for part in (*MoneyPart, "kept")} == {measure.code for measure in money_measures.AMOUNTS}
    desk = {field.name for field in fields(DeskFigures)} - {"collected"}
    assert {measure.code for measure in money_measures.DESK} == desk
