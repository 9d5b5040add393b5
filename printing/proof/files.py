"""Where the certificate lies that seals papers; checked when the program starts, opened by the workers only."""

from pathlib import Path
from typing import NamedTuple

from printing.proof.authority import SEAL
from singlewindow.keyfiles import refuse_if_open


class SealFiles(NamedTuple):
    """The center's certificate (PKCS #12), its password's file, and whether it is for demonstration."""

    pkcs12: str
    password_file: str = ""
    illustrative: bool = False


class SealMissing(ValueError):
    """A setting names a file that is not there."""


def seal_files(keys: Path, pkcs12: Path | None, password_file: Path | None) -> SealFiles | None:
    """Give the certificate that was set, else the demonstration's in `keys`, else None: nothing is sealed.

    Raises SealMissing for a file that is not there and KeysTooOpen for one that others may read.
    """
    for file in (pkcs12, password_file):
        if file is not None:
            _usable(file)
    if pkcs12 is not None:
        return SealFiles(str(pkcs12), str(password_file or ""))
    own = keys / SEAL
    if not own.exists():
        return None
    refuse_if_open(own)
    return SealFiles(str(own), illustrative=True)


def _usable(file: Path) -> None:
    if not file.is_file():
        raise SealMissing(f"there is no file {file}")
    refuse_if_open(file)
