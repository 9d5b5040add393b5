"""Records of departments and of the routes of services."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Named, choice
from singlewindow.routes.stages import StageKind


class Department(Keyed, Named, Base):
    """A department through which files go: one list for the governorate; a center's staff belong to one of them."""

    __tablename__ = "department"

    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    illustrative: Mapped[bool] = mapped_column(default=False)


class RouteStage(Keyed, Base):
    """A stage of the route of a service or, with `sector_id`, of the services of a sector that have none of their own.

    `days` are its working days; 0 means within the day the file arrives. `source` says where they were published.
    """

    __tablename__ = "route_stage"
    __table_args__ = (
        UniqueConstraint("service_id", "position"),
        UniqueConstraint("sector_id", "position"),
        CheckConstraint("days >= 0", name="days"),
        CheckConstraint("(service_id IS NULL) <> (sector_id IS NULL)", name="owner"),
    )

    service_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("service.id"))
    sector_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("sector.id"))
    position: Mapped[int]
    department_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("department.id"))
    kind: Mapped[StageKind] = mapped_column(choice(StageKind))
    days: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)
