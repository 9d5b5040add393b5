"""The catalogue as a made-up year uses it: each service with all a visit needs and how often it is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem
from singlewindow.demonstration.year.chance import Weighed
from singlewindow.requests.calendar import set_time_of
from singlewindow.requests.clock import SetTime
from singlewindow.requests.records import LateReason, RejectReason
from singlewindow.routes.records import RouteStage
from singlewindow.routes.routes import route_of

NO_REQUEST = "complaint_intake"
USUAL = 2.0
OFTEN = {
    "cleaning_fee_payment": 12.0,
    "rent_payment": 11.0,
    "instalment_payment": 9.0,
    "arrears_payment": 6.0,
    "payment_certificate_issue": 8.0,
    "utilities_connection_permanent": 6.0,
    "electricity_meter_installation": 6.0,
    "building_permit_issue": 5.0,
    "occupancy_licence_renew": 5.0,
    "file_withdrawal": 3.0,
    "demolition_permit_issue": 1.0,
    "occupancy_refund_request": 0.5,
    "occupants_union_cancel": 0.5,
}
PAID_BY = {"cash": 70.0, "card": 15.0, "fawry": 10.0}


@dataclass(frozen=True, eq=False)
class Offered:
    """A service and all that a visit for it needs."""

    id: UUID
    code: str
    sector_id: UUID
    letter: str
    route: Sequence[RouteStage]
    set_time: SetTime | None
    papers: Sequence[Paper]
    tariff: Sequence[TariffItem]

    def tariff_on(self, day: date) -> list[TariffItem]:
        """Give the fees of a day."""
        return [
            item for item in self.tariff if item.valid_from <= day and (item.valid_to is None or day <= item.valid_to)
        ]

    def assessed_on(self, day: date) -> TariffItem | None:
        """Give the fee of a day whose amount a department fixes, if any."""
        return next((item for item in self.tariff_on(day) if item.amount is None), None)

    @property
    def days(self) -> float:
        """The days of its stages; of a stage done within the day it arrives, a quarter."""
        return sum(stage.days or 0.25 for stage in self.route)


@dataclass(frozen=True)
class Catalogue:
    """What is offered, chosen by how often it is asked for; how people pay; why requests are rejected or late."""

    services: Weighed[Offered]
    asked: Offered
    methods: Weighed[PaymentMethod]
    reject_reasons: Sequence[RejectReason]
    late_reasons: Sequence[LateReason]


def catalogue_of(session: Session) -> Catalogue:
    """Read the catalogue, in an order that does not hang on its keys."""
    letters = {sector.id: sector.letter for sector in session.scalars(select(Sector))}
    papers, tariff = defaultdict[UUID, list[Paper]](list), defaultdict[UUID, list[TariffItem]](list)
    for paper in session.scalars(select(Paper).where(Paper.active).order_by(Paper.position)):
        papers[paper.service_id].append(paper)
    for item in session.scalars(select(TariffItem).order_by(TariffItem.position, TariffItem.valid_from)):
        tariff[item.service_id].append(item)
    offered = []
    for service in session.scalars(select(Service).order_by(Service.code)).all():
        route = route_of(session, service)
        offered.append(
            Offered(
                id=service.id,
                code=service.code,
                sector_id=service.sector_id,
                letter=letters[service.sector_id],
                route=route,
                set_time=set_time_of(service, route),
                papers=papers[service.id],
                tariff=tariff[service.id],
            )
        )
    return _catalogue(session, offered)


def _catalogue(session: Session, offered: Sequence[Offered]) -> Catalogue:
    received = [each for each in offered if each.code != NO_REQUEST]
    asked = next((each for each in offered if each.code == NO_REQUEST), received[0])
    methods = session.scalars(select(PaymentMethod).order_by(PaymentMethod.position)).all()
    return Catalogue(
        services=Weighed(received, [OFTEN.get(each.code, USUAL) for each in received]),
        asked=asked,
        methods=Weighed(methods, [PAID_BY.get(method.code, 5.0) for method in methods]),
        reject_reasons=session.scalars(select(RejectReason).order_by(RejectReason.position)).all(),
        late_reasons=session.scalars(select(LateReason).order_by(LateReason.position)).all(),
    )
