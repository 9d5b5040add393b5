"""Writes `docs/states.md` from the table of states. Run: `python -m docs.write_states`."""

from pathlib import Path

from singlewindow.tickets.states import TRANSITIONS

PAGE = Path(__file__).with_name("states.md")
HEAD = """# The states of a number

Every deed moves one number from a state to another, in one transaction, under the lock of its center. Nothing else is
possible: what the table does not hold is refused in words. Each move closes a row of `ticket_period` (state, service,
from, to, window, clerk, deed, reason), so that every wait, walk and service time is a query.

| deed | from | to | needs a reason |
|---|---|---|---|
"""


def page() -> str:
    """Give the page as it should stand."""
    rows = (
        f"| `{deed}` | {', '.join(f'`{state}`' for state in sorted(transition.before))} | `{transition.after}` "
        f"| {'yes' if transition.reason else ''} |\n"
        for deed, transition in TRANSITIONS.items()
    )
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
