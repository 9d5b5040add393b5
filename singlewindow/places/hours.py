"""Setting the weekly hours of a center."""

import re
from collections.abc import Mapping
from datetime import time
from uuid import UUID

from sqlalchemy import delete

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import OpeningHours
from singlewindow.text import ascii_digits

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
WEEK = (5, 6, 0, 1, 2, 3, 4)
"""Saturday to Friday, as Python counts weekdays."""


class BadHours(Invalid):
    message = N_("Please write opening and closing as hours and minutes, the closing later: 08:00 and 15:00.")


def set_hours(work: Work, center_id: UUID, typed: Mapping[int, tuple[str, str]]) -> None:
    """Set a center's hours by weekday (0 Monday … 6 Sunday) as they were typed; a day with two empty texts is closed.

    Raises UnknownCenter or BadHours (with `opens-N` as `field`).
    """
    spans = {day: _span(day, *texts) for day, texts in typed.items() if any(text.strip() for text in texts)}
    center = lock_center(work.session, center_id)
    work.session.execute(delete(OpeningHours).where(OpeningHours.center_id == center_id))
    for day, (opens, closes) in spans.items():
        work.add(OpeningHours(center_id=center_id, weekday=day, opens=opens, closes=closes))
    work.tell(CenterChanged(center_id, center.version))


def _span(day: int, opens: str, closes: str) -> tuple[time, time]:
    times = [CLOCK.fullmatch(ascii_digits(text).strip()) for text in (opens, closes)]
    if day not in WEEK or times[0] is None or times[1] is None:
        raise BadHours(field=f"opens-{day}")
    first, last = (time(int(found[1]), int(found[2])) for found in times if found)
    if first >= last:
        raise BadHours(field=f"closes-{day}")
    return first, last
