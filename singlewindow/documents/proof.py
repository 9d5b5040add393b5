"""The code of a paper: its claims and a signature of them, in the letters of a short QR code."""

from base64 import b32decode, b32encode
from binascii import Error
from typing import Protocol

from singlewindow.documents.claims import Claims, ClaimsWrong, unpacked

DOMAIN = b"shubbak paper 1\x00"
"""What stands before the claims when they are signed, so that no other signature of the key can pass for a paper's."""
KEY_ID_LENGTH = 2
SIGNATURE_LENGTH = 64
LONGEST = 400


class Signer(Protocol):
    """Who signs papers: Ed25519 (RFC 8032) with the key whose id it gives."""

    def sign(self, message: bytes) -> tuple[bytes, bytes]:
        """Give the id of the key that signs now, and its signature of `message`."""


class Checker(Protocol):
    """Who knows the keys of this installation, retired ones too."""

    def holds(self, key_id: bytes, signature: bytes, message: bytes) -> bool:
        """Tell whether a known key with this id made `signature` of `message`."""


class NotProved(ValueError):
    """This is no code of a paper, or nobody here signed it."""


def prove(signer: Signer, claims: Claims) -> str:
    """Give the code of a paper: base32 (RFC 4648) of key id, claims and signature, without padding."""
    packed = claims.packed()
    key_id, signature = signer.sign(DOMAIN + packed)
    return b32encode(key_id + packed + signature).decode("ascii").rstrip("=")


def address(public_url: str, code: str) -> str:
    """Give the address that a paper's QR code holds: upper case, so that the code stays small."""
    return f"{public_url}/V/{code}".upper()


def check(checker: Checker, code: str) -> Claims:
    """Give what a code says, once its signature holds. Raises NotProved."""
    content = _bytes_of(code)
    key_id, packed = content[:KEY_ID_LENGTH], content[KEY_ID_LENGTH:-SIGNATURE_LENGTH]
    if not checker.holds(key_id, content[-SIGNATURE_LENGTH:], DOMAIN + packed):
        raise NotProved("nobody here signed this")
    try:
        return unpacked(packed)
    except ClaimsWrong as error:
        raise NotProved(str(error)) from error


def _bytes_of(code: str) -> bytes:
    if not code.isascii() or len(code) > LONGEST:
        raise NotProved("no code")
    letters = code.upper()
    try:
        content = b32decode(letters + "=" * (-len(letters) % 8))
    except Error as error:
        raise NotProved("no code") from error
    if b32encode(content).decode("ascii").rstrip("=") != letters:
        raise NotProved("no code")
    return content
