"""Asking for a paper: a row of frozen facts, made in the transaction of what it proves."""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert

from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.letterhead.facts import letterhead_facts
from singlewindow.news import News
from singlewindow.places.centers import LockedCenter
from singlewindow.places.records import CenterKind
from singlewindow.records import new_key

WANT = insert(cast(Table, Document.__table__))
RANKS = {
    DocumentKind.TICKET: 1,
    DocumentKind.PAPERS_LIST: 1,
    DocumentKind.SLIP: 2,
    DocumentKind.RECEIPT: 2,
    DocumentKind.CERTIFICATE: 2,
    DocumentKind.CASH_STATEMENT: 3,
    DocumentKind.CARD: 3,
    DocumentKind.REPORT: 4,
    DocumentKind.EXPORT: 10,
    DocumentKind.FIELD_VISIT: 4,
}


@dataclass(frozen=True)
class DocumentWanted(News):
    document_id: UUID


def new_code() -> str:
    """Give an unguessable code of 26 characters, 130 bits, safe to read and to type (RFC 4648 base32)."""
    return b32encode(secrets.token_bytes(17))[:26].decode()


def want(
    work: Work,
    kind: DocumentKind,
    center: LockedCenter,
    language: str,
    serial: str,
    facts: dict[str, Any],
    now: datetime,
    **links: Any,
) -> UUID:
    """Ask for a paper and give its key. `links` name what it belongs to (`ticket_id=`…) and its `code`.

    The center's letterhead is frozen with the facts; a paper of a practice center says so.
    """
    key = new_key()
    practice = {"practice": True} if center.kind is CenterKind.PRACTICE else {}
    row = {
        "id": key,
        "center_id": center.id,
        "center_version": center.version,
        "kind": kind,
        "language": language,
        "serial": serial,
        "facts": facts | letterhead_facts(center, language) | practice,
        "rank": RANKS[kind],
        "state": DocumentState.WANTED,
        "wanted_at": now,
        "tries": 0,
        "trouble": "",
        **links,
    }
    work.session.connection().execute(WANT, row)
    work.tell(DocumentWanted(key))
    return key
