"""The civil time of the centers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

CAIRO = ZoneInfo("Africa/Cairo")


def local(moment: datetime) -> datetime:
    """Give an aware moment in the centers' time zone."""
    return moment.astimezone(CAIRO)


def service_day(moment: datetime) -> date:
    """Give the day, in the centers' time zone, to which an aware moment belongs."""
    return local(moment).date()
