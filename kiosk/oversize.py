"""Forms that are too large to be read: their own page says what to do, instead of a page that knows nothing of them."""

from collections.abc import Callable

from flask import Blueprint, make_response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from kiosk.guards import owed, permitted
from kiosk.refusals import http_error, refused, take_the_rest
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission


def answer_too_large(pages: Blueprint, view: str, permission: Permission, draw: Callable[[], str]) -> None:
    """Let what is too large for `view` be answered by the page that `draw` draws; the form itself can't be read.

    Only for who may send the form: the guard of `view` did not come to speak.
    """

    @pages.errorhandler(RequestEntityTooLarge)
    def _answered(error: RequestEntityTooLarge) -> Response:
        if request.endpoint != f"{pages.name}.{view}" or not permitted(permission) or owed():
            return http_error(error)
        take_the_rest()
        try:
            return make_response(draw(), RequestEntityTooLarge.code)
        except Refusal as refusal:
            return refused(refusal)
        except HTTPException as closed:
            return http_error(closed)
