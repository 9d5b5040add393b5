"""A member of staff at window 3 who opens requests in a browser."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from singlewindow.cash.records import Charge, Payment
from singlewindow.numbering import Series
from singlewindow.requests.records import Request, RequestPaper
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.client import CheckedClient
from tests.singlewindow.at_the_window import open_drawer, tariff

FORM = "/counter/request/new"
NAME = "محمد أحمد عبد الرحمن"


class Window:
    """A member of staff who serves a number at window 3, with shorthands for what is typed."""

    def __init__(self, client: CheckedClient, desk: Hall, username: str = "clerk1") -> None:
        self.client, self.desk = client, desk
        client.sign_in(username)
        self.staff = desk.seat(username, 3)
        open_drawer(desk, self.staff, datetime.now(UTC))
        self.serve()
        self.fixed, self.assessed = tariff(desk, datetime.now(UTC))

    def serve(self) -> None:
        """Serve one more number."""
        self.desk.take_ticket(datetime.now(UTC))
        self.ticket = self.desk.serve(self.staff, datetime.now(UTC))

    def typed(self, **changes: object) -> dict[str, object]:
        """What was typed rightly, the fixed fee ticked."""
        fields: dict[str, object] = {
            "applicant_name": NAME,
            "national_id": WRONG_CHECK_DIGIT_ID,
            "phone": "",
            "method": "cash",
            "reference": "",
            "form33": "",
            "paper_language": "ar",
            f"amount-{self.fixed.id}": "37.50",
            f"amount-{self.assessed.id}": "",
        }
        return fields | changes

    def send(self, **changes: object) -> TestResponse:
        """Send the form as a browser would."""
        return self.client.submit(FORM, "/counter/request", **self.typed(**changes))

    def count(self, kind: type) -> int:
        """Count the rows of a record."""
        with self.desk.database.reading() as session:
            return session.scalar(select(func.count()).select_from(kind)) or 0

    def nothing_changed(self) -> bool:
        """Tell whether no request, no money and no number of either stands in the database."""
        with self.desk.database.reading() as session:
            numbers = set(session.scalars(select(Series.kind)))
        return not any(map(self.count, (Request, RequestPaper, Charge, Payment))) and numbers == {
            "ticket B",
            "cash session",
        }


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)
