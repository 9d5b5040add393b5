"""A catalogue file is checked whole; then all of it comes in, or nothing."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from singlewindow.catalogue.file import COLUMNS, read_catalogue, read_catalogue_file
from singlewindow.catalogue.importing import CatalogueRefused, import_catalogue
from singlewindow.catalogue.records import Paper, Service, TariffItem
from singlewindow.catalogue.services import papers_of, service_by_code, tariff_of
from singlewindow.demonstration.fill import FOLDER
from tests.cast import Hall

HEADER = ",".join(COLUMNS)
SECTOR = "sector,new_sector,,قطاع,Sector,L,document,,,,,,"
SERVICE = "service,new_service,new_sector,خدمة,Service,,,10,days,,,found somewhere,"
FEE = "fee,new_fee,new_service,رسم,Fee,,,,,12.50,2026-01-01,,yes"


def bring_in(hall: Hall, *lines: str) -> Counter[str]:
    """Import lines under the header."""
    with hall.database.writing() as work:
        return import_catalogue(work, read_catalogue("\n".join([HEADER, *lines])))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thing,x,,ا,X,,,,,,,,", "not one of sector"),
        ("service,,revenue,ا,X,,,,,,,,", "code is missing"),
        ("service,x,revenue,,X,,,,,,,,", "name_ar is missing"),
        ("service,x,,ا,X,,,,,,,,", "parent is missing"),
        ("service,x,nowhere,ا,X,,,,,,,,", "no sector “nowhere”"),
        ("service,x,revenue,ا,X,,,ten,days,,,,", "set_time must be"),
        ("service,x,revenue,ا,X,,,10,,,,,", "go together"),
        ("service,x,revenue,ا,X,,,10,weeks,,,,", "set_time_unit must be"),
        (f"service,x,revenue,ا,{'x' * 201},,,,,,,,", "longer than 200"),
        ("service,x,revenue,ا\u202eب,X,,,,,,,,", "hidden control"),
        ("sector,x,,ا,X,Z,document,,,,,,", "letter must be"),
        ("sector,x,,ا,X,B,document,,,,,,", "belongs to sector"),
        ("sector,x,,ا,X,N,eagle,,,,,,", "icon must be"),
        ("fee,x,rent_payment,ا,X,,,,,-5,2026-01-01,,", "amount must be"),
        ("fee,x,rent_payment,ا,X,,,,,1.005,2026-01-01,,", "amount must be"),
        ("fee,x,rent_payment,ا,X,,,,,99999999,2026-01-01,,", "amount must be"),
        ("fee,x,rent_payment,ا,X,,,,,5,31/01/2026,,", "valid_from must be a date"),
        ("fee,x,rent_payment,ا,X,,,,,5,2026-01-01,,maybe", "illustrative must be"),
        ("fee,service_fee,rent_payment,ا,X,,,,,5,2025-01-01,,", "later than"),
        ("service,x,revenue,ا,X", "5 columns instead of 13"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_changes(hall: Hall, line: str, said: str) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        bring_in(hall, SECTOR, line, SERVICE)
    assert [problem.line for problem in refused.value.problems] == [3]
    assert said in refused.value.problems[0].text
    with hall.database.reading() as session:
        assert session.scalar(select(Service.id).where(Service.code == "new_service")) is None


def test_all_problems_are_said_at_once(hall: Hall) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        bring_in(hall, "thing,x,,ا,X,,,,,,,,", SECTOR, SECTOR, "service,y,nowhere,ا,X,,,,,,,,")
    assert [problem.line for problem in refused.value.problems] == [2, 4, 4, 5]


@pytest.mark.parametrize("content", [b"", b"a,b,c\n", f"{HEADER}\n".encode(), HEADER.encode("utf-16")])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    assert len(read_catalogue_file(file).problems) == 1


def test_a_new_service_comes_in_with_its_fee(hall: Hall) -> None:
    assert +bring_in(hall, SECTOR, SERVICE, FEE) == {"sector": 1, "service": 1, "fee": 1}
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service")
        assert (service.set_time, service.sector.letter) == (10, "L")
        assert [item.amount for item in tariff_of(session, service.id, date(2026, 5, 1))] == [1250]


def test_the_same_file_twice_changes_nothing(hall: Hall) -> None:
    with hall.database.writing() as work:
        changed = import_catalogue(work, read_catalogue_file(FOLDER / "catalogue.csv"))
    assert sum(changed.values()) == 0


def test_a_new_amount_follows_the_old_one_and_rewrites_nothing(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, FEE)
    bring_in(hall, "fee,new_fee,new_service,رسم,Fee,,,,,٢٠,2026-07-01,,yes")
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service").id
        june, july = (tariff_of(session, service, date(2026, *day)) for day in ((6, 30), (7, 1)))
        assert [item.amount for item in june] == [1250]
        assert [item.amount for item in july] == [2000]
        assert session.scalar(select(func.count()).select_from(TariffItem).where(TariffItem.code == "new_fee")) == 2


def test_a_paper_no_longer_asked_for_is_kept_and_shown_no_more(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, "paper,first,new_service,ورقة,Paper,,,,,,,,")
    bring_in(hall, SERVICE, "paper,second,new_service,ورقة,Paper,,,,,,,,")
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service").id
        assert [paper.code for paper in papers_of(session, service)] == ["second"]
        assert session.scalar(select(func.count()).select_from(Paper).where(Paper.service_id == service)) == 2


def test_two_hundred_services_come_in(hall: Hall) -> None:
    lines = [f"service,extra_{n},new_sector,خدمة {n},Service {n},,,,,,,," for n in range(200)]
    assert bring_in(hall, SECTOR, *lines)["service"] == 200
