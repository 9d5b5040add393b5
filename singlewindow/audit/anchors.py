"""Anchors: the head of the chain, written each day at the end of a file outside the database. Lines are only added."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from singlewindow.audit.records import AuditHead

FILE = "audit-anchors"
EVERY = timedelta(days=1)


@dataclass(frozen=True)
class Anchor:
    """The head of a site's chain as it stood at a moment."""

    moment: datetime
    site: str
    sequence: int
    seal: str


def anchor(session: Session, folder: Path, now: datetime) -> Anchor | None:
    """Write the head of the chain at the end of the file and give it; None while the chain is empty."""
    head = session.get(AuditHead, 1)
    if head is None:
        return None
    written = Anchor(now, head.site, head.sequence, head.seal)
    line = f"{now.isoformat(timespec='seconds')} {head.site} {head.sequence} {head.seal}\n"
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return written


def anchor_daily(session: Session, folder: Path, now: datetime) -> Anchor | None:
    """Anchor unless it was done within the last day."""
    last = max((known.moment for known in anchors_in(folder)), default=None)
    return None if last is not None and now - last < EVERY else anchor(session, folder, now)


def anchors_in(folder: Path) -> Iterator[Anchor]:
    """Give the anchors that were written, oldest first; raises ValueError for a line that is none."""
    file = folder / FILE
    if not file.exists():
        return
    for line in file.read_text().splitlines():
        moment, site, sequence, seal = line.split(" ")
        yield Anchor(datetime.fromisoformat(moment), site, int(sequence), seal)
