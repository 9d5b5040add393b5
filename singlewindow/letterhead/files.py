"""The files of logos: each under the hash of its content, written once and never changed."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from singlewindow.letterhead.logo import kind_of_picture


def keep_logo(folder: Path, content: bytes) -> str:
    """Keep a logo in `folder` and give its hash in hex; when this returns, it is on the disk.

    Raises LogoRefused and LogoTooLarge, as `kind_of_picture` does.
    """
    kind_of_picture(content)
    digest = sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / digest)
    finally:
        part.unlink(missing_ok=True)
    return digest
