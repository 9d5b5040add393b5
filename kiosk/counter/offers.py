"""What a clerk chooses from: the center's windows, the sectors with their services, the skills."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Sector, Service
from singlewindow.catalogue.services import closed_here, sectors, services_of
from singlewindow.people.records import Skill
from singlewindow.places.records import Window
from singlewindow.places.windows import windows_of


@dataclass(frozen=True)
class Offers:
    """`services` are the sectors in their order, each with what the center offers of it."""

    windows: Sequence[Window]
    services: Sequence[tuple[Sector, Sequence[Service]]]
    skills: Sequence[Skill]


def read_offers(session: Session, center_id: UUID) -> Offers:
    """Read what a center offers a clerk to choose from."""
    closed = closed_here(session, center_id)
    offered = [
        (sector, [service for service in services_of(session, sector.id) if service.id not in closed])
        for sector in sectors(session)
    ]
    skills = session.scalars(select(Skill).order_by(Skill.code)).all()
    return Offers(windows_of(session, center_id), offered, skills)
