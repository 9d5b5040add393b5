"""The facts of the papers of the hall: the ticket, the list of papers of a service, the cards."""

from printing.papers.common import EVERY_PAPER
from printing.papers.facts import (
    Optional,
    Shape,
    address,
    many,
    maybe,
    moment,
    needed,
    one_of,
    piastres,
    record,
    text,
    whole,
)

TICKET: Shape = {
    **EVERY_PAPER,
    "sector": text,
    "service": needed,
    "letter": needed,
    "number": whole,
    "lane": one_of("ordinary", "priority", "booked"),
    "ahead": whole,
    "wait_low": Optional(maybe(whole), None),
    "wait_high": Optional(maybe(whole), None),
    "issued_at": moment,
    "papers": many(text),
    "follow_url": address,
}
"""`wait_low`, `wait_high`: the expected wait in minutes, where it is known."""

PAPERS_LIST: Shape = {
    **EVERY_PAPER,
    "sector": text,
    "service": needed,
    "set_time": text,
    "fees": many(record({"description": needed, "amount": maybe(piastres)})),
    "papers": many(text),
    "printed_at": moment,
}
"""A fee without an amount is named at the window."""

CARD: Shape = {
    **EVERY_PAPER,
    "role": one_of("kiosk", "board", "window"),
    "called": text,
    "number": Optional(whole, 0),
    "pairing_code": Optional(text, ""),
    "pairing_url": Optional(address, ""),
    "pairing_until": Optional(text, ""),
    "steps": many(text),
    "keys": many(record({"key": needed, "action": needed})),
}
"""`number`: a window's; `pairing_until`: when its code ends, as it is to be read."""
