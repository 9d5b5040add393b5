"""Someone at a browser without scripts: fetches pages, fills in forms, over real HTTP."""

import re
from types import TracebackType
from typing import Self

import requests

from singlewindow.demonstration.fill import PASSWORD
from tests.cast import new_key
from tests.patience import PATIENCE

SERVICE = "building_permit_issue"


class Visitor:
    """A session over HTTP with the product at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.last_key = ""
        self._session = requests.Session()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def get(self, address: str) -> requests.Response:
        """Fetch a page; it must be found."""
        answer = self._session.get(self.url + address, timeout=PATIENCE)
        answer.raise_for_status()
        return answer

    def press(self, address: str, page: str = "/signin", **fields: str) -> requests.Response:
        """Send a form, with the CSRF token of `page`; give the answer, redirects not followed."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert token
        answer = self._session.post(
            self.url + address, data={"csrf_token": token[1], **fields}, timeout=PATIENCE, allow_redirects=False
        )
        assert answer.status_code == 303, (answer.status_code, answer.text[:400])
        return answer

    @property
    def cookies(self) -> str:
        """The cookies as a browser sends them with a socket."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._session.cookies)

    def take_ticket(self, service: str = SERVICE, lane: str = "ordinary", form_key: str = "") -> str:
        """Take a ticket of the demonstration center and give its page's address."""
        self.last_key = form_key or new_key()
        answer = self.press("/kiosk/demo/tickets", service=service, lane=lane, form_key=self.last_key)
        return str(answer.headers["Location"])

    def serve(self, visits: int) -> None:
        """Take so many numbers and serve them as the clerk who is signed in and at a window."""
        for _ in range(visits):
            self.take_ticket()
            for deed in ("call", "start"):
                self.press(f"/counter/{deed}")
            self.press("/counter/finish", outcome="served")

    def sign_in(self, username: str = "clerk1") -> None:
        """Sign in as someone of the demonstration."""
        self.press("/signin", username=username, password=PASSWORD)
