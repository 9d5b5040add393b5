"""What the code of a paper says by itself: few facts, as short as they can be written. No name, no whole identity.

CBOR in its one canonical form (RFC 8949, section 4.2): a map from small whole numbers to whole numbers.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import cbor2

from singlewindow.documents.records import DocumentKind
from singlewindow.numbering import fiscal_year, money_number

KINDS = {DocumentKind.RECEIPT: 1, DocumentKind.CERTIFICATE: 2, DocumentKind.SLIP: 3}
LETTERS = {DocumentKind.RECEIPT: "R", DocumentKind.CERTIFICATE: "C"}
KIND, CENTER, SERIAL, DAY, TOTAL, IDENTITY = range(1, 7)
PLACES = {KIND, CENTER, SERIAL, DAY, TOTAL, IDENTITY}
FIRST_DAY = date(2020, 1, 1)
LAST_DAY = (date.max - FIRST_DAY).days


class ClaimsWrong(ValueError):
    """These bytes are no claims of a paper, or not in their one canonical form."""


@dataclass(frozen=True)
class Claims:
    """A paper of a kind, its center's number, its serial and day, its total in piastres, the last digits of the ID.

    `serial` of a slip is its request's serial followed by the check digit: with center, kind and day it makes the
    number that stands on the paper.
    """

    kind: DocumentKind
    center: int
    serial: int
    day: date
    total: int
    identity: int

    @property
    def number(self) -> str:
        """The number that stands on the paper."""
        if self.kind is DocumentKind.SLIP:
            return f"{self.center:03d}-{self.day.year:04d}-{self.serial // 10:06d}-{self.serial % 10}"
        return money_number(LETTERS[self.kind], self.center, fiscal_year(self.day), self.serial)

    def packed(self) -> bytes:
        """The claims as canonical CBOR."""
        days = (self.day - FIRST_DAY).days
        values = (KINDS[self.kind], self.center, self.serial, days, self.total, self.identity)
        return cbor2.dumps(dict(zip(sorted(PLACES), values, strict=True)), canonical=True)


def slip_serial(request_number: str) -> int:
    """Give the serial of a slip's claims from the number of its request."""
    serial, check = request_number.rsplit("-", 2)[1:]
    return int(serial + check)


def last_digits(national_id: str) -> int:
    """Give the last four digits of a national ID as the claims hold them; 0 when there is none."""
    return int(national_id[-4:] or 0)


def unpacked(content: bytes) -> Claims:
    """Read claims; raises ClaimsWrong."""
    stream = BytesIO(content)
    try:
        values = cbor2.CBORDecoder(stream).decode()
        claims = _claims(values)
    except (cbor2.CBORError, ValueError, OverflowError, RecursionError) as error:
        raise ClaimsWrong("no claims of a paper") from error
    if claims.packed() != content:
        raise ClaimsWrong("claims not in their canonical form")
    return claims


def _claims(values: object) -> Claims:
    if not isinstance(values, dict) or values.keys() != PLACES:
        raise ValueError("other claims")
    if not all(type(value) is int and value >= 0 for value in values.values()):
        raise ValueError("claims are whole numbers")
    kinds = {number: kind for kind, number in KINDS.items()}
    if values[KIND] not in kinds or values[DAY] > LAST_DAY:
        raise ValueError("no such kind or day")
    day = FIRST_DAY + timedelta(days=values[DAY])
    return Claims(kinds[values[KIND]], values[CENTER], values[SERIAL], day, values[TOTAL], values[IDENTITY])
