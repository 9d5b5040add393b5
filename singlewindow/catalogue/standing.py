"""The catalogue as it stands, loaded once, by code: what an import compares a file with."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem


@dataclass
class Standing:
    """Sectors and services by code; papers and the fees that have no end yet by service and code.

    The last positions tell where something new is put; `last_fee` is by service.
    """

    sectors: dict[str, Sector]
    services: dict[str, Service]
    papers: dict[tuple[str, str], Paper]
    fees: dict[tuple[str, str], TariffItem]
    letters: dict[str, str]
    last_sector: int
    last_service: int
    last_fee: Counter[str]

    @classmethod
    def of(cls, session: Session) -> "Standing":
        """Load it in four queries."""
        sectors = {sector.code: sector for sector in session.scalars(select(Sector))}
        services = {service.code: service for service in session.scalars(select(Service))}
        code_of = {service.id: code for code, service in services.items()}
        papers = {(code_of[paper.service_id], paper.code): paper for paper in session.scalars(select(Paper))}
        open_fees = session.scalars(select(TariffItem).where(TariffItem.valid_to.is_(None)))
        fees = {(code_of[fee.service_id], fee.code): fee for fee in open_fees}
        last_fee: Counter[str] = Counter()
        for (service, _), fee in fees.items():
            last_fee[service] = max(last_fee[service], fee.position)
        return cls(
            sectors=sectors,
            services=services,
            papers=papers,
            fees=fees,
            letters={sector.letter: sector.code for sector in sectors.values()},
            last_sector=max((sector.position for sector in sectors.values()), default=0),
            last_service=max((service.position for service in services.values()), default=0),
            last_fee=last_fee,
        )

    def has(self, kind: str, code: str) -> bool:
        """Tell whether a sector or a service with a code stands."""
        return code in (self.sectors if kind == "sector" else self.services)
