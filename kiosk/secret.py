"""Keys that are made once and kept in the data folder: for cookies, for the audit, for what is stored sealed."""

import os
import secrets
from pathlib import Path


def kept_key(folder: Path, name: str) -> str:
    """Give the key kept in `folder` under `name`, readable by its owner only; make it the first time."""
    file = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as opened:
        opened.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
