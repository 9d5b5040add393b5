"""Checking a paper: by the code in its QR or the one typed, against the record, and by itself when nothing answers."""

import re

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from kiosk.edge import database, keyring
from kiosk.limits import limiter
from singlewindow.cash.counter_entries import given_back
from singlewindow.documents.proof import LONGEST
from singlewindow.documents.standing import found_by_code
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center

proof = Blueprint("proof", __name__)

TRIES = limiter.shared_limit("30/minute", scope="proof")


@proof.get("/verify")
def form() -> Answer:
    """Show the form for a code; what was typed or pasted into it leads to the answer."""
    typed = re.sub(r"[\s-]", "", request.args.get("code", "").rsplit("/", 1)[-1])[:LONGEST]
    if typed:
        return redirect(url_for("proof.answer", code=typed.upper()), 303)
    return make_response(render_template("proof/form.html"))


@proof.get("/verify/<code>")
@proof.get("/v/<code>", endpoint="small")
@proof.get("/V/<code>", endpoint="scanned")
@TRIES
def answer(code: str) -> Answer:
    """Show how a paper stands and its frozen facts, without a name; the same answer for all that is unknown."""
    with database().reading() as session:
        found = found_by_code(session, keyring(), code)
        paid = found.paper.payment_id if found else None
        back = given_back(session, paid) if paid else 0
    return make_response(render_template("proof/answer.html", found=found, back=back), 200 if found else 404)


@proof.get("/verify/keys.json")
def keys() -> Response:
    """Give the public keys, and the names of the centers that count: by these a phone checks a paper by itself."""
    with database().reading() as session:
        centers = session.scalars(select(Center).where(COUNTS))
        names = {center.number: {"ar": center.name_ar, "en": center.name_en} for center in centers}
    return jsonify(keys={key.id: key.public for key in keyring().all_keys()}, centers=names)


@proof.get("/verify/worker.js")
def worker() -> Response:
    """Give the script that keeps the page for a check without the server; it may serve the QR codes' addresses too."""
    script = current_app.send_static_file("js/verify-worker.js")
    script.headers["Service-Worker-Allowed"] = "/"
    return script
