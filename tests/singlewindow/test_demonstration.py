"""The demonstration governorate: what is public is named, the rest says that it is illustrative."""

from collections import Counter

from sqlalchemy import func, select

from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem
from singlewindow.demonstration.fill import fill
from singlewindow.places.records import Center, CenterKind
from tests.cast import Hall


def test_there_are_128_centers_beside_the_demonstration(hall: Hall) -> None:
    with hall.database.reading() as session:
        centers = session.scalars(select(Center).where(Center.number > 0)).all()
    assert Counter(center.kind for center in centers) == {
        CenterKind.MAIN: 20,
        CenterKind.MINI: 107,
        CenterKind.MOBILE: 1,
    }
    assert sum(center.illustrative for center in centers) == 95
    assert all(("توضيحية" in center.name_ar) is center.illustrative for center in centers)


def test_there_are_31_services_in_6_sectors_with_three_sourced_times(hall: Hall) -> None:
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Sector)) == 6
        services = session.scalars(select(Service)).all()
    assert len(services) == 31
    timed = {service.code: service.set_time for service in services if service.set_time}
    assert timed == {
        "building_permit_issue": 26,
        "utilities_connection_permanent": 14,
        "elevator_installation_licence": 30,
    }
    assert all(service.source for service in services if service.set_time)


def test_every_fee_and_paper_says_that_it_is_illustrative(hall: Hall) -> None:
    with hall.database.reading() as session:
        for record in (TariffItem, Paper):
            assert all(session.scalars(select(record.illustrative)))


def test_filling_twice_changes_nothing(hall: Hall) -> None:
    with hall.database.writing() as work:
        fill(work)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Center)) == 129
