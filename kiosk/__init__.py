"""Every page that a person uses."""

from flask import Flask
from flask_wtf import CSRFProtect

from kiosk import guards, headers, language, navigation, numerals, refusals
from kiosk.account.pages import account
from kiosk.audit.pages import audit
from kiosk.counter.intake import intake
from kiosk.counter.numbers import numbers
from kiosk.counter.pages import counter
from kiosk.counter.requests import request_file
from kiosk.counter.visit import visit
from kiosk.health import health
from kiosk.limits import limiter
from kiosk.manage_people.centers import centers
from kiosk.manage_people.staff import staff
from kiosk.papers.pages import papers
from kiosk.practice.pages import practice
from kiosk.public.pages import public
from kiosk.public.turn import turn
from kiosk.signin.pages import signin
from kiosk.signin.second_step import second_step
from kiosk.supervision.pages import supervision
from kiosk.touch.pages import touch
from singlewindow.tickets.waiting import Waits

PAGES = (public, turn, touch, signin, counter, visit, numbers, intake, request_file, supervision, papers, health)
PEOPLE = (second_step, account, audit, staff, centers, practice)


def register(app: Flask) -> None:
    """Give `app` its pages, their language, guards, headers and refusals."""
    CSRFProtect(app)
    app.extensions["waits"] = Waits()
    limiter.init_app(app)
    for part in (language, numerals, headers, refusals, guards, navigation):
        part.register(app)
    for pages in (*PAGES, *PEOPLE):
        app.register_blueprint(pages)
