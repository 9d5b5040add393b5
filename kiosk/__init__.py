"""Every page that a person uses."""

from flask import Flask
from flask_wtf import CSRFProtect

from kiosk import guards, headers, language, navigation, numerals, refusals, screens, wording
from kiosk.account.pages import account
from kiosk.audit.pages import audit
from kiosk.cashier.accounts import accounts
from kiosk.cashier.certificates import certificates
from kiosk.cashier.drawer import drawer
from kiosk.cashier.methods import ways
from kiosk.cashier.receipts import receipts
from kiosk.cashier.request_fees import request_fees
from kiosk.cashier.review import cash_review
from kiosk.cashier.tariff import tariff
from kiosk.complaints.pages import complaints
from kiosk.counter.bookings import bookings
from kiosk.counter.correction import correction
from kiosk.counter.intake import intake
from kiosk.counter.numbers import numbers
from kiosk.counter.pages import counter
from kiosk.counter.request_deeds import request_deeds
from kiosk.counter.requests import request_file
from kiosk.counter.visit import visit
from kiosk.departments.department import department
from kiosk.departments.pages import work_desk
from kiosk.devices.pages import device
from kiosk.field_visits.carrying_out import visit_work
from kiosk.field_visits.checklist import checklist
from kiosk.field_visits.follow_ups import follow_ups
from kiosk.field_visits.pages import field_visits
from kiosk.field_visits.papers import visit_papers
from kiosk.field_visits.planning import visit_plans
from kiosk.health import health
from kiosk.late.pages import late
from kiosk.limits import limiter
from kiosk.manage.cards import cards
from kiosk.manage.center import hours, notices, rules
from kiosk.manage.departments import department_list
from kiosk.manage.devices import devices
from kiosk.manage.holidays import holidays
from kiosk.manage.index import manage
from kiosk.manage.offering import offering
from kiosk.manage.routes import routes
from kiosk.manage_people.centers import centers
from kiosk.manage_people.staff import staff
from kiosk.papers import fares
from kiosk.papers.letterhead import letterhead
from kiosk.papers.pages import papers
from kiosk.papers.record import paper_record
from kiosk.personal.giving import giving
from kiosk.personal.retention import retention
from kiosk.practice.pages import practice
from kiosk.proof.pages import proof
from kiosk.public.pages import public
from kiosk.public.track import track
from kiosk.public.turn import turn
from kiosk.reports.exports import exports
from kiosk.reports.files import report_files
from kiosk.reports.pages import reports
from kiosk.reports.papers import report_papers
from kiosk.reports.periodic import periodic
from kiosk.signin.pages import signin
from kiosk.signin.second_step import second_step
from kiosk.supervision.breaches import breaches
from kiosk.supervision.fairness import fairness
from kiosk.supervision.pages import supervision
from kiosk.supervision.papers import hall_papers
from kiosk.touch.around import around
from kiosk.touch.booked import booked
from kiosk.touch.collect import collect
from kiosk.touch.missed import missed
from kiosk.touch.offline import offline
from kiosk.touch.pages import touch
from kiosk.touch.papers_list import papers_list
from kiosk.touch.search import search
from singlewindow.tickets.waiting import Waits

AT_THE_KIOSK = (touch, collect, search, missed, booked, papers_list, around, offline)
CASHIER = (drawer, request_fees, cash_review, receipts, accounts, certificates, tariff, ways)
SETTINGS = (manage, devices, cards, hours, notices, rules, holidays, offering, letterhead, retention, giving)
PEOPLE = (second_step, account, audit, staff, centers, practice)
FILES = (track, complaints, request_deeds, correction, work_desk, department, late, breaches, routes, department_list)
VISITS = (field_visits, visit_plans, visit_work, follow_ups, checklist, visit_papers)
PAGES = (
    *(public, turn, signin, counter, visit, numbers, intake, request_file, supervision, papers, health, device),
    *(bookings, fairness, hall_papers, paper_record, proof, reports, report_files, report_papers, periodic, exports),
    *AT_THE_KIOSK,
    *SETTINGS,
    *CASHIER,
    *PEOPLE,
    *FILES,
    *VISITS,
)


def register(app: Flask) -> None:
    """Give `app` its pages, their language, guards, headers and refusals."""
    CSRFProtect(app)
    app.extensions["waits"] = Waits()
    limiter.init_app(app)
    for part in (language, numerals, wording, headers, refusals, guards, navigation, screens, fares):
        part.register(app)
    for pages in PAGES:
        app.register_blueprint(pages)
