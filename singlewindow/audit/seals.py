"""The seal of an entry: a keyed hash over everything it says and over the seal before it. Standard library only."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

NOTHING_BEFORE = "0" * 64


class Sealable(Protocol):
    """What a seal is made of."""

    @property
    def site(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def done_at(self) -> datetime: ...
    @property
    def staff_id(self) -> UUID | None: ...
    @property
    def center_id(self) -> UUID | None: ...
    @property
    def action(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def facts(self) -> str: ...
    @property
    def previous(self) -> str: ...


def written(facts: dict[str, object]) -> str:
    """Give facts as the JSON that is sealed and stored."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def seal_of(key: bytes, entry: Sealable) -> str:
    """Give the HMAC-SHA-256 (RFC 2104) of an entry in hex."""
    said = (
        entry.site,
        entry.sequence,
        _moment(entry.done_at),
        _key(entry.staff_id),
        _key(entry.center_id),
        str(entry.action),
        entry.subject,
        entry.facts,
        entry.previous,
    )
    return hmac.new(key, json.dumps(said, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _key(key: UUID | None) -> str:
    return str(key) if key else ""
