"""The demonstration governorate: what is public is named, the rest says that it is illustrative."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select

from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem
from singlewindow.catalogue.services import services_of
from singlewindow.database import Database
from singlewindow.demonstration.fill import PASSWORD, fill
from singlewindow.everything import metadata
from singlewindow.people.passwords import matches
from singlewindow.people.records import Staff
from singlewindow.places.centers import center_by_code
from singlewindow.places.opening import is_open
from singlewindow.places.records import Center, CenterKind, Governorate, Window
from tests.cast import Hall

CITIES = (
    "الزقازيق بلبيس منيا_القمح مشتول_السوق أبو_حماد أبو_كبير فاقوس ههيا ديرب_نجم الإبراهيمية كفر_صقر أولاد_صقر الحسينية"
)
MAIN = (
    "الديوان العام لمحافظة الشرقية",
    *(f"مركز ومدينة {city.replace('_', ' ')}" for city in CITIES.split()),
    *("مدينة القنايات", "مدينة القرين", "مدينة صان الحجر القبلية", "مدينة منشأة أبو عمر"),
    *("حي أول الزقازيق", "حي ثان الزقازيق"),
)
IN_MINYA_EL_QAMH = "الجديدة بني_هلال ملامس التلين المحمدية سنهوا العزيزية السعديين شلشلمون الصنافين سنهوت"
SERVICES = {
    "planning_buildings": "building_permit_issue demolition_permit_issue violation_removal "
    "utilities_connection_permanent utilities_connection_temporary",
    "occupancy": "occupancy_licence_issue occupancy_licence_renew occupancy_licence_cancel occupancy_refund_request",
    "housing": "unit_ownership_transfer licence_transfer_purchase licence_transfer_death dwelling_use_change "
    "payment_certificate_issue",
    "revenue": "complaint_intake file_withdrawal cleaning_fee_payment rent_payment arrears_payment instalment_payment",
    "elevators_roads_properties": "elevator_installation_licence elevator_operation_licence "
    "electricity_meter_installation excavation_permit_residents excavation_permit_companies",
    "occupants_union": "occupants_union_register occupants_union_cancel occupants_union_join occupants_union_leave "
    "occupants_union_data_renew occupants_union_data_amend",
}


def centers(hall: Hall, kind: CenterKind) -> list[Center]:
    """The governorate's own centers of a kind by number, without the demonstration's."""
    query = select(Center).where(Center.kind == kind, Center.number > 0).order_by(Center.number)
    with hall.database.reading() as session:
        return list(session.scalars(query))


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        return {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


def test_there_are_128_centers_with_the_numbers_1_to_128(hall: Hall) -> None:
    main, mini, mobile, practice = (centers(hall, kind) for kind in CenterKind)
    assert practice == []
    assert [center.number for center in [*main, *mini, *mobile]] == list(range(1, 129))
    assert (len(main), len(mini), len(mobile)) == (20, 107, 1)
    assert mobile[0].name_ar == "المركز التكنولوجي المتنقل"


def test_the_twenty_main_centers_bear_their_public_names(hall: Hall) -> None:
    assert sorted(center.name_ar for center in centers(hall, CenterKind.MAIN)) == sorted(MAIN)
    assert not any(center.illustrative for center in centers(hall, CenterKind.MAIN))


def test_only_the_twelve_village_units_of_the_press_are_named(hall: Hall) -> None:
    named = {(c.markaz_ar, c.name_ar) for c in centers(hall, CenterKind.MINI) if not c.illustrative}
    press = {("منيا القمح", f"الوحدة القروية ب{name.replace('_', ' ')}") for name in IN_MINYA_EL_QAMH.split()}
    assert named == press | {("أولاد صقر", "الوحدة القروية بقصاصين الأزهار")}


def test_the_other_95_village_units_say_in_both_languages_that_they_are_illustrative(hall: Hall) -> None:
    made_up = [center for center in centers(hall, CenterKind.MINI) if center.illustrative]
    assert [center.name_ar for center in made_up] == [f"وحدة قروية توضيحية {n}" for n in range(1, 96)]
    assert [center.name_en for center in made_up] == [f"Illustrative village unit {n}" for n in range(1, 96)]
    assert {center.markaz_ar.replace(" ", "_") for center in made_up} <= set(CITIES.split())


@pytest.mark.parametrize(("kind", "windows"), [("main", 17), ("mini", 2), ("mobile", 1)])
def test_every_center_has_the_windows_of_its_kind(hall: Hall, kind: str, windows: int) -> None:
    with hall.database.reading() as session:
        counts = Counter(session.scalars(select(Window.center_id)))
    assert {counts[center.id] for center in centers(hall, CenterKind(kind))} == {windows}
    assert counts[hall.center_id] == 8


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        (datetime(2026, 11, 22, 5, 59, tzinfo=UTC), False),  # Sunday 07:59 in Cairo
        (datetime(2026, 11, 22, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 26, 12, 59, tzinfo=UTC), True),  # Thursday 14:59
        (datetime(2026, 11, 26, 13, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 27, 9, 0, tzinfo=UTC), False),  # Friday
        (datetime(2026, 11, 28, 9, 0, tzinfo=UTC), False),  # Saturday
    ],
)
def test_centers_open_from_sunday_to_thursday_and_the_demonstration_always(
    hall: Hall, moment: datetime, opened: bool
) -> None:
    with hall.database.reading() as session:
        for code in ("zagazig", "mini-127", "mobile-car"):
            assert is_open(session, center_by_code(session, code), moment) is opened
        assert is_open(session, center_by_code(session, "demo"), moment)


def test_the_sectors_hold_the_31_named_services_in_their_order(hall: Hall) -> None:
    with hall.database.reading() as session:
        sectors = session.scalars(select(Sector).order_by(Sector.position)).all()
        held = {sector.code: [service.code for service in services_of(session, sector.id)] for sector in sectors}
    assert held == {sector: codes.split() for sector, codes in SERVICES.items()}
    assert list(held) == list(SERVICES)
    assert sum(map(len, held.values())) == 31


def test_only_three_set_times_ship_and_each_says_where_it_was_published(hall: Hall) -> None:
    with hall.database.reading() as session:
        timed = session.scalars(select(Service).where(Service.set_time.is_not(None))).all()
    assert {service.code: (service.set_time, service.set_time_unit) for service in timed} == {
        "building_permit_issue": (26, "working_days"),
        "utilities_connection_permanent": (14, "days"),
        "elevator_installation_licence": (30, "days"),
    }
    assert all(service.source for service in timed)


def test_every_fee_and_paper_is_marked_illustrative(hall: Hall) -> None:
    with hall.database.reading() as session:
        for record in (TariffItem, Paper):
            marks = session.scalars(select(record.illustrative)).all()
            assert marks
            assert all(marks)
        assert all("توضيحي" in name for name in session.scalars(select(TariffItem.name_ar)))


def test_the_tariff_shows_fixed_assessed_and_empty(hall: Hall) -> None:
    with hall.database.reading() as session:
        with_fee = set(session.scalars(select(TariffItem.service_id)))
        amounts = session.scalars(select(TariffItem.amount)).all()
        without = {service.code for service in session.scalars(select(Service)) if service.id not in with_fee}
    assert None in amounts
    assert any(amounts)
    assert without == {"complaint_intake", "file_withdrawal", "occupancy_refund_request"}


def test_every_member_of_staff_signs_in_with_the_demonstrations_password(hall: Hall) -> None:
    with hall.database.reading() as session:
        staff = session.scalars(select(Staff)).all()
    assert {person.center_id for person in staff} == {hall.center_id, None}
    assert {f"clerk{n}" for n in range(1, 9)} | {"manager1"} <= {person.username for person in staff}
    assert all(matches(person.password_hash, PASSWORD) and "توضيحي" in person.full_name for person in staff)


def test_every_way_to_pay_but_cash_asks_for_a_reference(hall: Hall) -> None:
    with hall.database.reading() as session:
        methods = session.scalars(select(PaymentMethod).order_by(PaymentMethod.position)).all()
    assert [(method.name_ar, method.reference_required) for method in methods] == [
        ("نقدي", False),
        ("بطاقة / ميزة", True),
        ("فوري", True),
        ("تحويل بنكي", True),
    ]


def test_filling_twice_changes_nothing(hall: Hall) -> None:
    before = rows(hall.database)
    with hall.database.writing() as work:
        fill(work)
    assert rows(hall.database) == before
    assert (before["center"], before["service"]) == (129, 31)


def test_a_governorate_with_data_of_its_own_is_left_alone(database: Database) -> None:
    with database.writing() as work:
        work.add(Governorate(code="other", name_ar="أخرى", name_en="Other"))
        work.session.flush()
        fill(work)
    assert {name: count for name, count in rows(database).items() if count} == {"governorate": 1}


def test_filling_asks_the_database_little(database: Database, statements: Callable[[], int]) -> None:
    with database.writing() as work:
        fill(work)
    assert statements() < 40


@pytest.fixture
def statements(database: Database) -> Callable[[], int]:
    """Count the statements that reach the database."""
    told: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _u, statement, *_: told.append(statement))
    return lambda: len(told)
