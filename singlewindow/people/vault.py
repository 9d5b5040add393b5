"""The vault: encrypts what the database keeps and must not tell, with a key that lies outside it."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet


class Vault:
    """Encrypts (Fernet: AES-128-CBC and HMAC-SHA-256) and derives secrets from one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._box = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"vault" + key).digest()))

    def seal(self, text: str) -> str:
        """Give `text` encrypted."""
        return self._box.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Give what was sealed; raises cryptography's InvalidToken if it was sealed by another key or changed."""
        return self._box.decrypt(sealed.encode()).decode()

    def derive(self, purpose: str, size: int) -> str:
        """Give the secret of a purpose, always the same, as `size` (at most 51) characters of base32."""
        digest = hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode().rstrip("=")[:size]
