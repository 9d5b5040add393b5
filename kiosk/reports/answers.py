"""Tables as the files that a reader takes away."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from flask import Response

from singlewindow.reports.table import Table
from singlewindow.reports.workbook import write_workbook

CHUNK = 64 * 1024
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}


def file_answer(content: Iterable[str] | Iterable[bytes], form: str, name: str) -> Response:
    """Give a file of a form (`xlsx`, `csv`) under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return Response(content, mimetype=TYPES[form], headers=headers)


def workbook_chunks(tables: Sequence[Table], direction: str) -> Iterator[bytes]:
    """Give the bytes of a workbook with a sheet for each table."""
    with TemporaryFile() as file:
        write_workbook(file, tables, direction == "rtl")
        yield from chunks(file)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Give the bytes of a file from its beginning."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
