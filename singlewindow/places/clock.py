"""The civil time of the centers."""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

CAIRO = ZoneInfo("Africa/Cairo")
EPOCH = date(1970, 1, 1)


def local(moment: datetime) -> datetime:
    """Give an aware moment in the centers' time zone."""
    return moment.astimezone(CAIRO)


def service_day(moment: datetime) -> date:
    """Give the day, in the centers' time zone, to which an aware moment belongs."""
    return local(moment).date()


def day_number(stored: str | None) -> int | None:
    """Give the number, from EPOCH, of the day of a moment as SQLite stores it: in UTC, `2026-11-24 10:00:00.000000`."""
    return None if stored is None else _day_number_of_hour(stored[:13])


@lru_cache(maxsize=100_000)
def _day_number_of_hour(hour: str) -> int:
    """Days begin in Cairo on whole hours of UTC."""
    return (service_day(datetime.fromisoformat(hour).replace(tzinfo=UTC)) - EPOCH).days
