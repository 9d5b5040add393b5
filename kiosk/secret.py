"""The key that signs cookies."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Give the key kept in `folder`, readable by its owner only; make it the first time."""
    file = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as opened:
        opened.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
