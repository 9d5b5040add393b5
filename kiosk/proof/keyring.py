"""The keys that sign papers: Ed25519, in files of the data folder, never in the database.

The folder holds `papers.json`, the public part of all keys with what has become of them, and the private part of the
one key that signs now. A retired key loses its private part and still proves the papers it signed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from singlewindow.documents.proof import KEY_ID_LENGTH
from singlewindow.errors import N_, Refusal
from singlewindow.keyfiles import read_private, remove_private, stamp_of, write_private

RING = "papers.json"


class KeysMissing(Refusal):
    status = 503
    message = N_("The keys that prove papers are missing. Please tell the operator of the system.")


@dataclass(frozen=True)
class Key:
    """A key's public part in hex, its id, when it was made and when it was retired, both ISO 8601 in UTC."""

    id: str
    public: str
    made: str
    retired: str = ""


@dataclass(frozen=True)
class _Ring:
    """The keys as read at one moment."""

    stamp: tuple[int, int] | None
    keys: Mapping[str, Key]
    signs: bytes
    private: Ed25519PrivateKey | None


class Keyring:
    """The keys in `folder`; read anew when another process has changed them. Raises KeysTooOpen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ring = _read(folder)

    def make_first(self, now: datetime) -> None:
        """Make the first key, unless there is one."""
        if not self.all_keys():
            self.rotate(now)

    def rotate(self, now: datetime) -> Key:
        """Make a new key that signs from now on; the others only prove what they signed."""
        private = self._new_private()
        public = private.public_key().public_bytes_raw()
        key = Key(_id_of(public).hex(), public.hex(), now.isoformat(timespec="seconds"))
        write_private(self._folder, _file_of(key.id), private.private_bytes_raw())
        earlier = [replace(old, retired=old.retired or key.made) for old in self.all_keys()]
        ring = json.dumps([asdict(one) for one in (*earlier, key)], indent=1)
        write_private(self._folder, RING, ring.encode())
        for old in earlier:
            remove_private(self._folder, _file_of(old.id))
        self._ring = _read(self._folder)
        return key

    def all_keys(self) -> list[Key]:
        """Give all keys, the oldest first."""
        return list(self._now().keys.values())

    def sign(self, message: bytes) -> tuple[bytes, bytes]:
        """Give the id of the key that signs now, and its signature. Raises KeysMissing."""
        ring = self._now()
        if ring.private is None:
            raise KeysMissing
        return ring.signs, ring.private.sign(message)

    def holds(self, key_id: bytes, signature: bytes, message: bytes) -> bool:
        """Tell whether the key with this id made `signature` of `message`."""
        key = self._now().keys.get(key_id.hex())
        if key is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public)).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _new_private(self) -> Ed25519PrivateKey:
        known = {key.id for key in self.all_keys()}
        while True:
            private = Ed25519PrivateKey.generate()
            if _id_of(private.public_key().public_bytes_raw()).hex() not in known:
                return private

    def _now(self) -> _Ring:
        if self._ring.private is None or stamp_of(self._folder / RING) != self._ring.stamp:
            self._ring = _read(self._folder)
        return self._ring


def _read(folder: Path) -> _Ring:
    stamp = stamp_of(folder / RING)
    content = read_private(folder, RING)
    keys = [Key(**row) for row in json.loads(content)] if content else []
    signs = next((key.id for key in keys if not key.retired), "")
    secret = read_private(folder, _file_of(signs)) if signs else None
    private = Ed25519PrivateKey.from_private_bytes(secret) if secret else None
    return _Ring(stamp, {key.id: key for key in keys}, bytes.fromhex(signs), private)


def _file_of(key_id: str) -> str:
    return f"paper-{key_id}.key"


def _id_of(public: bytes) -> bytes:
    return sha256(public).digest()[:KEY_ID_LENGTH]
