"""The facts of each kind of paper."""

from typing import Any

from printing.errors import UnknownPaper
from printing.papers.facts import (
    Facts,
    Shape,
    address,
    day,
    flag,
    many,
    moment,
    needed,
    one_of,
    piastres,
    record,
    take,
    text,
    whole,
)

EVERY_PAPER: Shape = {
    "governorate": text,
    "center": needed,
    "digits": one_of("arab", "latn"),
    "illustrative": flag,
}

TICKET: Shape = {
    **EVERY_PAPER,
    "sector": text,
    "service": needed,
    "letter": needed,
    "number": whole,
    "lane": one_of("ordinary", "priority"),
    "ahead": whole,
    "issued_at": moment,
    "papers": many(text),
    "follow_url": address,
}

RECEIPT: Shape = {
    **EVERY_PAPER,
    "center_number": text,
    "receipt_number": needed,
    "request_number": text,
    "paid_at": moment,
    "payer": needed,
    "national_id_masked": text,
    "service": text,
    "sector": text,
    "lines": many(record({"description": needed, "amount": piastres})),
    "total": piastres,
    "method": text,
    "reference": text,
    "period": text,
    "cashier_code": text,
    "window": whole,
    "form33": text,
    "verification_code": text,
    "verify_url": address,
    "copy_label": text,
}

CERTIFICATE: Shape = {
    **EVERY_PAPER,
    "center_number": text,
    "certificate_number": needed,
    "issued_on": day,
    "addressee": text,
    "citizen": needed,
    "national_id_masked": text,
    "subject": text,
    "payments": many(record({"receipt_number": needed, "date": day, "item": needed, "amount": piastres})),
    "total": piastres,
    "period": text,
    "purpose": text,
    "validity": text,
    "verify_url": address,
    "verification_code": text,
}

SHAPES = {"ticket": TICKET, "receipt": RECEIPT, "certificate": CERTIFICATE}


def checked(kind: str, facts: Facts) -> dict[str, Any]:
    """The facts of a paper of `kind`, typed and harmless.

    Raises UnknownPaper for another kind, and FactsWrong naming the fact that is missing or wrong.
    """
    if kind not in SHAPES:
        raise UnknownPaper(f"there is no paper of the kind {kind!r}")
    return take(SHAPES[kind], facts)
