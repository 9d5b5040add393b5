"""What a kiosk shows when its server is away: a page that the browser keeps, and the worker that shows it."""

from flask import Blueprint, Response, current_app, render_template, send_from_directory

offline = Blueprint("offline", __name__)


@offline.get("/kiosk-offline")
def page() -> str:
    """Say in both languages that the service is interrupted. Holds nothing of a center or a person."""
    return render_template("touch/offline.html")


@offline.get("/kiosk-sw.js")
def worker() -> Response:
    """Give the worker, from the top of the site, so that it may serve the kiosks' pages."""
    folder = str(current_app.static_folder)
    answer = send_from_directory(folder, "js/kiosk-sw.js", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
