"""Filling an empty database with the demonstration."""

import csv
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.file import read_catalogue_file
from singlewindow.catalogue.importing import import_catalogue
from singlewindow.database import Work
from singlewindow.demonstration.checklist import fill_checklist
from singlewindow.demonstration.departments import fill_departments
from singlewindow.people.passwords import hashed
from singlewindow.people.records import Skill, Staff, StaffSkill
from singlewindow.people.roles import Role
from singlewindow.places.records import Center, CenterKind, Digits, Governorate, OpeningHours, Window, WindowState
from singlewindow.records import new_key

FOLDER = Path(__file__).parent
PASSWORD = "shubbak-demo"
SIGN_IN = {"username": "clerk1", "password": PASSWORD}
SPOOL = "file:"
WEEK = (6, 0, 1, 2, 3)  # Sunday to Thursday as Python counts weekdays
OPENS, CLOSES = time(8), time(15)
STAFF = (
    *((f"clerk{n}", f"D{n:03d}", Role.CLERK) for n in range(1, 9)),
    ("receiver1", "D101", Role.RECEIVER),
    ("cashier1", "D121", Role.CASHIER),
    ("supervisor1", "D151", Role.SUPERVISOR),
    ("manager1", "D201", Role.MANAGER),
    ("officer1", "D301", Role.OFFICER),
    ("officer2", "D302", Role.OFFICER),
    ("officer3", "D303", Role.OFFICER),
    ("officer4", "D304", Role.OFFICER),
    ("head1", "D351", Role.HEAD),
    ("head2", "D352", Role.HEAD),
)
OF_THE_GOVERNORATE = (
    ("auditor1", "D401", Role.AUDITOR),
    ("governorate1", "D451", Role.GOVERNORATE),
    ("admin1", "D501", Role.ADMINISTRATOR),
)
SKILLS = (("sign_language", "لغة الإشارة", "Sign language", "clerk8"),)
METHODS = (
    ("cash", "نقدي", "Cash", False),
    ("card", "بطاقة / ميزة", "Card / Meeza", True),
    ("fawry", "فوري", "Fawry", True),
    ("transfer", "تحويل بنكي", "Bank transfer", True),
)


def is_filled(work: Work) -> bool:
    """Tell whether the demonstration has been filled before."""
    return work.session.scalar(select(Governorate.id).limit(1)) is not None


def fill(work: Work) -> None:
    """Fill governorate, centers, windows, hours, staff, ways to pay and catalogue; a second time changes nothing."""
    if is_filled(work):
        return
    governorate = Governorate(code="sharqia", name_ar="الشرقية", name_en="Sharqia")
    work.add(governorate)
    work.session.flush()
    centers = list(_centers(governorate.id))
    work.session.execute(insert(Center), [row["center"] for row in centers])
    work.session.execute(insert(Window), [window for row in centers for window in _windows(row)])
    work.session.execute(insert(OpeningHours), [hours for row in centers for hours in _hours(row)])
    work.session.add_all(_staff(centers[0]["center"]["id"]))
    work.session.flush()
    work.session.add_all(_skills(work))
    work.session.add_all(_methods())
    import_catalogue(work, read_catalogue_file(FOLDER / "catalogue.csv"))
    fill_departments(work)
    fill_checklist(work, governorate.id)


def _centers(governorate_id: UUID) -> Iterator[dict[str, Any]]:
    with (FOLDER / "centers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            demonstration = row["code"] == "demo"
            center = {
                "id": new_key(),
                "governorate_id": governorate_id,
                "number": int(row["number"]),
                "code": row["code"],
                "kind": CenterKind(row["kind"]),
                "name_ar": row["name_ar"],
                "name_en": row["name_en"],
                "markaz_ar": row["markaz_ar"],
                "markaz_en": row["markaz_en"],
                "illustrative": row["illustrative"] == "yes",
                "demonstration": True,
                "always_open": demonstration,
                "digits": Digits.ARAB,
                "head_start_minutes": 20,
                "recall_after_seconds": 0,
                "notice_ar": "جهّز أصل البطاقة والمستندات قبل التوجه إلى الشباك",
                "notice_en": "Have your ID card and papers ready before you go to the window",
                "ticket_printer": SPOOL,
                "paper_printer": SPOOL,
                "version": 0,
            }
            yield {"center": center, "windows": int(row["windows"])}


def _windows(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number in range(1, row["windows"] + 1):
        yield {
            "id": new_key(),
            "center_id": row["center"]["id"],
            "center_version": 0,
            "number": number,
            "state": WindowState.CLOSED,
            "staff_id": None,
        }


def _hours(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for weekday in WEEK:
        yield {"id": new_key(), "center_id": row["center"]["id"], "weekday": weekday, "opens": OPENS, "closes": CLOSES}


def _staff(center_id: UUID) -> Iterator[Staff]:
    password_hash = hashed(PASSWORD)
    for username, code, role in (*STAFF, *OF_THE_GOVERNORATE):
        yield Staff(
            center_id=None if (username, code, role) in OF_THE_GOVERNORATE else center_id,
            username=username,
            code=code,
            full_name=f"موظف توضيحي {code}",
            password_hash=password_hash,
            role=role,
        )


def _skills(work: Work) -> Iterator[Skill | StaffSkill]:
    for code, name_ar, name_en, username in SKILLS:
        skill = Skill(id=new_key(), code=code, name_ar=name_ar, name_en=name_en)
        yield skill
        holder = work.session.scalars(select(Staff.id).where(Staff.username == username)).one()
        yield StaffSkill(staff_id=holder, skill_id=skill.id)


def _methods() -> Iterator[PaymentMethod]:
    for position, (code, name_ar, name_en, reference) in enumerate(METHODS, 1):
        yield PaymentMethod(
            code=code,
            name_ar=name_ar,
            name_en=name_en,
            reference_required=reference,
            drawer=code == "cash",
            position=position,
        )
