"""A checked catalogue file comes in whole, or not at all."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from singlewindow.catalogue.file import COLUMNS, MORE_COLUMNS, read_catalogue, read_catalogue_file
from singlewindow.catalogue.importing import CatalogueRefused, import_catalogue
from singlewindow.catalogue.records import FieldKind, Paper, Sector, Service, ServiceField, TariffItem
from singlewindow.catalogue.services import papers_of, sectors, service_by_code, services_of, tariff_of
from singlewindow.demonstration.fill import FOLDER
from tests.cast import Hall

HEADER = ",".join(COLUMNS)
WIDE = ",".join(COLUMNS + MORE_COLUMNS)
SECTOR = "sector,new_sector,,قطاع,Sector,L,document,,,,,,"
SERVICE = "service,new_service,new_sector,خدمة,Service,,,10,days,,,found somewhere,"
FEE = "fee,new_fee,new_service,رسم,Fee,,,,,12.50,2026-01-01,,yes"


def bring_in(hall: Hall, *lines: str) -> Counter[str]:
    """Import lines under the header."""
    with hall.database.writing() as work:
        return +import_catalogue(work, read_catalogue("\n".join([HEADER, *lines])))


def bring_in_wide(hall: Hall, *lines: str) -> Counter[str]:
    """Import lines under the longer header."""
    with hall.database.writing() as work:
        return +import_catalogue(work, read_catalogue("\n".join([WIDE, *lines])))


def hidden(hall: Hall, service: str) -> dict[str, bool]:
    """Which papers of a service tell who the applicant is."""
    with hall.database.reading() as session:
        return {paper.code: paper.identity for paper in papers_of(session, service_by_code(session, service).id)}


def everything(hall: Hall) -> list[tuple[object, ...]]:
    """All rows of the catalogue, to compare before and after."""
    with hall.database.reading() as session:
        tables = [record.__table__ for record in (Sector, Service, Paper, TariffItem)]
        return [tuple(row) for table in tables for row in session.execute(select(table).order_by(table.c.id))]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("service,x,nowhere,ا,X,,,,,,,,", "parent", "there is no sector “nowhere”"),
        ("paper,x,nowhere,ا,X,,,,,,,,", "parent", "there is no service “nowhere”"),
        ("sector,x,,ا,X,B,document,,,,,,", "letter", "belongs to sector “planning_buildings”"),
        ("fee,service_fee,rent_payment,ا,X,,,,,5,2025-01-01,,", "valid_from", "must be later"),
        ("fee,service_fee,rent_payment,ا,X,,,,,5,2026-01-01,,", "valid_from", "must be later"),
        ("service,x,revenue,,X,,,,,,,,", "name_ar", "is missing"),
    ],
)
def test_one_wrong_line_is_named_and_nothing_changes(hall: Hall, line: str, column: str, said: str) -> None:
    before = everything(hall)
    with pytest.raises(CatalogueRefused) as refused:
        bring_in(hall, SECTOR, line, SERVICE, FEE)
    assert [(problem.line, problem.column) for problem in refused.value.problems] == [(3, column)]
    assert said in refused.value.problems[0].text
    assert everything(hall) == before


def test_what_stands_under_a_wrong_line_is_not_called_an_orphan(hall: Hall) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        bring_in(hall, "sector,new_sector,,,Sector,L,document,,,,,,", SERVICE, FEE)
    assert [str(problem) for problem in refused.value.problems] == ["line 2, name_ar: is missing"]


def test_a_new_service_comes_in_with_its_fee_though_its_parents_stand_below(hall: Hall) -> None:
    assert bring_in(hall, FEE, SERVICE, SECTOR) == {"sector": 1, "service": 1, "fee": 1}
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service")
        assert (service.set_time, service.sector.letter) == (10, "L")
        assert [item.amount for item in tariff_of(session, service.id, date(2026, 5, 1))] == [1250]


def test_what_is_new_stands_after_what_was_there(hall: Hall) -> None:
    bring_in(hall, SECTOR, "service,late,revenue,خدمة,Service,,,,,,,,", "service,later,revenue,خدمة,Service,,,,,,,,")
    with hall.database.reading() as session:
        assert sectors(session)[-1].code == "new_sector"
        revenue = next(sector for sector in sectors(session) if sector.code == "revenue")
        codes = [service.code for service in services_of(session, revenue.id)]
    assert codes[0] == "complaint_intake"
    assert codes[-2:] == ["late", "later"]


def test_the_same_file_twice_changes_nothing(hall: Hall) -> None:
    before = everything(hall)
    with hall.database.writing() as work:
        changed = import_catalogue(work, read_catalogue_file(FOLDER / "catalogue.csv"))
    assert sum(changed.values()) == 0
    assert everything(hall) == before


def test_a_corrected_name_changes_one_service_and_leaves_the_others(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, "service,other,new_sector,أخرى,Other,,,,,,,,")
    assert bring_in(hall, SERVICE.replace("خدمة", "خدمة مصححة")) == {"service": 1}
    with hall.database.reading() as session:
        names = [service_by_code(session, code).name_ar for code in ("new_service", "other")]
    assert names == ["خدمة مصححة", "أخرى"]


def test_a_new_amount_follows_the_old_one_and_rewrites_nothing(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, FEE)
    assert bring_in(hall, "fee,new_fee,new_service,رسم,Fee,,,,,٢٠,2026-07-01,,yes") == {"fee": 1}
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service").id
        june, july = (tariff_of(session, service, date(2026, *day)) for day in ((6, 30), (7, 1)))
        assert [item.amount for item in june] == [1250]
        assert [item.amount for item in july] == [2000]
        assert session.scalar(select(func.count()).select_from(TariffItem).where(TariffItem.code == "new_fee")) == 2


def test_a_fee_that_becomes_official_at_the_same_amount_is_no_longer_illustrative(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, FEE)
    official = "fee,new_fee,new_service,رسم,Fee,,,,,12.50,2026-07-01,,no"
    assert bring_in(hall, official) == {"fee": 1}
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service").id
        marks = [[i.illustrative for i in tariff_of(session, service, date(2026, month, 1))] for month in (6, 7)]
    assert marks == [[True], [False]]


def test_a_fee_with_no_amount_is_assessed_and_one_of_nothing_is_free(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, FEE.replace("12.50", ""), FEE.replace("12.50", "0").replace("new_fee", "free"))
    with hall.database.reading() as session:
        tariff = tariff_of(session, service_by_code(session, "new_service").id, date(2026, 5, 1))
    assert [item.amount for item in tariff] == [None, 0]


def test_a_paper_no_longer_asked_for_is_counted_kept_and_shown_no_more(hall: Hall) -> None:
    bring_in(hall, SECTOR, SERVICE, "paper,first,new_service,ورقة,Paper,,,,,,,,")
    second = "paper,second,new_service,ورقة,Paper,,,,,,,,"
    assert bring_in(hall, second) == {"paper": 2}
    assert bring_in(hall, SERVICE) == {"paper": 1}
    assert bring_in(hall, second, second.replace("second", "first")) == {"paper": 2}
    with hall.database.reading() as session:
        service = service_by_code(session, "new_service").id
        assert [paper.code for paper in papers_of(session, service)] == ["second", "first"]
        assert session.scalar(select(func.count()).select_from(Paper).where(Paper.service_id == service)) == 2


def test_two_hundred_services_come_in_with_papers_and_fees(hall: Hall) -> None:
    kinds = ("service,extra_{0},new_sector,خدمة {0},Service {0},,,,,,,,",)
    kinds += ("paper,id,extra_{0},ورقة,Paper,,,,,,,,yes", "fee,fee,extra_{0},رسم,Fee,,,,,{0},2026-01-01,,yes")
    lines = [kind.format(n) for n in range(200) for kind in kinds]
    assert bring_in(hall, SECTOR, *lines) == {"sector": 1, "service": 200, "paper": 200, "fee": 200}
    with hall.database.reading() as session:
        service = service_by_code(session, "extra_199")
        assert len(services_of(session, service.sector_id)) == 200
        assert [item.amount for item in tariff_of(session, service.id, date(2026, 5, 1))] == [19900]


def test_the_command_says_line_by_line_what_is_wrong(app: Flask, desk: Hall, tmp_path: Path) -> None:
    before = everything(desk)
    file = tmp_path / "services.csv"
    file.write_text("\n".join([HEADER, SECTOR, "service,y,nowhere,ا,X,,,,,,,,", "thing,x,,ا,X,,,,,,,,"]), "utf-8-sig")
    answer = app.test_cli_runner().invoke(args=["catalogue", "import", str(file)])
    assert answer.exit_code == 1
    assert "line 3, parent: there is no sector “nowhere”" in answer.output
    assert "line 4, record: “thing” is not one of" in answer.output
    assert "nothing was changed" in answer.output
    assert everything(desk) == before


def test_the_command_counts_what_came_in(app: Flask, desk: Hall, tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_text("\r\n".join([HEADER, SECTOR, SERVICE, FEE]), "utf-8-sig")
    answer = app.test_cli_runner().invoke(args=["catalogue", "import", str(file)])
    assert answer.exit_code == 0
    assert "service: 1 new or changed" in answer.output
    with desk.database.reading() as session:
        assert service_by_code(session, "new_service").name_en == "Service"


def test_a_new_paper_hides_its_scans_until_it_is_marked_and_a_mark_stays(hall: Hall) -> None:
    lines = [f"paper,{code},new_service,ورقة,Paper,,,,,,,," for code in ("id", "plan")]
    bring_in(hall, SECTOR, SERVICE, *lines)
    assert hidden(hall, "new_service") == {"id": True, "plan": True}
    bring_in_wide(hall, f"{lines[0]},,,,", f"{lines[1]},no,,,")
    assert hidden(hall, "new_service") == {"id": True, "plan": False}
    bring_in(hall, *lines)
    assert hidden(hall, "new_service") == {"id": True, "plan": False}


def test_a_form_comes_in_replaces_the_one_before_and_stays_where_the_file_has_none(hall: Hall) -> None:
    use = "field,use,new_service,الاستخدام,Use,,,,,,,,yes,,choice,yes,سكني؛ إداري"
    area = "field,area,new_service,المساحة,Area,,,,,,,,yes,,number,,"
    head = [f"{line},,,," for line in (SECTOR, SERVICE)]
    assert bring_in_wide(hall, *head, area, use)["field"] == 2
    assert bring_in_wide(hall, use, area)["field"] == 2
    assert bring_in_wide(hall, use, area)["field"] == 0
    assert bring_in_wide(hall, *head)["field"] == 0
    with hall.database.reading() as session:
        form = select(ServiceField).where(ServiceField.service_id == service_by_code(session, "new_service").id)
        rows = session.scalars(form.order_by(ServiceField.position)).all()
    assert [(row.kind, row.required, row.choices) for row in rows] == [
        (FieldKind.CHOICE, True, "سكني\nإداري"),
        (FieldKind.NUMBER, False, ""),
    ]


def test_a_form_that_is_too_long_is_refused(hall: Hall) -> None:
    fields = [f"field,f{n},rent_payment,ا,X,,,,,,,,,,text,," for n in range(21)]
    with pytest.raises(CatalogueRefused, match="at most 20 fields"):
        bring_in_wide(hall, *fields)
