"""A browser without scripts: fetches pages and sends forms with their hidden fields, over HTTP or HTTPS."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, Request, build_opener

HIDDEN = re.compile(r'name="(csrf_token|form_key)" value="([^"]+)"')
WITHIN = 60.0
SEE_OTHER, REFUSED, TOO_MANY = 303, 409, 429


class ServerFailed(RuntimeError):
    """The server can't be reached, or gave an answer that no browser should get."""


class _AsItComes(HTTPErrorProcessor):
    """Takes each answer as it comes: redirects are not followed and refusals are not raised."""

    def http_response(self, _request: Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response  # type: ignore[assignment]


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def done(self) -> bool:
        """Whether a form was taken."""
        return self.status == SEE_OTHER


class Browser:
    """One person's browser at the product at `url`, with its cookies."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _AsItComes())
        self._hidden: dict[str, str] = {}

    def read(self, address: str) -> Answer:
        """Fetch a page and keep the hidden fields of its first form. Raises ServerFailed."""
        answer = self._ask(address, None)
        if answer.status >= 400:
            raise ServerFailed(f"{address} answered {answer.status}")
        fields = dict(reversed(HIDDEN.findall(answer.text)))
        self._hidden = {**self._hidden, **fields}
        return answer

    def send(self, address: str, **fields: str) -> Answer:
        """Send a form with the hidden fields of the last page; done, or refused with 409. Raises ServerFailed."""
        answer = self._ask(address, urlencode({**self._hidden, **fields}).encode())
        if answer.status not in (SEE_OTHER, REFUSED, TOO_MANY):
            raise ServerFailed(f"{address} answered {answer.status} to a form")
        return answer

    def _ask(self, address: str, body: bytes | None) -> Answer:
        try:
            with self._opener.open(Request(self._url + address, body), timeout=WITHIN) as got:
                return Answer(got.status, got.headers.get("Location", ""), got.read().decode())
        except (URLError, OSError) as wrong:
            raise ServerFailed(f"{self._url} can't be reached: {wrong}") from wrong


NewBrowser = Callable[[], Browser]
