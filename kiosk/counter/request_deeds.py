"""What a clerk does with a received request: papers, scans, withdrawal, delivery."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.requests import drawn
from kiosk.counter.typed import typed_key
from kiosk.edge import database, keyring, language, now, public_url, scans
from kiosk.guards import current_center, current_staff, needs
from kiosk.oversize import answer_too_large
from kiosk.refusals import message_of
from kiosk.scanned import allow_scans, scan_answer
from singlewindow.cash.counter_entries import GiveBack
from singlewindow.cash.money import read_amount
from singlewindow.cash.request_refund import pay_back
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.identity import IdentityNotShown, shows_identity
from singlewindow.people.roles import Permission
from singlewindow.requests.moving import case_of, request_by_number
from singlewindow.requests.outcomes import Collector, deliver, withdraw, withdraw_file
from singlewindow.requests.papers import UnknownPaper, hand_in
from singlewindow.requests.records import RequestPaper
from singlewindow.requests.scans import NewScan, NotAScan, ScanTooLarge, UnknownScan, add_scan, scans_of
from singlewindow.requests.slip import want_slip

request_deeds = Blueprint("request_deeds", __name__)
allow_scans(request_deeds)


@request_deeds.post("/counter/requests/<number>/papers")
@needs(Permission.RECEIVE_REQUESTS)
def take_papers(number: str) -> Response:
    """Note papers as handed in, and print the slip anew."""

    def deed(work: Work) -> None:
        papers = frozenset(typed_key(text, UnknownPaper) for text in request.form.getlist("papers"))
        hand_in(work, current_staff().id, number, papers, now())
        want_slip(work, case_of(work, current_staff().id, number), _paper(), now())

    return _done(number, deed)


@request_deeds.post("/counter/requests/<number>/scans")
@needs(Permission.RECEIVE_REQUESTS)
def attach(number: str) -> Response:
    """Attach a scan to one of the papers."""
    sent = request.files.get("scan")

    def deed(work: Work) -> None:
        paper = typed_key(request.form.get("paper", ""), UnknownPaper)
        if sent is None:
            raise NotAScan
        add_scan(
            work, scans(), current_staff().id, number, NewScan(paper, sent.read(), "identity" in request.form), now()
        )

    return _done(number, deed)


@request_deeds.get("/counter/requests/<number>/scans/<uuid:scan_id>")
@needs(Permission.RECEIVE_REQUESTS)
def scan(number: str, scan_id: UUID) -> Response:
    """Give a scan of a request of the clerk's own center; one that tells who asks only to who may know it."""
    with database().reading() as session:
        of = request_by_number(session, current_center(), number)
        found = next((one for one in scans_of(session, of.id) if one.id == scan_id), None)
        if found is None:
            raise UnknownScan
        tells_who = session.get_one(RequestPaper, found.paper_id).identity
        if tells_who and not shows_identity(session, current_staff(), of, now()):
            raise IdentityNotShown
    return scan_answer(found)


@request_deeds.post("/counter/requests/<number>/withdraw")
@needs(Permission.RECEIVE_REQUESTS)
def close(number: str) -> Response:
    """Close the request at its applicant's wish; with a collector, the papers go back too."""
    staff, reason = current_staff().id, request.form.get("reason", "")
    if "with_papers" in request.form:
        return _done(number, lambda work: withdraw_file(work, staff, number, _collector(), _paper(), reason, now()))
    return _done(number, lambda work: withdraw(work, staff, number, reason, now()))


@request_deeds.post("/counter/requests/<number>/deliver")
@needs(Permission.RECEIVE_REQUESTS)
def hand_over(number: str) -> Response:
    """Hand over what is ready, signed for."""
    return _done(number, lambda work: deliver(work, current_staff().id, number, _collector(), now()))


@request_deeds.post("/counter/requests/<number>/refund")
@needs(Permission.CANCEL_MONEY)
def refund(number: str) -> Response:
    """Give the money of an approved refund request back, signed for, once for each form key."""
    form = request.form
    wish = GiveBack(form.get("form_key", ""), form.get("reason", ""), form.get("drawer", ""))

    def deed(work: Work) -> None:
        amount = read_amount(form.get("amount", ""))
        pay_back(work, current_staff().id, number, amount, wish, _collector(), now())

    return _done(number, deed)


def _too_large() -> str:
    refusal = ScanTooLarge()
    return drawn(str((request.view_args or {})["number"]), message_of(refusal), refusal.field, MultiDict())


def _paper() -> PaperWish:
    return PaperWish(language(), public_url(), keyring())


def _collector() -> Collector:
    return Collector(request.form.get("collector", ""), request.form.get("collector_digits", ""))


def _done(number: str, deed: Callable[[Work], None]) -> Response:
    try:
        attempted(deed)
    except Refusal as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else ""
        return make_response(drawn(number, message_of(refusal), field), refusal.status)
    return redirect(url_for("request_file.page", number=number), 303)


answer_too_large(request_deeds, "attach", Permission.RECEIVE_REQUESTS, _too_large)
