"""Writes `docs/states.md` and `docs/request-states.md` from the tables. Run: `python -m docs.write_states`."""

from pathlib import Path

from singlewindow.requests.states import REQUEST_TRANSITIONS
from singlewindow.tickets.states import TRANSITIONS

PAGE = Path(__file__).with_name("states.md")
REQUEST_PAGE = Path(__file__).with_name("request-states.md")
HEAD = """# The states of a number

Every deed moves one number from a state to another, in one transaction, under the lock of its center. Nothing else is
possible: what the table does not hold is refused in words. Each move closes a row of `ticket_period` (state, service,
from, to, window, clerk, deed, reason), so that every wait, walk and service time is a query.

| deed | from | to | needs a reason |
|---|---|---|---|
"""
REQUEST_HEAD = """# The states of a request

Every deed moves one request, in one transaction, under the lock of its center. Nothing else is possible: what the table
does not hold is refused in words. Each move closes a row of `request_period` (state, stage, from, to, who, deed,
reason), so that every time is a query. A request begins as `received`, or as `awaiting_papers` when papers are missing.
The clock stands in `awaiting_papers` and `awaiting_payment`. Late is derived from the due date, never stored.

| deed | from | to | needs a reason |
|---|---|---|---|
"""


def page() -> str:
    """Give the page of a number's states as it should stand."""
    rows = (_row(deed, step.before, step.after, step.reason) for deed, step in TRANSITIONS.items())
    return HEAD + "".join(rows)


def request_page() -> str:
    """Give the page of a request's states as it should stand."""
    rows = (_row(deed, step.before, step.after, step.reason) for deed, step in REQUEST_TRANSITIONS.items())
    return REQUEST_HEAD + "".join(rows)


def _row(deed: str, before: frozenset[str], after: str | None, reason: bool) -> str:
    begins = ", ".join(f"`{state}`" for state in sorted(before))
    return f"| `{deed}` | {begins} | {f'`{after}`' if after else 'as it was'} | {'yes' if reason else ''} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    REQUEST_PAGE.write_text(request_page(), encoding="utf-8")
