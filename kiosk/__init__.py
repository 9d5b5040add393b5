"""Every page that a person uses."""

from flask import Flask
from flask_wtf import CSRFProtect

from kiosk import guards, headers, language, navigation, numerals, refusals
from kiosk.counter.intake import intake
from kiosk.counter.numbers import numbers
from kiosk.counter.pages import counter
from kiosk.counter.requests import request_file
from kiosk.counter.visit import visit
from kiosk.health import health
from kiosk.limits import limiter
from kiosk.papers.letterhead import letterhead
from kiosk.papers.pages import papers
from kiosk.public.pages import public
from kiosk.public.turn import turn
from kiosk.signin.pages import signin
from kiosk.supervision.pages import supervision
from kiosk.touch.pages import touch
from singlewindow.tickets.waiting import Waits

PAGES = (
    public,
    turn,
    touch,
    signin,
    counter,
    visit,
    numbers,
    intake,
    request_file,
    supervision,
    papers,
    letterhead,
    health,
)


def register(app: Flask) -> None:
    """Give `app` its pages, their language, guards, headers and refusals."""
    CSRFProtect(app)
    app.extensions["waits"] = Waits()
    limiter.init_app(app)
    for part in (language, numerals, headers, refusals, guards, navigation):
        part.register(app)
    for pages in PAGES:
        app.register_blueprint(pages)
