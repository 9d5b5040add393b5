"""Writing an export outside of any request: the rows behind a number, told as they are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from flask import Flask

from kiosk.reports.asked import asked_for
from kiosk.reports.listing import Rows
from kiosk.reports.measures import ALL, named
from kiosk.reports.place import known, place_named
from kiosk.reports.reader import Reader
from kiosk.reports.rows import rows_of
from kiosk.reports.unattended import speaking
from kiosk.reports.views import MONEY
from singlewindow.database import Database
from singlewindow.reports.csv_text import csv_lines
from singlewindow.reports.table import Cell, Table
from singlewindow.reports.workbook import write_workbook

TELL_EVERY = 2000
Told = Callable[[int, int | None], None]


def make_export(
    app: Flask,
    database: Database,
    language: str,
    facts: Mapping[str, Any],
    file: IO[bytes],
    folder: Path,
    told: Told,
) -> None:
    """Write the rows that an export's facts ask for into `file`, with its pieces in `folder`.

    `told` hears how many rows are made of how many, and may raise to end it. Raises UnknownPlace for a place or a
    measure that there is not any more.
    """
    today = date.fromisoformat(facts["today"])
    with speaking(app, language), database.reading() as session:
        place = place_named(session, facts["about"])
        measure = known(ALL.get(facts["measure"]))
        reader = Reader(language, facts["arabic"], today, facts["args"], facts["about"].get("view") == MONEY.key)
        source = rows_of(session, place, asked_for(facts["args"], today), measure, reader)
        table = Table(named(measure), source.columns, _told(source, told))
        if facts["form"] == "xlsx":
            write_workbook(file, [table], reader.direction == "rtl", folder)
        else:
            file.writelines(line.encode() for line in csv_lines(table))


def _told(source: Rows, told: Told) -> Iterator[Sequence[Cell]]:
    """Give all rows, and tell of them before the first, after every TELL_EVERY and after the last."""
    whole, made = source.count() if source.count else None, 0
    told(made, whole)
    for row in source.all():
        yield row
        made += 1
        if made % TELL_EVERY == 0:
            told(made, whole)
    told(made, whole)
