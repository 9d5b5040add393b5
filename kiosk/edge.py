"""What pages ask of the application they run in: the database, the time, the language, the public address."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, cast

from flask import current_app, g, request
from flask_babel import get_locale

from kiosk.proof.keyring import Keyring
from singlewindow.database import Database
from singlewindow.people.vault import Vault
from singlewindow.places.records import Digits
from singlewindow.requests.scans import ScanStore
from singlewindow.tickets.waiting import Waits


class PaperArchive(Protocol):
    """Where the press keeps what it made."""

    def read(self, name: str, sha256: str) -> bytes:
        """Give a paper's bytes, checked against their SHA-256 in hex.

        Raises a Refusal when there is no such file, or when it is no longer what was kept.
        """


def database() -> Database:
    """Give the application's database."""
    return cast(Database, current_app.extensions["database"])


def waits() -> Waits:
    """Give the expected waits of the centers."""
    return cast(Waits, current_app.extensions["waits"])


def vault() -> Vault:
    """Give the vault of what is stored encrypted."""
    return cast(Vault, current_app.extensions["vault"])


def archive() -> PaperArchive:
    """Give the archive of papers."""
    return cast(PaperArchive, current_app.extensions["archive"])


def keyring() -> Keyring:
    """Give the keys that prove papers."""
    return cast(Keyring, current_app.extensions["keyring"])


def logos() -> Path:
    """Give the folder of the centers' logos."""
    return cast(Path, current_app.extensions["logos"])


def paper_picture(kind: str, language: str, changes: dict[str, Any]) -> bytes:
    """Give the first page of an example paper as a PNG, with `changes` to its facts; drawn in a process of its own."""
    return cast(bytes, current_app.extensions["paper_picture"](kind, language, changes))


def scans() -> ScanStore:
    """Give the store of scanned papers."""
    return cast(ScanStore, current_app.extensions["scans"])


def visit_pictures() -> ScanStore:
    """Give the store of the pictures of field visits."""
    return cast(ScanStore, current_app.extensions["visit_pictures"])


def now() -> datetime:
    """Give the present moment, aware, in UTC: the only clock of the pages."""
    return datetime.now(UTC)


def public_url() -> str:
    """Give the address that phones and papers use, without a final slash."""
    return cast(str, current_app.config["PUBLIC_URL"])


def language() -> str:
    """Give the visitor's language, `ar` or `en`."""
    return "en" if request and str(get_locale()) == "en" else "ar"


def show_digits(digits: Digits) -> None:
    """Write numbers on this page in a center's digits."""
    g.digits = digits.value
