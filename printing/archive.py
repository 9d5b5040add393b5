"""The archive: the bytes of each issued paper, kept once, found again by name and proved by their hash."""

import os
import re
import secrets
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from printing.errors import ArchiveChanged, ArchiveMissing

IDENTITY = re.compile(r"[0-9A-Za-z-]{1,64}")
KIND = re.compile(r"[a-z_]{1,32}")
NAME = re.compile(r"[a-z_]{1,32}/\d{4}/\d\d/\d\d/[0-9A-Za-z-]{1,64}\.[0-9a-f]{12}\.(?:pdf|xlsx|csv)", re.ASCII)

FILE_MODE = 0o640
FOLDER_MODE = 0o750


class Kept(NamedTuple):
    """Where a paper was kept: its `name` in the archive, the hash of its bytes in hex, its size in bytes."""

    name: str
    sha256: str
    size: int


class Archive:
    """Files under one `folder`. A name holds a piece of the hash, so nothing ever overwrites an issued paper."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, document_id: str, kind: str, content: bytes, day: date, ending: str = "pdf") -> Kept:
        """Keep the `content` of a paper under the day it was issued; when this returns, it is on the disk.

        Raises ValueError for an id or a kind that is no plain word, ArchiveChanged if it reads back as something else.
        """
        if not IDENTITY.fullmatch(document_id) or not KIND.fullmatch(kind):
            raise ValueError(f"no file of the archive may be called {document_id!r} of {kind!r}")
        digest = sha256(content).hexdigest()
        name = f"{kind}/{day:%Y/%m/%d}/{document_id}.{digest[:12]}.{ending}"
        self._write(self._folder / name, content)
        self.read(name, digest)
        return Kept(name, digest, len(content))

    def find(self, document_id: str, kind: str, day: date) -> Kept | None:
        """Find the whole file that a press left which died before it could say so; pieces it left are cleared away."""
        folder = self._folder / f"{kind}/{day:%Y/%m/%d}"
        for piece in folder.glob(f"{document_id}.*.part"):
            piece.unlink(missing_ok=True)
        for file in sorted(folder.glob(f"{document_id}.*")):
            content = _read(file)
            digest = sha256(content).hexdigest()
            if file.name == f"{document_id}.{digest[:12]}{file.suffix}":
                return Kept(str(file.relative_to(self._folder)), digest, len(content))
        return None

    def forget(self, kept: Kept) -> None:
        """Take away a file that was never issued: another press was first."""
        (self._folder / kept.name).unlink(missing_ok=True)

    def read(self, name: str, sha256_hex: str) -> bytes:
        """The bytes kept under `name`, proved by their hash.

        Raises ArchiveMissing for a name that is not there or never could be, ArchiveChanged if the hash is another.
        """
        if not NAME.fullmatch(name):
            raise ArchiveMissing(f"the archive has no {name[:100]!r}")
        try:
            content = _read(self._folder / name)
        except OSError as why:
            raise ArchiveMissing(f"the archive can't give {name!r}: {why.strerror}") from why
        if sha256(content).hexdigest() != sha256_hex:
            raise ArchiveChanged(f"{name!r} is no longer the paper that was kept")
        return content

    def _write(self, target: Path, content: bytes) -> None:
        self._make(target.parent)
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
        _sync(target.parent)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        _sync(folder.parent)


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        return file.read()


def _sync(folder: Path) -> None:
    """Make the entries of `folder` last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
