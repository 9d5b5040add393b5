"""Signing with a key that never leaves its token (PKCS #11). Runs in the workers of the pool only.

One session a worker, opened by its first certificate and anew after a failure. A PIN that the token refused is not
tried again until its file is written anew: a token locks itself after some wrong ones.
"""

from collections.abc import Callable
from pathlib import Path

import pkcs11
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from printing.errors import SealBroken
from printing.proof.files import SealToken
from singlewindow.keyfiles import stamp_of

WRONG_PIN = (PinIncorrect, PinInvalid, PinLenRange, PinLocked)

_open: dict[SealToken, PKCS11Signer] = {}
_refused: dict[SealToken, tuple[int, int] | None] = {}


def signed_on(token: SealToken, sign: Callable[[PKCS11Signer], bytes]) -> bytes:
    """Give what `sign` makes with this worker's session; one that has ended meanwhile is opened once more.

    Raises SealBroken.
    """
    try:
        return sign(_signer_of(token))
    except PKCS11Error:
        _forget(token)
    try:
        return sign(_signer_of(token))
    except PKCS11Error as error:
        _forget(token)
        raise _broken(token, error) from None


def _signer_of(token: SealToken) -> PKCS11Signer:
    if token not in _open:
        _open[token] = _opened(token)
    return _open[token]


def _forget(token: SealToken) -> None:
    """End the session and the module's view of its tokens: the next certificate finds one that was plugged in anew."""
    _open.pop(token, None)
    try:
        pkcs11.lib(token.module).reinitialize()
    except PKCS11Error as error:
        raise _broken(token, error) from None


def _broken(token: SealToken, error: Exception) -> SealBroken:
    return SealBroken(f"the token {token.token} can't sign: {type(error).__name__} {error}".rstrip())


def _opened(token: SealToken) -> PKCS11Signer:
    stamp = stamp_of(Path(token.pin_file))
    if token in _refused and _refused[token] == stamp:
        raise SealBroken(f"the token {token.token} refused the PIN in {token.pin_file}; it is not tried again")
    try:
        return _signer(token)
    except WRONG_PIN as error:
        _refused[token] = stamp
        trouble = f"the token {token.token} refuses the PIN in {token.pin_file}: {type(error).__name__}"
        raise SealBroken(trouble) from None
    except (OSError, ValueError, PKCS11Error) as error:
        raise _broken(token, error) from None


def _signer(token: SealToken) -> PKCS11Signer:
    """Open a session with all that signing needs read from it; curves are signed over a hash made here."""
    pin = Path(token.pin_file).read_text(encoding="utf-8").strip()
    session = open_pkcs11_session(token.module, token_criteria=TokenCriteria(label=token.token), user_pin=pin)
    signer = PKCS11Signer(session, cert_label=token.label, other_certs_to_pull=None)
    signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm == "ec"
    return signer
