"""The facts of the record of a field visit, and its pictures made small."""

import io
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps

from printing.papers.common import EVERY_PAPER
from printing.papers.facts import Optional, Shape, day, digest, flag, many, moment, needed, one_of, record, text, whole
from singlewindow.field_visits.camera_data import FOLDER

SMALL = (720, 540)
QUALITY = 80
ANSWERS = ("", "yes", "no", "1", "2", "3", "4", "5", "na")
SEVERITIES = ("none", "minor", "major", "critical")
FINDING: Shape = {
    "place": whole,
    "question": needed,
    "kind": one_of("yes_no", "scale", "text"),
    "answer": text,
    "severity": one_of(*SEVERITIES),
    "remark": text,
    "pictures": many(digest),
}
FOLLOW_UP: Shape = {"place": whole, "words": needed, "owner": text, "due_on": day, "done": flag, "said": text}
FIELD_VISIT: Shape = {
    **EVERY_PAPER,
    "center_number": Optional(text, ""),
    "visit_number": needed,
    "planned_on": day,
    "begun_at": moment,
    "closed_at": moment,
    "printed_at": moment,
    "visitor": needed,
    "purpose": text,
    "summary": text,
    "findings": many(record(FINDING)),
    "follow_ups": many(record(FOLLOW_UP)),
}
"""`said`: the last words about a follow-up, empty for one that is as it was given."""


def small_picture(sha: str, logos: Path | None) -> str:
    """A data URI of a picture of a visit, small; empty for one that is gone, changed, or can't be drawn."""
    try:
        content = (logos / FOLDER / sha[:2] / sha).read_bytes() if logos else b""
        return _small(content) if sha256(content).hexdigest() == sha else ""
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""


def _small(content: bytes) -> str:
    picture = Image.open(io.BytesIO(content))
    picture.draft("RGB", SMALL)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(SMALL)
    out = io.BytesIO()
    _on_white(upright).save(out, "jpeg", quality=QUALITY)
    return "data:image/jpeg;base64," + b64encode(out.getvalue()).decode("ascii")


def _on_white(picture: Image.Image) -> Image.Image:
    """A picture as RGB; what is seen through shows white."""
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
