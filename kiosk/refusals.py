"""Refusals as pages: what went wrong in the visitor's language, with the right status."""

import logging

from flask import Flask, Response, abort, jsonify, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from singlewindow.errors import Refusal

logger = logging.getLogger(__name__)

MOST_TAKEN = 32 * 1024 * 1024
AT_ONCE = 64 * 1024

PHRASES = {
    400: lazy_gettext("This could not be understood. Please go back and try again."),
    401: lazy_gettext("Please sign in."),
    403: lazy_gettext("Your role does not allow this."),
    404: lazy_gettext("There is no such page."),
    405: lazy_gettext("This page can't be used that way."),
    413: lazy_gettext(
        "That is too much to send at once. Please go back, shorten the text or choose a smaller file, and try again."
    ),
    429: lazy_gettext("Too many tries. Please wait a minute."),
    500: lazy_gettext("Something went wrong here. Nothing was changed; please try again or ask the staff."),
}


def register(app: Flask) -> None:
    """Answer refusals and HTTP errors of `app` with a page."""
    app.before_request(_refuse_nul)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, out_of_date)
    app.register_error_handler(HTTPException, http_error)


def _refuse_nul() -> None:
    """Refuse an address with a NUL, which PostgreSQL can't be asked for; wrong codes of papers are answered alike."""
    if "\0" in request.path and request.blueprint != "proof":
        abort(404)
    if any("\0" in text for text in request.args.values()):
        abort(400)


def message_of(refusal: Refusal) -> str:
    """Give a refusal's message in the visitor's language; values that are phrases are translated too."""
    values = {name: gettext(v) if isinstance(v, str) and v else v for name, v in refusal.values.items()}
    return str(gettext(refusal.message)) % values


def refused(refusal: Refusal) -> Response:
    """Answer with a refusal's message and status."""
    return answer(refusal.status, message_of(refusal))


def out_of_date(error: CSRFError) -> Response:
    """Answer to a form without a valid CSRF token."""
    logger.info("form refused: %s", error.description)
    return answer(400, gettext("This page is out of date. Please go back, open it again and repeat."))


def http_error(error: HTTPException) -> Response:
    """Answer to an error of HTTP itself, keeping its headers that matter (Allow, Retry-After)."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code == 413:
        take_the_rest()
    response = answer(error.code, str(PHRASES.get(error.code, PHRASES[400 if error.code < 500 else 500])))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def take_the_rest() -> None:
    """Read what the browser still sends and forget it, up to MOST_TAKEN: one that is cut off shows no answer."""
    body, taken = request.environ["wsgi.input"], 0
    while taken < MOST_TAKEN and (part := body.read(AT_ONCE)):
        taken += len(part)


def answer(status: int, message: str) -> Response:
    """Give an error as a page, or as JSON to who asks for JSON."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return make_response(jsonify(error=message), status)
    return make_response(render_template("error.html", status=status, message=message), status)
