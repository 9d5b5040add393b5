"""The door of the spoken calls: one sound for a number and its window, joined from the center's clips."""

import re
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app

from display.voice.pack import pack_of, spoken_call
from singlewindow.database import Database
from singlewindow.places.centers import center_by_code

voice = Blueprint("voice", __name__)
CALL = re.compile(r"([A-Z])([0-9]{1,4})-([1-9][0-9]?)(-again)?")
KEPT = "private, max-age=3600"


@voice.get("/board/<center>/calls/<call>.wav")
def call(center: str, call: str) -> Response:
    """Speak a call such as `B127-3` or `B127-3-again`; 404 for one that no clips say."""
    found = CALL.fullmatch(call)
    if found is None:
        abort(404)
    letter, number, window, again = found.groups()
    with cast(Database, current_app.extensions["database"]).reading() as session:
        place = center_by_code(session, center)
        pack, english = pack_of(Path(current_app.config["VOICES"]), place.code), place.speaks_english
    try:
        sound = spoken_call(pack, letter, int(number), int(window), bool(again), english)
    except (OSError, ValueError):
        abort(404)
    return Response(sound, mimetype="audio/wav", headers={"Cache-Control": KEPT})
