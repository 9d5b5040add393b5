"""Where the certificate lies that seals papers; checked when the program starts, opened by the workers only."""

from pathlib import Path
from typing import NamedTuple, TypeAlias

from printing.proof.authority import SEAL
from singlewindow.keyfiles import refuse_if_open


class SealFiles(NamedTuple):
    """The center's certificate (PKCS #12), its password's file, and whether it is for demonstration."""

    pkcs12: str
    password_file: str = ""
    illustrative: bool = False


class SealToken(NamedTuple):
    """A key on a token (PKCS #11): its maker's module, the token's label, the PIN's file, the certificate's label."""

    module: str = ""
    token: str = ""
    pin_file: str = ""
    label: str = ""


Seal: TypeAlias = SealFiles | SealToken
NO_TOKEN = SealToken()


class SealMissing(ValueError):
    """A setting names a file that is not there."""


class SealUnclear(ValueError):
    """The settings name two certificates, or half a token."""


def seal_files(keys: Path, pkcs12: Path | None, password_file: Path | None, token: SealToken = NO_TOKEN) -> Seal | None:
    """Give the certificate that was set, else the demonstration's in `keys`, else None: nothing is sealed.

    Raises SealMissing for a file that is not there, KeysTooOpen for one that others may read, and SealUnclear.
    """
    if any(token):
        return _checked(token, pkcs12 or password_file)
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


def _checked(token: SealToken, other: Path | None) -> SealToken:
    if other is not None:
        raise SealUnclear("papers are signed by SHUBBAK_SIGNING_P12 or by SHUBBAK_SIGNING_PKCS11_MODULE, not by both")
    if not all(token):
        raise SealUnclear("SHUBBAK_SIGNING_PKCS11_MODULE, …_TOKEN, …_PIN_FILE and …_LABEL are set together")
    _there(Path(token.module))
    _usable(Path(token.pin_file))
    return token


def _usable(file: Path) -> None:
    _there(file)
    refuse_if_open(file)


def _there(file: Path) -> None:
    if not file.is_file():
        raise SealMissing(f"there is no file {file}")
