"""Verifying the chain: any entry edited, removed, added or moved, and any tail cut off, is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from singlewindow.audit.anchors import Anchor
from singlewindow.audit.note import HEAD
from singlewindow.audit.records import AuditHead, entries
from singlewindow.audit.seals import NOTHING_BEFORE, seal_of
from singlewindow.errors import N_

AT_ONCE = 2000


@dataclass(frozen=True)
class Verdict:
    """What was found: how many entries hold and, if something is wrong, at which sequence and what."""

    entries: int
    anchors: int
    sequence: int | None = None
    wrong: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the chain is whole."""
        return not self.wrong


def verify(session: Session, key: bytes, anchors: Iterable[Anchor]) -> Verdict:
    """Read the whole chain of this site and compare it with its seals, its head and its anchors."""
    head = session.get(AuditHead, HEAD)
    known = {(anchor.site, anchor.sequence): anchor.seal for anchor in anchors}
    previous, count = NOTHING_BEFORE, 0
    site = head.site if head else session.scalar(select(entries.c.site).limit(1)) or ""
    for entry in _chain(session, site):
        wrong = _wrong_with(entry, key, count + 1, previous, known)
        if wrong:
            return Verdict(count, len(known), count + 1, wrong)
        previous, count = entry.seal, count + 1
    return _whole(head, count, previous, known)


def _chain(session: Session, site: str) -> Iterator[Row[Any]]:
    """Give the entries of a site in order, AT_ONCE from the database at a time."""
    chain = select(entries).where(entries.c.site == site).order_by(entries.c.sequence).limit(AT_ONCE)
    rows = session.connection().execute(chain).all()
    while rows:
        yield from rows
        rows = session.connection().execute(chain.where(entries.c.sequence > rows[-1].sequence)).all()


def _wrong_with(
    entry: Row[Any], key: bytes, expected: int, previous: str, known: dict[tuple[str, int], str]
) -> str:  # fmt: skip
    if entry.sequence != expected:
        return N_("An entry is missing.")
    if entry.previous != previous or seal_of(key, entry) != entry.seal:
        return N_("An entry was changed.")
    if known.get((entry.site, expected), entry.seal) != entry.seal:
        return N_("An entry is not the one that was anchored.")
    return ""


def _whole(head: AuditHead | None, count: int, seal: str, known: dict[tuple[str, int], str]) -> Verdict:
    last = max((sequence for _, sequence in known), default=0)
    if last > count:
        return Verdict(count, len(known), count + 1, N_("The end of the chain was cut off."))
    if (head.sequence, head.seal) != (count, seal) if head else count:
        return Verdict(count, len(known), count + 1, N_("The end of the chain is not where its head is."))
    return Verdict(count, len(known))
