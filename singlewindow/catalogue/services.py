"""Finding services, their papers and the tariff of a day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from singlewindow.catalogue.records import Paper, Sector, Service, ServiceClosure, TariffItem
from singlewindow.errors import N_, Refusal, Unknown


class UnknownSector(Unknown):
    message = N_("There is no such sector.")


class UnknownService(Unknown):
    message = N_("There is no such service.")


class ServiceIsClosed(Refusal):
    message = N_("This service is not offered here for now.")


def sectors(session: Session) -> Sequence[Sector]:
    """Give all sectors in their order."""
    return session.scalars(select(Sector).order_by(Sector.position)).all()


def sector_by_code(session: Session, code: str) -> Sector:
    """Give the sector with a code; raises UnknownSector."""
    sector = session.scalar(select(Sector).where(Sector.code == code))
    if sector is None:
        raise UnknownSector
    return sector


def service_by_code(session: Session, code: str) -> Service:
    """Give the service with a code, its sector loaded; raises UnknownService."""
    query = select(Service).join(Service.sector).options(contains_eager(Service.sector)).where(Service.code == code)
    service = session.scalar(query)
    if service is None:
        raise UnknownService
    return service


def services_of(session: Session, sector_id: UUID) -> Sequence[Service]:
    """Give the services of a sector in their order."""
    return session.scalars(select(Service).where(Service.sector_id == sector_id).order_by(Service.position)).all()


def offered(session: Session, center_id: UUID) -> Sequence[Service]:
    """Give the services that a center offers, their sectors loaded, in the order of sectors and services."""
    query = select(Service).join(Service.sector).options(contains_eager(Service.sector))
    shut = select(ServiceClosure.service_id).where(ServiceClosure.center_id == center_id)
    return session.scalars(query.where(Service.id.not_in(shut)).order_by(Sector.position, Service.position)).all()


def closed_here(session: Session, center_id: UUID) -> set[UUID]:
    """Give the keys of the services that a center does not offer for now."""
    return set(session.scalars(select(ServiceClosure.service_id).where(ServiceClosure.center_id == center_id)))


def require_open(session: Session, center_id: UUID, service_id: UUID) -> None:
    """Raise ServiceIsClosed if the center does not offer the service for now."""
    if session.get(ServiceClosure, (center_id, service_id)):
        raise ServiceIsClosed


def papers_of(session: Session, service_id: UUID) -> Sequence[Paper]:
    """Give the papers a service asks for, in their order."""
    query = select(Paper).where(Paper.service_id == service_id, Paper.active).order_by(Paper.position)
    return session.scalars(query).all()


def tariff_of(session: Session, service_id: UUID, day: date) -> Sequence[TariffItem]:
    """Give the tariff items of a service that are valid on a day."""
    valid = (TariffItem.valid_from <= day, or_(TariffItem.valid_to.is_(None), TariffItem.valid_to >= day))
    query = select(TariffItem).where(TariffItem.service_id == service_id, *valid).order_by(TariffItem.position)
    return session.scalars(query).all()
