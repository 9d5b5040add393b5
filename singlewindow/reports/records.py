"""Records of the summary of past days: what the reports would count from the rows of one center's day.

A line is true while it is `sealed`. Triggers on the rows that its numbers come from break the seal (`unsealing`);
reports then count that day from the rows, until it is counted anew and sealed.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Uuid, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from singlewindow.records import Base

IN_SQLITE, IN_POSTGRESQL = text("sealed = 0"), text("NOT sealed")
Counts = dict[str, int]


class OfDay:
    """A day of a center."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index]:  # noqa: N805 - SQLAlchemy gives it the class
        name = f"ix_{cls.__tablename__}_broken"  # type: ignore[attr-defined]
        return (Index(name, "center_id", "day", sqlite_where=IN_SQLITE, postgresql_where=IN_POSTGRESQL),)

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    sealed: Mapped[bool]


class Counted(OfDay):
    """Numbers of requests by the names of their parts, zeros left out: all together, by service and by department."""

    whole: Mapped[Counts] = mapped_column(JSON)
    services: Mapped[dict[str, Counts]] = mapped_column(JSON)
    departments: Mapped[dict[str, Counts]] = mapped_column(JSON)


class RequestsOfDay(Counted, Base):
    """What was received on a day, with what has become of it, and what ended on it."""

    __tablename__ = "requests_of_day"


class OpenOfDay(Counted, Base):
    """What was open at the end of a day, by age, and late."""

    __tablename__ = "open_of_day"


class VisitsOfDay(OfDay, Base):
    """The visits of a day, one place in each column for each of them; see `visit_packs`."""

    __tablename__ = "visits_of_day"

    names: Mapped[dict[str, list[str | None]]] = mapped_column(JSON)
    places: Mapped[bytes] = mapped_column(LargeBinary)
    ends: Mapped[bytes] = mapped_column(LargeBinary)
    times: Mapped[bytes] = mapped_column(LargeBinary)


SUMMARY: tuple[type[RequestsOfDay] | type[OpenOfDay] | type[VisitsOfDay], ...] = (
    RequestsOfDay,
    OpenOfDay,
    VisitsOfDay,
)
