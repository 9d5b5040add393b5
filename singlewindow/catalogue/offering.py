"""What a center offers of the catalogue: services closed here for now, and the most numbers of one a day."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service, ServiceClosure, ServiceQuota
from singlewindow.catalogue.services import sector_by_code, services_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.text import ascii_digits

MOST_A_DAY = 2000


class BadQuota(Invalid):
    message = N_("A daily quota is a whole number from 1 to %(most)s, or empty for none.")


def quotas_of(session: Session, center_id: UUID) -> dict[UUID, int]:
    """Give the daily quotas of a center by service."""
    rows = session.scalars(select(ServiceQuota).where(ServiceQuota.center_id == center_id))
    return {row.service_id: row.most for row in rows}


def set_offering(work: Work, center_id: UUID, sector: str, closed: frozenset[str], quotas: Mapping[str, str]) -> None:
    """Set, for all services of a sector, which a center closes for now and their daily quotas as typed, by code.

    Raises UnknownCenter, UnknownSector or BadQuota (with `quota-CODE` as `field`).
    """
    center = lock_center(work.session, center_id)
    services = services_of(work.session, sector_by_code(work.session, sector).id)
    wanted = {service.id: _quota(service, quotas.get(service.code, "")) for service in services}
    for record in (ServiceClosure, ServiceQuota):
        own = (record.center_id == center_id, record.service_id.in_(wanted))
        work.session.execute(delete(record).where(*own))
    for service in services:
        if service.code in closed:
            work.add(ServiceClosure(center_id=center_id, service_id=service.id))
        if most := wanted[service.id]:
            work.add(ServiceQuota(center_id=center_id, service_id=service.id, most=most))
    work.tell(CenterChanged(center_id, center.version))


def _quota(service: Service, typed: str) -> int | None:
    text = ascii_digits(typed).strip()
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    if not 1 <= number <= MOST_A_DAY:
        raise BadQuota(most=MOST_A_DAY, field=f"quota-{service.code}")
    return number
