"""Files that only their owner may read."""

import os
import secrets
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
OTHERS = 0o077


class KeysTooOpen(ValueError):
    """A key, or the folder of keys, can be reached by others than its owner."""


def read_private(folder: Path, name: str) -> bytes | None:
    """Give a file's bytes, or None when there is no such file. Raises KeysTooOpen."""
    if not folder.exists():
        return None
    refuse_if_open(folder)
    file = folder / name
    if not file.exists():
        return None
    refuse_if_open(file)
    return file.read_bytes()


def write_private(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole or not at all; when this returns it is on the disk."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    refuse_if_open(folder)
    part = folder / f"{name}.{secrets.token_hex(4)}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(folder / name)
    _sync(folder)


def remove_private(folder: Path, name: str) -> None:
    """Remove a file if it is there."""
    (folder / name).unlink(missing_ok=True)


def stamp_of(file: Path) -> tuple[int, int] | None:
    """Give what changes when a file is written anew, or None when there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def refuse_if_open(path: Path) -> None:
    """Raise KeysTooOpen if anyone but the owner may reach `path`."""
    if path.stat().st_mode & OTHERS:
        wanted = "700" if path.is_dir() else "600"
        raise KeysTooOpen(f"{path} can be reached by others than its owner; set its mode to {wanted}")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
