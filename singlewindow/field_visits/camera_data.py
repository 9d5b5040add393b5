"""Taking a camera's data (place, time, device, thumbnails, words) out of a picture: a whole JPEG or PNG, else refused.

What shows the picture stays byte for byte; of all the data beside it only the way up and the colours are kept.
"""

import struct
import zlib
from collections.abc import Iterator

from singlewindow.errors import N_, Invalid

FOLDER = "visits"
"""Where the cleaned pictures lie, within the folder of logos: the only one that a worker of the press is given."""

MOST_DOTS = 50_000_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD"}
START, END, SCAN, EXIF, WORDS = 0xD8, 0xD9, 0xDA, 0xE1, 0xFE
SIZES = {0xC0, 0xC1, 0xC2}
ALONE = {0x01, *range(0xD0, 0xD8)}
KEPT_BEGINNINGS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
ORIENTATION = 0x0112
UPRIGHT = 1


class NotAPicture(Invalid):
    message = N_("A picture is a whole JPEG or PNG file.")
    field = "picture"


class PictureTooFine(Invalid):
    message = N_("A picture has at most 50 million dots.")
    field = "picture"


def without_camera_data(content: bytes) -> tuple[bytes, str]:
    """Give a picture without its camera's data, and its media type. Raises NotAPicture or PictureTooFine."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _plain_jpeg(content), "image/jpeg"
        if content.startswith(PNG_SIGNATURE):
            return _plain_png(content), "image/png"
    except (struct.error, IndexError, ValueError) as broken:
        raise NotAPicture from broken
    raise NotAPicture


def _require_size(width: int, height: int) -> None:
    if not (width and height):
        raise NotAPicture
    if width * height > MOST_DOTS:
        raise PictureTooFine


def _plain_png(content: bytes) -> bytes:
    """Walk the chunks to the end, proving each (W3C PNG, section 5); what follows the end is left out."""
    _require_size(*struct.unpack_from(">II", content, 16))
    kept, place, name = [PNG_SIGNATURE], len(PNG_SIGNATURE), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        (told,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(content[place + 4 : place + 8 + length]) != told:
            raise NotAPicture
        if name in PNG_CHUNKS:
            kept.append(content[place : place + length + 12])
        place += length + 12
    return b"".join(kept)


def _plain_jpeg(content: bytes) -> bytes:
    """Walk the segments to the end (ITU T.81, annex B); what follows the end is left out."""
    kept, turned, sized, scanned = [b"\xff\xd8"], UPRIGHT, False, False
    for name, segment in _segments(content):
        if name in SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _require_size(width, height)
            sized = True
        scanned = scanned or name == SCAN
        if name == EXIF and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        if _shows(name, segment):
            kept.append(segment)
    if not (sized and scanned):
        raise NotAPicture
    if turned != UPRIGHT:
        kept.insert(1, _only_orientation(turned))
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each segment with the data coded after it, the end last."""
    place = 2
    while True:
        if content[place] != 0xFF:
            raise NotAPicture
        while content[place + 1] == 0xFF:
            place += 1
        name = content[place + 1]
        length = 2 if name in ALONE or name == END else 2 + int(struct.unpack_from(">H", content, place + 2)[0])
        over = _end_of_scan(content, place + length) if name == SCAN else place + length
        if over > len(content) or (name == START):
            raise NotAPicture
        yield name, content[place:over]
        if name == END:
            return
        place = over


def _end_of_scan(content: bytes, place: int) -> int:
    """Give where the coded data of a scan ends: at the next mark that is no restart and no stuffed 0xFF."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2


def _shows(name: int, segment: bytes) -> bool:
    """Whether a segment is needed to show the picture: anything but words and what programs and cameras add."""
    if name in KEPT_BEGINNINGS:
        return segment[4:].startswith(KEPT_BEGINNINGS[name])
    return not (0xE0 <= name <= 0xEF or name == WORDS)


def _orientation(tiff: bytes) -> int:
    """Give which way up a picture is, from the first directory of its Exif data (CIPA DC-008); upright if untold."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, place)
        for entry in range(entries):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place + 2 + entry * 12)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _only_orientation(turned: int) -> bytes:
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, turned, 0)
    data = b"Exif\0\0" + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
