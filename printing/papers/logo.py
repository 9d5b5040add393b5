"""A center's logo, read from its file by its hash and proved before a paper shows it."""

import io
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from printing.errors import LogoBroken
from singlewindow.letterhead.logo import LogoRefused, PictureKind, kind_of_picture


def logo_image(folder: Path | None, digest: str) -> str:
    """A data URI of the logo with the hash `digest` in `folder`; empty for an empty hash.

    Raises LogoBroken when it is missing, changed, or no picture that can be drawn.
    """
    return _proved(folder, digest) if digest else ""


@lru_cache(maxsize=8)
def _proved(folder: Path | None, digest: str) -> str:
    if folder is None:
        raise LogoBroken("no folder of logos is known here")
    try:
        content = (folder / digest).read_bytes()
    except OSError as why:
        raise LogoBroken(f"the center's logo {digest[:12]} can't be read: {why.strerror}") from why
    if sha256(content).hexdigest() != digest:
        raise LogoBroken(f"the center's logo {digest[:12]} is no longer the file that was set")
    kind = _drawable(content, digest)
    return f"data:{kind.value};base64," + b64encode(content).decode("ascii")


def _drawable(content: bytes, digest: str) -> PictureKind:
    try:
        kind = kind_of_picture(content)
        if kind is not PictureKind.SVG:
            Image.open(io.BytesIO(content)).load()
    except (LogoRefused, OSError, SyntaxError, Image.DecompressionBombError) as why:
        raise LogoBroken(f"the center's logo {digest[:12]} is no picture that can be drawn: {why}") from why
    return kind
