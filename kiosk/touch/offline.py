"""What a kiosk shows when its server is away: a page that the browser keeps, and the worker that shows it."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template

WORKER = "js/kiosk-sw.js"
SCRIPTS = ("js/display.js", "js/offline.js", "js/bar.js", "js/say.js")
KEPT = ("css/tokens.css", "css/base.css", "css/kiosk.css", *SCRIPTS)

offline = Blueprint("offline", __name__)


@offline.get("/kiosk-offline")
def page() -> str:
    """Say in both languages that the service is interrupted. Holds nothing of a center or a person."""
    return render_template("touch/offline.html")


@offline.get("/kiosk-sw.js")
def worker() -> Response:
    """Give the worker, from the top of the site, so that it may serve the kiosks' pages.

    It ends with the hash of what it keeps: a browser takes a changed worker, and with it what has changed.
    """
    folder = Path(str(current_app.static_folder))
    kept = sha256(b"".join((folder / name).read_bytes() for name in KEPT) + page().encode())
    text = f"{(folder / WORKER).read_text(encoding='utf-8')}// {kept.hexdigest()}\n"
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})
