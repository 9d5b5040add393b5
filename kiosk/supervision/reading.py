"""What the supervisor of a hall sees, read as one plain value: windows, who waits, what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.counter.reading import mark_of
from kiosk.edge import language
from singlewindow.catalogue.records import Sector
from singlewindow.catalogue.services import sectors
from singlewindow.devices.beats import silent_devices
from singlewindow.devices.printers import Troubled, troubled
from singlewindow.documents.again import in_trouble
from singlewindow.errors import N_
from singlewindow.people.records import Staff, StaffSkill
from singlewindow.people.roles import Permission, allows
from singlewindow.places.clock import service_day
from singlewindow.places.help import open_calls
from singlewindow.places.opening import is_open
from singlewindow.places.records import Center, HelpCall, Window, WindowLane, WindowSector, WindowState
from singlewindow.places.windows import windows_of
from singlewindow.text import isolated
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import AT_WINDOW, Lane, State

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Alarm:
    """What is wrong: an English phrase with its values."""

    phrase: str
    values: dict[str, object]


@dataclass(frozen=True)
class Place:
    """A window: its clerk, the number at it for so many minutes, how many it holds, and its limits."""

    window: Window
    staff: Staff | None
    ticket: Ticket | None
    minutes: int
    held: int
    sectors: Sequence[Sector]
    lanes: Sequence[Lane]

    @property
    def arabic_letter(self) -> str:
        """The Arabic letter of the number at the window."""
        return ARABIC_LETTERS[self.ticket.letter] if self.ticket else ""


@dataclass(frozen=True)
class HallPage:
    center: Center
    staff: Staff
    mark: str
    places: Sequence[Place]
    clerks: Sequence[Staff]
    by_lane: Sequence[tuple[Lane, int]]
    by_sector: Sequence[tuple[Sector, int]]
    sectors: Sequence[Sector]
    waiting: int
    longest: int
    alarms: Sequence[Alarm]
    printers: Sequence[Troubled]
    papers: int
    calls: Sequence[HelpCall]


def read_hall(session: Session, staff: Staff, center_id: UUID, now: datetime) -> HallPage:
    """Read the hall of a center as of `now` (aware)."""
    center = session.get_one(Center, center_id)
    today = (Ticket.center_id == center_id, Ticket.day == service_day(now))
    queue = session.scalars(select(Ticket).where(*today, Ticket.state == State.WAITING)).all()
    places, groups = _places(session, center_id, now), sectors(session)
    longest = max(((now - ticket.issued_at) // MINUTE for ticket in queue), default=0)
    lanes, lines = Counter(ticket.lane for ticket in queue), Counter(ticket.sector_id for ticket in queue)
    return HallPage(
        center=center,
        staff=staff,
        mark=read_hall_mark(session, center_id, now),
        places=places,
        clerks=_clerks(session, center_id),
        by_lane=[(lane, lanes[lane]) for lane in Lane],
        by_sector=[(sector, lines[sector.id]) for sector in groups],
        sectors=groups,
        waiting=len(queue),
        longest=longest,
        alarms=[*_alarms(session, center, places, queue, longest), *_silent(session, center, now)],
        printers=troubled(session, center_id),
        papers=len(in_trouble(session, center_id)),
        calls=open_calls(session, center_id),
    )


def read_hall_mark(session: Session, center_id: UUID, now: datetime) -> str:
    """Read what differs whenever the hall has changed, its printers and its papers in trouble included."""
    printers = "".join(f"{printer.name}{printer.state.value}" for printer in troubled(session, center_id))
    printing = crc32(f"{printers}{len(in_trouble(session, center_id))}".encode())
    return f"{mark_of(session.get_one(Center, center_id), now)}.{printing:x}"


def _places(session: Session, center_id: UUID, now: datetime) -> list[Place]:
    windows = windows_of(session, center_id)
    keys = [window.id for window in windows]
    present = {
        ticket.window_id: ticket
        for ticket in session.scalars(select(Ticket).where(Ticket.window_id.in_(keys), Ticket.state.in_(AT_WINDOW)))
    }
    held = select(Ticket.window_id, func.count()).where(Ticket.window_id.in_(keys), Ticket.state == State.HELD)
    holding = {row[0]: row[1] for row in session.execute(held.group_by(Ticket.window_id))}
    people = {person.id: person for person in _clerks(session, center_id)}
    lanes, lines = _limits(session, keys)
    return [
        Place(
            window=window,
            staff=people.get(window.staff_id) if window.staff_id else None,
            ticket=present.get(window.id),
            minutes=(now - present[window.id].state_since) // MINUTE if window.id in present else 0,
            held=holding.get(window.id, 0),
            sectors=lines.get(window.id, ()),
            lanes=lanes.get(window.id, ()),
        )
        for window in windows
    ]


def _limits(session: Session, keys: Sequence[UUID]) -> tuple[dict[UUID, list[Lane]], dict[UUID, list[Sector]]]:
    lanes: dict[UUID, list[Lane]] = {}
    for row in session.scalars(select(WindowLane).where(WindowLane.window_id.in_(keys))):
        lanes.setdefault(row.window_id, []).append(row.lane)
    lines: dict[UUID, list[Sector]] = {}
    query = select(WindowSector.window_id, Sector).join(Sector, Sector.id == WindowSector.sector_id)
    for key, sector in session.execute(query.where(WindowSector.window_id.in_(keys)).order_by(Sector.position)):
        lines.setdefault(key, []).append(sector)
    return lanes, lines


def _clerks(session: Session, center_id: UUID) -> list[Staff]:
    """Give who may sit at a window of the center."""
    people = session.scalars(select(Staff).where(Staff.center_id == center_id, Staff.active).order_by(Staff.code))
    return [person for person in people if allows(person.role, Permission.SERVE)]


def _alarms(
    session: Session, center: Center, places: Sequence[Place], queue: Sequence[Ticket], longest: int
) -> list[Alarm]:
    alarms = []
    if longest >= center.wait_alarm_minutes:
        alarms.append(Alarm(N_("Someone has been waiting for %(minutes)s minutes."), {"minutes": longest}))
    if len(queue) >= center.queue_alarm:
        alarms.append(Alarm(N_("%(count)s people are waiting."), {"count": len(queue)}))
    if queue and not any(place.window.state is WindowState.OPEN for place in places):
        alarms.append(Alarm(N_("People are waiting and no window is open."), {}))
    elif stuck := _stuck(session, places, queue):
        alarms.append(Alarm(N_("No open window serves number %(numbers)s."), {"numbers": stuck}))
    return alarms


def _silent(session: Session, center: Center, now: datetime) -> list[Alarm]:
    """Give an alarm for each silent device; while the center is closed its screens may be off."""
    silent = silent_devices(session, center, now) if is_open(session, center, now) else ()
    phrase = N_("Device %(name)s has been silent for %(minutes)s minutes.")
    return [Alarm(phrase, {"name": one.device.name, "minutes": one.minutes}) for one in silent]


def _stuck(session: Session, places: Sequence[Place], queue: Sequence[Ticket]) -> str:
    """Give the numbers that no open window may call."""
    open_places = [place for place in places if place.window.state is WindowState.OPEN]
    at = {place.window.staff_id: place for place in open_places}
    skilled: dict[UUID, set[UUID]] = {}
    for row in session.scalars(select(StaffSkill).where(StaffSkill.staff_id.in_([key for key in at if key]))):
        skilled.setdefault(row.staff_id, set()).add(row.skill_id)
    stuck = [ticket for ticket in queue if not any(_serves(place, ticket, skilled) for place in open_places)]
    arabic = language() == "ar"
    written = [f"{ARABIC_LETTERS[one.letter] if arabic else one.letter} {one.number}" for one in stuck]
    return ("، " if arabic else ", ").join(isolated(number) for number in written)


def _serves(place: Place, ticket: Ticket, skilled: dict[UUID, set[UUID]]) -> bool:
    own = place.window.staff_id
    if ticket.for_skill_id and (own is None or ticket.for_skill_id not in skilled.get(own, set())):
        return False
    if ticket.for_window_id:
        return ticket.for_window_id == place.window.id
    in_line = not place.sectors or any(sector.id == ticket.sector_id for sector in place.sectors)
    return in_line and (not place.lanes or ticket.lane in place.lanes)
