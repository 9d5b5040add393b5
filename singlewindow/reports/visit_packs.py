"""The visits of a center's day in a few bytes each: one place in each column for each visit.

`names` lists the services, windows and clerks of the day; `places` holds where each visit counts: the place of its
service, window and clerk in those lists, then its lane, hour and weekday. `ends` is how each stands; `times` holds the
times in seconds, one measure after the other. Numbers are little-endian; the least there is stands for no time.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from singlewindow.reports.visit_figures import TIMES
from singlewindow.tickets.states import Lane, State

NAMED = ("service_id", "window_id", "staff_id")
SMALL = ("lane", "hour", "weekday")
BYTES_EACH = 2 * len(NAMED) + len(SMALL)
LANES, STATES = tuple(Lane), tuple(State)
UNKNOWN = {"h": -(2**15), "q": -(2**63)}
"""How times are written, two bytes each where that is enough, and what stands for one that is not known."""
Names = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class Packed:
    """The columns of a summed day, as they are stored."""

    names: dict[str, list[str | None]]
    places: bytes
    ends: bytes
    times: bytes


def pack(visits: Sequence[Any]) -> Packed:
    """Pack rows of visit facts, each with its `hour` and `weekday`."""
    columns = {name: [_text(getattr(visit, name)) for visit in visits] for name in NAMED}
    names = {name: list(dict.fromkeys(column)) for name, column in columns.items()}
    places = b"".join(_places(names[name], column) for name, column in columns.items())
    lanes = [LANES.index(visit.lane) for visit in visits]
    small = bytes([*lanes, *(visit.hour for visit in visits), *(visit.weekday for visit in visits)])
    ends = bytes(STATES.index(visit.state) for visit in visits)
    return Packed(names, places + small, ends, _times([getattr(visit, name) for name in TIMES for visit in visits]))


def unpack_times(packed: bytes) -> tuple[list[Sequence[int]], int]:
    """Give the times of a day's visits by measure, in the order of TIMES, and what stands for one that is not known."""
    width = chr(packed[0])
    found = struct.unpack_from(f"<{(len(packed) - 1) // struct.calcsize(f'<{width}')}{width}", packed, 1)
    each = len(found) // len(TIMES)
    return [found[place * each : (place + 1) * each] for place in range(len(TIMES))], UNKNOWN[width]


def unpack_places(column: str, names: Names, packed: bytes) -> Sequence[str | None] | Sequence[int]:
    """Give where each visit of a day counts: in a column of NAMED the text of an id, in one of SMALL a number.

    They are left as they are, to be counted by the million; `place_of` says what one of them means.
    """
    count = len(packed) // BYTES_EACH
    if column in NAMED:
        known = names[column]
        first = 2 * count * NAMED.index(column)
        return [known[place] for place in struct.unpack_from(f"<{count}H", packed, first)]
    first = count * (2 * len(NAMED) + SMALL.index(column))
    return packed[first : first + count]


def place_of(column: str, unpacked: Any) -> Any:
    """Give the id, lane, hour or weekday that was packed."""
    if column in NAMED:
        return None if unpacked is None else UUID(unpacked)
    return LANES[unpacked] if column == "lane" else unpacked


def _places(names: Sequence[str | None], column: Sequence[str | None]) -> bytes:
    place_of = {name: place for place, name in enumerate(names)}
    return struct.pack(f"<{len(column)}H", *(place_of[name] for name in column))


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _times(times: Sequence[int | None]) -> bytes:
    known = [time for time in times if time is not None]
    short = not known or (UNKNOWN["h"] < min(known) and max(known) < -UNKNOWN["h"])
    width = "h" if short else "q"
    written = (UNKNOWN[width] if time is None else time for time in times)
    return width.encode() + struct.pack(f"<{len(times)}{width}", *written)
