"""The facts of each kind of paper."""

from typing import Any

from printing.errors import UnknownPaper
from printing.papers.facts import Facts, Shape, take
from printing.papers.hall import CARD, PAPERS_LIST, TICKET
from printing.papers.money import CASH_STATEMENT, CERTIFICATE, RECEIPT, SLIP
from printing.papers.report import REPORT
from printing.papers.visit import FIELD_VISIT

SHAPES: dict[str, Shape] = {
    "ticket": TICKET,
    "papers_list": PAPERS_LIST,
    "slip": SLIP,
    "receipt": RECEIPT,
    "certificate": CERTIFICATE,
    "cash_statement": CASH_STATEMENT,
    "report": REPORT,
    "card": CARD,
    "field_visit": FIELD_VISIT,
}


def checked(kind: str, facts: Facts) -> dict[str, Any]:
    """The facts of a paper of `kind`, typed and harmless.

    Raises UnknownPaper for another kind, and FactsWrong naming the fact that is missing or wrong.
    """
    if kind not in SHAPES:
        raise UnknownPaper(f"there is no paper of the kind {kind!r}")
    return take(SHAPES[kind], facts)
