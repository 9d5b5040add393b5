"""Telling whether a file is a picture that may be a logo: by its content and its size, never by its name."""

import re
import struct
import zlib
from enum import StrEnum
from xml.etree import ElementTree

from singlewindow.errors import N_, Invalid

LARGEST_FILE = 200 * 1024
LARGEST_SIDE = 2000
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
"""The elements an SVG logo may have: shapes only. No text (its fonts are not ours), no image, script, style or use."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIZES = {0xC0, 0xC1, 0xC2}
JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}


class PictureKind(StrEnum):
    """A picture by its media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    SVG = "image/svg+xml"


class LogoRefused(Invalid):
    message = N_("This file is not a logo that papers can show: a whole PNG, JPEG or plain SVG picture.")


class LogoTooLarge(LogoRefused):
    message = N_("This logo is too large: at most 200 kB and 2000 by 2000 dots.")


def kind_of_picture(content: bytes) -> PictureKind:
    """Give the kind of a picture that is whole.

    Raises LogoTooLarge, and LogoRefused for what is no PNG, no JPEG and no SVG of plain shapes, or is cut short.
    """
    if len(content) > LARGEST_FILE:
        raise LogoTooLarge
    try:
        if content.startswith(PNG_SIGNATURE):
            _require_size(*_png_size(content))
            return PictureKind.PNG
        if content.startswith(b"\xff\xd8"):
            _require_size(*_jpeg_size(content))
            return PictureKind.JPEG
        _require_shapes(content)
    except (struct.error, IndexError, ElementTree.ParseError, UnicodeDecodeError) as broken:
        raise LogoRefused from broken
    return PictureKind.SVG


def _require_size(width: int, height: int) -> None:
    if not (width and height):
        raise LogoRefused
    if max(width, height) > LARGEST_SIDE:
        raise LogoTooLarge


def _png_size(content: bytes) -> tuple[int, int]:
    """Walk the chunks to the end, proving each; the size stands in the first (W3C PNG, section 5)."""
    width, height = struct.unpack_from(">II", content, 16)
    place, name = len(PNG_SIGNATURE), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        (told,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(content[place + 4 : place + 8 + length]) != told:
            raise LogoRefused
        place += length + 12
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments to the one that holds the size (ITU T.81, annex B); the end must be there."""
    if not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise LogoRefused
    place = 2
    while True:
        mark, name = content[place], content[place + 1]
        if mark != 0xFF:
            raise LogoRefused
        if name in JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 2 if name in JPEG_ALONE else 2 + int(struct.unpack_from(">H", content, place + 2)[0])


def _require_shapes(content: bytes) -> None:
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", content, re.IGNORECASE):
        raise LogoRefused
    root = ElementTree.fromstring(content.decode("utf-8"))
    if root.tag != f"{SVG}svg" or not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        raise LogoRefused
    for element in root.iter():
        named = element.tag.removeprefix(SVG) if element.tag.startswith(SVG) else ""
        if named not in DRAWING or not all(map(_harmless, element.attrib, element.attrib.values())):
            raise LogoRefused


def _harmless(name: str, value: str) -> bool:
    """Whether an attribute neither acts nor points out of the file."""
    local = name.rpartition("}")[2].lower()
    if local.startswith("on") or local in {"href", "src"}:
        return False
    return not re.search(r"url\s*\(\s*['\"]?(?!#)|@import|javascript:", value, re.IGNORECASE)
