"""What is held about a person in words: sections of names and values, for the page and for the file beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext

from kiosk.edge import language
from kiosk.numerals import clock, day, money
from kiosk.wording import named
from singlewindow.audit.records import AuditEntry
from singlewindow.cash.records import AccountKind, Payment
from singlewindow.errors import N_
from singlewindow.people.identity import REASONS as LOOKING
from singlewindow.personal.held import REASONS as GIVING
from singlewindow.personal.held import Held, HeldAccount, HeldRequest
from singlewindow.requests.correct import FIELD_NAMES

Row = tuple[str, str]
BETWEEN = " — "
LEFT_TO_RIGHT, UNTIL_HERE = "\u2066", "\u2069"
"""Marks around a number of letters and digits, so that Arabic beside it leaves it whole (UAX #9)."""
ACCOUNTS = {
    AccountKind.UNIT: N_("Account of a unit"),
    AccountKind.FILE: N_("Account of a file"),
    AccountKind.LICENCE: N_("Account of a licence"),
}
READERS = {reason.value: words for reason, words in LOOKING.items()} | GIVING


@dataclass(frozen=True)
class Section:
    """A heading with rows of a name and a value."""

    title: str
    rows: list[Row]


def code(number: str) -> str:
    """Give a number of letters and digits so that Arabic beside it leaves it whole."""
    return f"{LEFT_TO_RIGHT}{number}{UNTIL_HERE}"


def unmarked(text: str) -> str:
    """Give a text without the marks of `code`."""
    return text.replace(LEFT_TO_RIGHT, "").replace(UNTIL_HERE, "")


def sheet(held: Held, files: Mapping[UUID, str]) -> list[Section]:
    """Give what is held in sections; `files` names each scan's file where it could be read."""
    requests = [Section(_title(one), [row for row in _rows(one, files) if row[1]]) for one in held.requests]
    return requests + [_account(one) for one in held.accounts]


def _title(one: HeldRequest) -> str:
    return f"{gettext('Request')} {code(one.request.number)}"


def _rows(one: HeldRequest, files: Mapping[UUID, str]) -> Iterator[Row]:
    request = one.request
    yield gettext("Service"), one.service.name(language())
    yield gettext("Received"), f"{day(request.received_at)} {clock(request.received_at)}"
    yield gettext("State"), BETWEEN.join((named(request.state), day(request.state_since)))
    yield gettext("Applicant"), f"{request.applicant_name} ({named(request.applicant_kind)})"
    yield gettext("National ID"), request.national_id
    yield gettext("Phone"), request.phone
    yield gettext("Commercial register"), request.commercial_register
    yield gettext("Representative"), request.representative_name
    yield gettext("Power of attorney"), request.power_of_attorney
    yield gettext("Unit"), request.unit
    yield gettext("Plot"), request.plot
    yield gettext("File or licence number"), request.file_number
    yield gettext("Address"), request.address
    yield from ((answer.name(language()), answer.value) for answer in one.answers)
    for kept, _ in one.corrections:
        values = (gettext(FIELD_NAMES[kept.field]), kept.before, kept.after, day(kept.corrected_at))
        yield gettext("Corrected"), BETWEEN.join(filter(None, values))
    yield gettext("Closing words"), request.closing_words
    yield gettext("Signed for by"), BETWEEN.join(filter(None, (request.collected_by, request.collector_digits)))
    yield from _papers(one, files)
    yield from ((stage.department.name(language()), named(stage.stage.state)) for stage in one.stages)
    yield from _payments(one.payments)
    for certificate in one.certificates:
        yield gettext("Payment certificate"), BETWEEN.join((code(certificate.number), day(certificate.issued_at)))
    for complaint in one.complaints:
        yield gettext("Complaint"), BETWEEN.join((code(complaint.number), complaint.words))
        yield gettext("The answer"), complaint.answer
    yield from (_look(entry) for entry in one.looks)


def _papers(one: HeldRequest, files: Mapping[UUID, str]) -> Iterator[Row]:
    for paper in one.papers:
        scans = [
            code(files[scan.id]) if scan.id in files else gettext("the file can't be read")
            for scan in one.scans
            if scan.paper_id == paper.id
        ]
        state = gettext("handed in") if paper.handed_in else gettext("missing")
        yield paper.name(language()), BETWEEN.join((state, *scans))


def _payments(payments: Iterable[Payment]) -> Iterator[Row]:
    for paid in payments:
        amount = f"{money(paid.amount)} {gettext('EGP')}"
        yield gettext("Receipt"), BETWEEN.join((code(paid.receipt_number), amount, day(paid.paid_at)))


def _look(entry: AuditEntry) -> Row:
    reason = READERS.get(json.loads(entry.facts).get("reason", ""), "")
    words = (f"{day(entry.done_at)} {clock(entry.done_at)}", gettext(reason) if reason else "")
    return gettext("Read by staff"), BETWEEN.join(filter(None, words))


def _account(one: HeldAccount) -> Section:
    account = one.account
    rows = [
        (gettext("Holder"), account.holder),
        (gettext("National ID"), account.national_id),
        (gettext("About"), account.subject),
        *_payments(one.payments),
    ]
    return Section(f"{gettext(ACCOUNTS[account.kind])} {code(account.number)}", [row for row in rows if row[1]])
