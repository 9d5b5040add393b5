"""QR codes as images that a paper carries within itself."""

import io
from base64 import b64encode

import segno

MASK = 3
"""One mask for all codes: choosing the best of eight costs more time than drawing the code."""


def qr_image(content: str) -> str:
    """A data URI of a PNG with a QR code of `content`, quiet zone included; empty for empty content."""
    if not content:
        return ""
    image = io.BytesIO()
    segno.make(content, error="m", mask=MASK, micro=False, boost_error=False).save(image, kind="png", scale=1, border=4)
    return "data:image/png;base64," + b64encode(image.getvalue()).decode("ascii")
