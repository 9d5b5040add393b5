"""Making a year of the demonstration governorate, a transaction for each center; refused where anything is real."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Database, Work
from singlewindow.demonstration.fill import PASSWORD
from singlewindow.demonstration.year.calendar import WorkingTime, working_time
from singlewindow.demonstration.year.cash import Till
from singlewindow.demonstration.year.center import CenterYear
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.counting import Counting
from singlewindow.demonstration.year.departments import Departments
from singlewindow.demonstration.year.guests import OTHERS
from singlewindow.demonstration.year.intake import Intake
from singlewindow.demonstration.year.offered import Catalogue, catalogue_of
from singlewindow.demonstration.year.people import Team, team_of
from singlewindow.demonstration.year.plans import last_day_of, plans_of
from singlewindow.demonstration.year.rows import Rows, Values
from singlewindow.demonstration.year.volume import Volume, volumes
from singlewindow.errors import N_, Refusal
from singlewindow.people.passwords import hashed
from singlewindow.places.centers import COUNTS, CenterChanged, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.holidays import YearIsFilled, fill_year
from singlewindow.places.records import Center, Governorate, Window
from singlewindow.requests.calendar import working_calendar
from singlewindow.tickets.records import Ticket

MINUTES_OF_A_NUMBER = 6.0
BUSY_SHARE = 0.72
OPEN_DAYS = 248


class NotADemonstration(Refusal):
    message = N_("This database holds a center that is not of the demonstration. Nothing is made up in it.")


class NothingToMakeUp(Refusal):
    message = N_("No day of %(year)s is over yet.")


@dataclass(frozen=True)
class YearWish:
    """Which year, from which seed, and how large: 1 is as large as the governorate announced."""

    year: int
    seed: int = 1
    scale: float = 1.0


@dataclass(frozen=True)
class Made:
    """What was made of a center's year; nothing where it is never open, or has numbers since that year began."""

    center: str
    numbers: int = 0
    requests: int = 0


def simulate_year(database: Database, wish: YearWish, now: datetime) -> Iterator[Made]:
    """Make up a year at the centers of the demonstration, up to the day before `now`, and say so center by center.

    The center numbered 0, in which people try things out, is left alone, as is one that has been made before. Raises
    NotADemonstration, NothingToMakeUp and the refusals of `fill_year`.
    """
    until = min(date(wish.year + 1, 1, 1), service_day(now))
    if until <= date(wish.year, 1, 1):
        raise NothingToMakeUp(year=wish.year)
    with database.reading() as session:
        centers = _centers(session)
        catalogue = catalogue_of(session)
    _fill_holidays(database, wish.year, now)
    shares = volumes([center.kind for center in centers], Chance(f"{wish.seed} {wish.year}"), wish.scale)
    making = _Making(wish, until, catalogue, hashed(PASSWORD))
    for center, volume in zip(centers, shares, strict=True):
        with database.writing() as work:
            made = making.make(work, center, volume)
        yield made


def _centers(session: Session) -> Sequence[Center]:
    if session.scalar(select(Center.id).where(COUNTS, Center.demonstration.is_(False)).limit(1)):
        raise NotADemonstration
    return session.scalars(select(Center).where(COUNTS, Center.number > 0).order_by(Center.number)).all()


def _fill_holidays(database: Database, year: int, now: datetime) -> None:
    with database.reading() as session:
        governorates = session.scalars(select(Governorate.id).order_by(Governorate.code)).all()
    for key in governorates:
        try:
            with database.writing() as work:
                fill_year(work, key, None, year)
                note(work, Action.HOLIDAYS_CHANGED, None, None, str(year), now)
        except YearIsFilled:
            continue


@dataclass(frozen=True)
class _Making:
    """What the centers of a year share."""

    wish: YearWish
    until: date
    catalogue: Catalogue
    password_hash: str

    def make(self, work: Work, center: Center, volume: Volume) -> Made:
        """Make the year of one center under its lock."""
        first = date(self.wish.year, 1, 1)
        locked = lock_center(work.session, center.id)
        of_year = (Ticket.center_id == center.id, Ticket.day >= first)
        if work.session.scalar(select(Ticket.id).where(*of_year).limit(1)):
            return Made(center.code)
        rows, counting = Rows(work.session.connection()), Counting(work.session.connection(), center.id)
        calendar = working_calendar(work.session, center.id, first)
        time = working_time(work.session, locked, calendar, self.wish.year)
        if not time.days:
            return Made(center.code)
        chance = Chance(f"{self.wish.seed} {self.wish.year} {center.number}")
        clerks = _windows(work.session, center, volume)
        team = team_of(work.session, rows, center, clerks, self.password_hash, chance)
        life = self._life(center, locked.version, rows, counting, time, team, chance)
        plans = plans_of(time, volume, self.catalogue.services, chance, self.wish.year)
        numbers, requests = life.live(plans)
        rows.write()
        counting.write()
        work.tell(CenterChanged(center.id, locked.version))
        return Made(center.code, numbers, requests)

    def _life(
        self,
        center: Center,
        version: int,
        rows: Rows,
        counting: Counting,
        time: WorkingTime,
        team: Team,
        chance: Chance,
    ) -> CenterYear:
        own: Values = {"center_id": center.id, "center_version": version}
        last, catalogue = last_day_of(time, self.until), self.catalogue
        end = time.days[last].opens
        return CenterYear(
            rows=rows,
            intake=Intake(own, center.number, time, team, catalogue, counting, chance, end),
            departments=Departments(time, team, catalogue, chance, end),
            till=Till(own, center.number, team.supervisor, counting, catalogue, chance),
            catalogue=catalogue,
            head_start=timedelta(minutes=center.head_start_minutes),
            last=last,
        )


def _windows(session: Session, center: Center, volume: Volume) -> int:
    """Give how many windows a center opens, so that they are busy for most of the day."""
    there = len(session.scalars(select(Window.id).where(Window.center_id == center.id)).all())
    daily = sum(volume.received) / OPEN_DAYS * (1.6 + OTHERS)
    return max(1, min(there, round(daily * MINUTES_OF_A_NUMBER / (420 * BUSY_SHARE) + 0.5)))
