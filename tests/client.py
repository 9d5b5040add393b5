"""A test client that checks every page it fetches."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from singlewindow.demonstration.fill import PASSWORD

DIRECTIONS = {"ar-EG": "rtl", "en": "ltr"}


class CheckedClient(FlaskClient):
    """Each HTML page must have one h1, a title, agreeing lang and dir, no double id, no inline style or script."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, and check what comes."""
        response = super().open(*args, **kwargs)
        text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        if text.lstrip().startswith("<!doctype html>") and not 300 <= response.status_code < 400:
            check_page(text)
        assert response.status_code < 500 or response.status_code == 503, response.status
        return response

    def sign_in(self, username: str) -> None:
        """Sign in as someone of the demonstration."""
        answer = self.submit("/signin", "/signin", username=username, password=PASSWORD)
        assert answer.status_code == 303, answer.status

    def tokens(self, page: str) -> dict[str, str]:
        """Give the CSRF token and form key that a page's form holds."""
        text = self.get(page).get_data(as_text=True)
        return dict(re.findall(r'name="(csrf_token|form_key)" value="([^"]+)"', text))

    def submit(self, page: str, action: str, **fields: Any) -> TestResponse:
        """Send a form of `page` to `action` as a browser would."""
        return self.post(action, data=self.tokens(page) | fields)


def check_page(text: str) -> None:
    """Hold the rules of every page."""
    found = re.search(r'<html lang="([^"]+)" dir="([^"]+)">', text)
    assert found, "no lang and dir"
    assert DIRECTIONS[found[1]] == found[2]
    assert len(re.findall(r"<h1[ >]", text)) == 1, "one h1"
    title = re.search(r"<title>(.+?)</title>", text, re.DOTALL)
    assert title, "a title"
    assert title[1].strip(), "a title"
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), "ids are unique"
    assert "<style" not in text
    assert not re.search(r'\sstyle="', text), "no inline style"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "no inline script"
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert 'name="csrf_token"' in form, "each form has its CSRF token"
