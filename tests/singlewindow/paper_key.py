"""A key that signs papers, held in memory."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class PaperKey:
    """Signs with a key of its own and knows no other."""

    def __init__(self, key_id: bytes = b"\x01\x02") -> None:
        self.key_id = key_id
        self._private = Ed25519PrivateKey.generate()

    def sign(self, message: bytes) -> tuple[bytes, bytes]:
        """Sign a message."""
        return self.key_id, self._private.sign(message)

    def holds(self, key_id: bytes, signature: bytes, message: bytes) -> bool:
        """Tell whether this key made `signature`."""
        try:
            self._private.public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return key_id == self.key_id
