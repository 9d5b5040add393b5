"""A visitor over one kept-alive connection: as little work as a client can do, so that the server is measured."""

import http.client
import re
import secrets
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


class Visitor:
    """Fetches one form for its CSRF token and cookie, then sends forms."""

    def __init__(self, port: int, page: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._cookies: dict[str, str] = {}
        self.read_token(page)

    def read_token(self, page: str) -> None:
        """Take the CSRF token that a page holds."""
        found = TOKEN.search(self._ask("GET", page)[1])
        assert found, page
        self._token = found[1].decode()

    def send(self, address: str, **fields: str) -> tuple[int, str]:
        """Send a form; give status and where it leads."""
        status, _, location = self._ask("POST", address, urlencode({"csrf_token": self._token, **fields}))
        return status, location

    def take_ticket(self) -> tuple[int, str]:
        """Take a ticket of the demonstration center; give status and the ticket's page."""
        return self.send(
            "/kiosk/demo/tickets", service="rent_payment", lane="ordinary", form_key=secrets.token_urlsafe(18)
        )

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, bytes, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        self._connection.request(method, address, body, headers | (FORM if body else {}))
        answer = self._connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, content, answer.headers.get("Location", "")
