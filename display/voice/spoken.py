"""The door of single clips: what a kiosk says of its page, and letters and numbers, from the center's pack."""

import re
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app

from display.voice.clips import LANGUAGES, clip_names, number_clips
from display.voice.pack import STANDIN, folder_of, joined, kiosk_folder, pack_of
from display.voice.sentences import SENTENCES
from singlewindow.database import Database
from singlewindow.places.centers import center_by_code

spoken = Blueprint("spoken", __name__)
NUMBER = re.compile(r"n([0-9]{1,4})")
KEPT = "private, max-age=3600"


@spoken.get("/voice/<center>/<language>/<clip>.wav")
def clip(center: str, language: str, clip: str) -> Response:
    """Give a sentence, a letter, or a number such as `n127`; 404 for what no clip says."""
    if language not in LANGUAGES:
        abort(404)
    with cast(Database, current_app.extensions["database"]).reading() as session:
        pack = pack_of(Path(current_app.config["VOICES"]), center_by_code(session, center).code)
    try:
        files = clips_of_name(pack, language, clip)
        sound = joined(files) if len(files) > 1 else (files[0][0] / f"{files[0][1]}.wav").read_bytes()
    except (OSError, ValueError):
        abort(404)
    return Response(sound, mimetype="audio/wav", headers={"Cache-Control": KEPT})


def clips_of_name(pack: Path, language: str, name: str) -> tuple[tuple[Path, str], ...]:
    """Give the folders and names of the files that say a name; raises ValueError for one that none says.

    The stand-in says what a recorded pack lacks: its English, or the sentences of the kiosk.
    """
    if name in SENTENCES:
        own = kiosk_folder(pack, language)
        return ((own if (own / f"{name}.wav").is_file() else kiosk_folder(STANDIN, language), name),)
    number = NUMBER.fullmatch(name)
    if number is None and name not in clip_names(language):
        raise ValueError(f"no clip says {name!r}")
    folder = folder_of(pack, language)
    folder = folder if folder.is_dir() else folder_of(STANDIN, language)
    return tuple((folder, part) for part in (number_clips(int(number[1]), language) if number else (name,)))
