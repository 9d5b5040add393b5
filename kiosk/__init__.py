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
from kiosk.papers.pages import papers
from kiosk.public.pages import public
from kiosk.public.turn import turn
from kiosk.signin.pages import signin
from kiosk.supervision.pages import supervision
from kiosk.touch.around import around
from kiosk.touch.booked import booked
from kiosk.touch.missed import missed
from kiosk.touch.offline import offline
from kiosk.touch.pages import touch
from kiosk.touch.papers_list import papers_list
from kiosk.touch.search import search
from singlewindow.tickets.waiting import Waits

AT_THE_KIOSK = (touch, search, missed, booked, papers_list, around, offline)
PAGES = (
    public,
    turn,
    *AT_THE_KIOSK,
    signin,
    counter,
    visit,
    numbers,
    intake,
    request_file,
    supervision,
    papers,
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
