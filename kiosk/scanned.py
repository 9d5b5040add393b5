"""Scanned papers at the doors: how much may be sent, and how one is shown."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from kiosk.edge import scans
from singlewindow.requests.records import RequestScan
from singlewindow.requests.scans import LARGEST_SCAN

ROOM_FOR_THE_FORM = 64 * 1024


def allow_scans(pages: Blueprint) -> None:
    """Let the posts of a blueprint carry a scan, before the form's token is read."""

    @pages.url_value_preprocessor
    def _more_room(_endpoint: str | None, _values: object) -> None:
        if request.method == "POST":
            request.max_content_length = LARGEST_SCAN + ROOM_FOR_THE_FORM


def scan_answer(scan: RequestScan) -> Response:
    """Give a scan to a browser that may show it and do nothing with it."""
    headers = {
        "Content-Type": scan.media_type,
        "Content-Disposition": "inline",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return make_response(scans().read(scan.sha256), headers)
