"""The file for a person: a page to read, the same for machines, and the scanned papers, together in one ZIP."""

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app, render_template

from kiosk.edge import language, scans
from kiosk.personal.sheet import sheet, unmarked
from singlewindow.personal.held import Held
from singlewindow.requests.scans import ScanDamaged

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
LOOK = "css/held.css"


def bundle(held: Held, number: str, now: datetime) -> IO[bytes]:
    """Give the ZIP of what is held about a person, on the disk and not in memory: scans may be many."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        sections = sheet(held, _put_scans(packed, held))
        page = render_template("personal/held.html", held=held, sections=sections, number=number, now=now)
        packed.writestr("index.html", page)
        packed.writestr("look.css", (Path(current_app.static_folder or "") / LOOK).read_bytes())
        rows = [
            {"title": unmarked(s.title), "rows": [{"name": n, "value": unmarked(v)} for n, v in s.rows]}
            for s in sections
        ]
        plain = {"center": held.center.name(language()), "made_at": now.isoformat(), "sections": rows}
        packed.writestr("data.json", json.dumps(plain, ensure_ascii=False, indent=1))
    file.seek(0)
    return file


def _put_scans(packed: ZipFile, held: Held) -> dict[UUID, str]:
    """Put the scans that can be read into the ZIP and give their names in it."""
    names = {}
    for one in held.requests:
        for count, scan in enumerate(one.scans, 1):
            name = f"scans/{one.request.number}-{count}.{ENDINGS[scan.media_type]}"
            try:
                packed.writestr(name, scans().read(scan.sha256))
            except ScanDamaged:
                continue
            names[scan.id] = name
    return names
