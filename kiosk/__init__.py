"""Every page that a person uses."""

from flask import Flask
from flask_wtf import CSRFProtect

from kiosk import guards, headers, language, navigation, numerals, refusals, wording
from kiosk.complaints.pages import complaints
from kiosk.counter.intake import intake
from kiosk.counter.numbers import numbers
from kiosk.counter.pages import counter
from kiosk.counter.request_deeds import request_deeds
from kiosk.counter.requests import request_file
from kiosk.counter.visit import visit
from kiosk.departments.department import department
from kiosk.departments.pages import work_desk
from kiosk.health import health
from kiosk.late.pages import late
from kiosk.limits import limiter
from kiosk.manage.routes import routes
from kiosk.papers.pages import papers
from kiosk.public.pages import public
from kiosk.public.track import track
from kiosk.public.turn import turn
from kiosk.signin.pages import signin
from kiosk.supervision.breaches import breaches
from kiosk.supervision.pages import supervision
from kiosk.touch.collect import collect
from kiosk.touch.pages import touch
from singlewindow.tickets.waiting import Waits

PAGES = (
    *(public, turn, track, complaints, touch, collect, signin),
    *(counter, visit, numbers, intake, request_file, request_deeds),
    *(work_desk, department, late, supervision, breaches, routes, papers, health),
)


def register(app: Flask) -> None:
    """Give `app` its pages, their language, guards, headers and refusals."""
    CSRFProtect(app)
    app.extensions["waits"] = Waits()
    limiter.init_app(app)
    for part in (language, numerals, wording, headers, refusals, guards, navigation):
        part.register(app)
    for pages in PAGES:
        app.register_blueprint(pages)
