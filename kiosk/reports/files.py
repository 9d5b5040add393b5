"""Reports as files: the tables of a page and the rows behind a number, as a workbook or as text."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from flask import Blueprint, Response, request, stream_with_context
from sqlalchemy.orm import Session

from kiosk.edge import database
from kiosk.guards import needs
from kiosk.reports.answers import chunks, file_answer, workbook_chunks
from kiosk.reports.asked import Asked
from kiosk.reports.measures import Measure, named
from kiosk.reports.pages import asked_now, counted_by, place_here, reader_of, report_now
from kiosk.reports.place import Place, known
from kiosk.reports.rows import is_long, rows_of
from singlewindow.errors import N_, Refusal
from singlewindow.people.roles import Permission
from singlewindow.reports.csv_text import csv_lines
from singlewindow.reports.table import Table
from singlewindow.reports.workbook import write_workbook

report_files = Blueprint("report_files", __name__)


class TooLong(Refusal):
    message = N_("These are too many rows to be given at once. Ask for the file on their page.")


@report_files.get("/reports/tables.xlsx")
@needs(Permission.READ_REPORTS)
def workbook() -> Response:
    """Give all tables of a report as a workbook."""
    asked = asked_now()
    with database().reading() as session:
        report = report_now(asked, session)
    sheets = workbook_chunks(list(report.tables().values()), report.reader.direction)
    return file_answer(sheets, "xlsx", _name(asked))


@report_files.get("/reports/<table>.csv")
@needs(Permission.READ_REPORTS)
def text(table: str) -> Response:
    """Give one table of a report as text."""
    asked = asked_now()
    with database().reading() as session:
        report = report_now(asked, session)
    return file_answer(csv_lines(known(report.tables().get(table))), "csv", f"{_name(asked)}-{table}")


@report_files.get("/reports/rows/<measure>.csv")
@needs(Permission.READ_REPORTS)
def rows_text(measure: str) -> Response:
    """Give all rows behind a number as text, each sent as it is read."""
    counted, asked = _checked(measure), asked_now()
    lines = stream_with_context(_row_lines(counted, asked))
    return file_answer(lines, "csv", f"{_name(asked)}-{measure}")


@report_files.get("/reports/rows/<measure>.xlsx")
@needs(Permission.READ_REPORTS)
def rows_workbook(measure: str) -> Response:
    """Give all rows behind a number as a workbook, each written as it is read."""
    counted, asked = _checked(measure), asked_now()
    return file_answer(stream_with_context(_row_sheet(counted, asked)), "xlsx", _name(asked))


def _checked(measure: str) -> Measure:
    """Give the measure of rows, with everything refused that is asked for wrongly, before the first byte is sent."""
    counted, asked = counted_by(measure), asked_now()
    with database().reading() as session:
        place = place_here(session)
        if is_long(rows_of(session, place, asked, counted, reader_of(place))):
            raise TooLong
    return counted


def _row_lines(counted: Measure, asked: Asked) -> Iterator[str]:
    with database().reading() as session:
        place = place_here(session)
        yield from csv_lines(_row_table(session, place, counted, asked))


def _row_sheet(counted: Measure, asked: Asked) -> Iterator[bytes]:
    with TemporaryFile() as file:
        with database().reading() as session:
            place = place_here(session)
            table = _row_table(session, place, counted, asked)
            write_workbook(file, [table], reader_of(place).direction == "rtl")
        yield from chunks(file)


def _row_table(session: Session, place: Place, counted: Measure, asked: Asked) -> Table:
    source = rows_of(session, place, asked, counted, reader_of(place))
    return Table(named(counted), source.columns, source.all())


def _name(asked: Asked) -> str:
    view = request.args.get("view", "")
    return f"report-{f'{view}-' if view.isascii() and view.isalpha() else ''}{asked.span.first}-{asked.span.last}"
