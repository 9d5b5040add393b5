"""The names of keys that narrow no place: hours, weekdays, clerks, ways to pay, items, kinds of stages and reasons."""

from collections.abc import Callable, Hashable, Mapping

from babel.dates import get_day_names
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.reports.named import NOBODY, Named
from kiosk.reports.place import Place
from kiosk.reports.written import LOCALES, date_text
from kiosk.wording import named
from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.records import Service, TariffItem
from singlewindow.people.records import Staff
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import DAY, SATURDAY, WEEK, Span
from singlewindow.requests.records import LateReason
from singlewindow.routes.records import Department
from singlewindow.routes.stages import StageKind

DAYS_FORM, MONTHS_FORM = "EEEE d MMMM y", "MMMM y"
Names = Mapping[Hashable, Named]


def days_named(span: Span, axis: Axis, language: str, arabic: bool) -> Names:
    """Give what the days of a span are called, or its months by their first days."""
    days = [span.first + n * DAY for n in range(span.days)]
    if axis is Axis.DAY:
        return {day: Named(day.isoformat(), date_text(day, DAYS_FORM, language, arabic)) for day in days}
    months = dict.fromkeys(day.replace(day=1) for day in days)
    return {month: Named(month.isoformat(), date_text(month, MONTHS_FORM, language, arabic)) for month in months}


def _hours(_session: Session, _place: Place, _language: str) -> Names:
    return {hour: Named(str(hour), f"{hour:02d}:00") for hour in range(24)}


def _weekdays(_session: Session, _place: Place, language: str) -> Names:
    words = get_day_names("wide", locale=LOCALES[language])
    week = [(SATURDAY + ahead) % WEEK for ahead in range(WEEK)]
    return {day: Named(str(day), words[day]) for day in week}


def _clerks(session: Session, place: Place, _language: str) -> Names:
    within = (Staff.center_id == place.center.id,) if place.center else ()
    found = session.scalars(select(Staff).where(*within).order_by(Staff.full_name, Staff.id))
    clerks: dict[Hashable, Named] = {clerk.id: Named(str(clerk.id), clerk.full_name) for clerk in found}
    return {**clerks, None: Named(NOBODY, gettext("Not called to a window"))}


def _methods(session: Session, _place: Place, language: str) -> Names:
    found = session.scalars(select(PaymentMethod).order_by(PaymentMethod.position, PaymentMethod.code))
    return {method.code: Named(method.code, method.name(language)) for method in found}


def _items(session: Session, _place: Place, language: str) -> Names:
    query = select(Service, TariffItem).join(TariffItem, TariffItem.service_id == Service.id)
    ordered = query.order_by(Service.position, TariffItem.code, TariffItem.valid_from)
    items: dict[Hashable, Named] = {}
    for service, item in session.execute(ordered):
        code = f"{service.code}/{item.code}"
        items[code] = Named(code, f"{service.name(language)} — {item.name(language)}")
    return items


def _stages(session: Session, _place: Place, language: str) -> Names:
    departments = session.scalars(select(Department).order_by(Department.position, Department.code)).all()
    return {
        (department.id, kind): Named(f"{department.code}/{kind}", f"{department.name(language)} — {named(kind)}")
        for department in departments
        for kind in StageKind
    }


def _reasons(session: Session, _place: Place, language: str) -> Names:
    found = session.scalars(select(LateReason).order_by(LateReason.position, LateReason.id))
    reasons: dict[Hashable, Named] = {reason.id: Named(reason.code, reason.name(language)) for reason in found}
    return {**reasons, None: Named(NOBODY, gettext("No reason given"))}


NAMES_BEYOND: dict[Axis, Callable[[Session, Place, str], Names]] = {
    Axis.HOUR: _hours,
    Axis.WEEKDAY: _weekdays,
    Axis.CLERK: _clerks,
    Axis.METHOD: _methods,
    Axis.ITEM: _items,
    Axis.STAGE: _stages,
    Axis.REASON: _reasons,
}
