"""The facts of the papers that are handed over with a request and with money."""

from printing.papers.common import PROVING_PAPER
from printing.papers.facts import (
    Optional,
    Shape,
    address,
    balance,
    day,
    flag,
    many,
    moment,
    needed,
    one_of,
    piastres,
    record,
    text,
    whole,
)

SLIP: Shape = {
    **PROVING_PAPER,
    "request_number": needed,
    "registered_at": moment,
    "applicant": needed,
    "national_id_masked": text,
    "service": text,
    "sector": text,
    "papers": many(record({"name": needed, "handed_in": flag})),
    "due_on": lambda value: day(value) if value else None,
    "track_url": address,
    "window": whole,
    "clerk_code": text,
    "withdrawal": Optional(flag, False),
    "handed_back_at": Optional(moment, None),
    "collector": Optional(text, ""),
    "collector_digits": Optional(text, ""),
}
"""With `withdrawal` the slip says that the file was handed back: when, which papers, and to whom."""

RECEIPT: Shape = {
    **PROVING_PAPER,
    "form": Optional(one_of("a5", "roll"), "a5"),
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
    "copy_label": Optional(text, ""),
}
"""`copy_label` stood on receipts before `copy` counted them."""

CERTIFICATE: Shape = {
    **PROVING_PAPER,
    "certificate_number": needed,
    "issued_on": day,
    "addressee": text,
    "citizen": needed,
    "national_id_masked": text,
    "subject": text,
    "address": Optional(text, ""),
    "payments": many(record({"receipt_number": needed, "date": day, "item": needed, "amount": piastres})),
    "total": piastres,
    "period": text,
    "balance": Optional(text, ""),
    "purpose": text,
    "validity": text,
    "replaces": Optional(text, ""),
}
"""`balance`: a statement of what is still owed, only where it is really known; `replaces`: the number of a lost one."""

CASH_STATEMENT: Shape = {
    **PROVING_PAPER,
    "statement_number": needed,
    "cashier_code": needed,
    "window": whole,
    "opened_at": moment,
    "closed_at": moment,
    "opening_float": piastres,
    "methods": many(record({"method": needed, "count": whole, "amount": piastres})),
    "first_receipt": text,
    "last_receipt": text,
    "receipts_count": whole,
    "receipts": Optional(many(record({"number": needed, "method": text, "amount": piastres})), ()),
    "cancellations": many(record({"number": needed, "amount": piastres, "reason": needed})),
    "counted": many(record({"denomination": piastres, "count": whole})),
    "expected_cash": piastres,
    "difference": balance,
    "explanation": text,
    "audit_head": text,
    "reviewer_code": Optional(text, ""),
}
"""`difference`: counted less expected cash; `audit_head`: the hash that ends the audit record at the closing."""
