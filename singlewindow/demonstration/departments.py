"""The demonstration's departments, routes, form fields and reasons; illustrative but for what was published."""

from uuid import UUID

from sqlalchemy import select, update

from singlewindow.catalogue.records import FieldKind, Paper, Sector, Service, ServiceField
from singlewindow.database import Work
from singlewindow.people.records import Staff
from singlewindow.requests.records import LateReason, RejectReason
from singlewindow.routes.records import Department, RouteStage
from singlewindow.routes.stages import StageKind

ENGINEERING, PROPERTIES, REVENUE = "engineering", "properties", "revenue"
DEPARTMENTS = (
    (ENGINEERING, "الإدارة الهندسية", "Engineering department"),
    (PROPERTIES, "إدارة الأملاك والإشغالات", "Properties and occupancy department"),
    (REVENUE, "إدارة الإيرادات", "Revenue department"),
)
MEMBERS = {
    ENGINEERING: ("officer1", "officer4", "head1"),
    REVENUE: ("officer2",),
    PROPERTIES: ("officer3", "head2"),
}
Stages = tuple[tuple[str, StageKind, int], ...]


def _ordinary(department: str) -> Stages:
    return ((department, StageKind.REVIEW, 3), (department, StageKind.DECISION, 2), (department, StageKind.ISSUE, 1))


SECTORS: dict[str, Stages] = {
    "planning_buildings": (
        (ENGINEERING, StageKind.REVIEW, 3),
        (ENGINEERING, StageKind.INSPECTION, 4),
        (ENGINEERING, StageKind.DECISION, 2),
        (ENGINEERING, StageKind.ISSUE, 1),
    ),
    "occupancy": _ordinary(PROPERTIES),
    "housing": _ordinary(PROPERTIES),
    "elevators_roads_properties": (
        (ENGINEERING, StageKind.REVIEW, 5),
        (ENGINEERING, StageKind.INSPECTION, 10),
        (ENGINEERING, StageKind.DECISION, 3),
        (ENGINEERING, StageKind.ISSUE, 2),
    ),
    "occupants_union": _ordinary(PROPERTIES),
}
BUILDING_PERMIT = (
    (ENGINEERING, StageKind.REVIEW, 14, "نُشر: مراجعة الملف في 14 يومًا على الأكثر"),
    (REVENUE, StageKind.FEE_FIXING, 10, "نُشر: تحديد الرسوم في 10 أيام على الأكثر"),
    (ENGINEERING, StageKind.DECISION, 0, ""),
    (ENGINEERING, StageKind.ISSUE, 2, "نُشر: الإصدار خلال 48 ساعة من السداد"),
)
FIELDS = (
    (
        "building_permit_issue",
        "مساحة قطعة الأرض بالمتر المربع",
        "Area of the plot in square metres",
        "number",
        False,
        "",
    ),
    ("building_permit_issue", "نوع الاستخدام", "Use", "choice", False, "سكني\nإداري\nتجاري"),
    ("occupancy_licence_issue", "نوع الإشغال", "Kind of occupancy", "choice", False, "كشك\nتندة\nبروز"),
    ("occupancy_refund_request", "رقم الإيصال المطلوب استرداده", "Receipt to be refunded", "file_number", False, ""),
    ("occupancy_licence_renew", "رقم الرخصة السابقة", "Number of the former licence", "file_number", False, ""),
)
REJECT_REASONS = (
    ("papers", "المستندات غير مستوفاة", "The papers do not meet what is asked for"),
    ("inspection", "نتيجة المعاينة لا تسمح", "The inspection does not allow it"),
    ("right", "مقدم الطلب ليس صاحب الصفة", "The applicant has no standing"),
    ("other", "سبب آخر", "Another reason"),
)
LATE_REASONS = (
    ("load", None, "كثرة الطلبات الواردة", "More requests than usual"),
    ("staff", None, "نقص في الموظفين", "Too few staff"),
    ("reply", None, "انتظار رد جهة أخرى", "Waiting for another body's reply"),
    ("visit", ENGINEERING, "تعذرت المعاينة", "The inspection was not possible"),
    ("records", PROPERTIES, "البحث في السجلات القديمة", "A search in old records"),
)


def fill_departments(work: Work) -> None:
    """Fill departments, who belongs to them, the routes of the services, form fields, and the lists of reasons."""
    for position, (code, name_ar, name_en) in enumerate(DEPARTMENTS, 1):
        work.add(Department(code=code, name_ar=name_ar, name_en=name_en, position=position, illustrative=True))
    work.session.flush()
    keys = {department.code: department for department in work.session.scalars(select(Department))}
    for code, members in MEMBERS.items():
        work.session.execute(update(Staff).where(Staff.username.in_(members)).values(department_id=keys[code].id))
    work.session.execute(update(Paper).values(identity=Paper.code == "applicant_id"))
    services = {service.code: service.id for service in work.session.scalars(select(Service))}
    _fill_routes(work, keys, services)
    _fill_fields(work, services)
    _fill_reasons(work, keys)


def _fill_routes(work: Work, keys: dict[str, Department], services: dict[str, UUID]) -> None:
    for sector in work.session.scalars(select(Sector)).all():
        for position, (code, kind, days) in enumerate(SECTORS.get(sector.code, ()), 1):
            stage = RouteStage(sector_id=sector.id, position=position, kind=kind, days=days, illustrative=True)
            stage.department_id = keys[code].id
            work.add(stage)
    for position, (code, kind, days, source) in enumerate(BUILDING_PERMIT, 1):
        stage = RouteStage(
            service_id=services["building_permit_issue"], position=position, kind=kind, days=days, source=source
        )
        stage.department_id, stage.illustrative = keys[code].id, not source
        work.add(stage)


def _fill_fields(work: Work, services: dict[str, UUID]) -> None:
    for position, (service, name_ar, name_en, kind, required, choices) in enumerate(FIELDS, 1):
        work.add(
            ServiceField(
                service_id=services[service],
                name_ar=name_ar,
                name_en=name_en,
                position=position,
                kind=FieldKind(kind),
                required=required,
                choices=choices,
                illustrative=True,
            )
        )


def _fill_reasons(work: Work, keys: dict[str, Department]) -> None:
    for position, (code, name_ar, name_en) in enumerate(REJECT_REASONS, 1):
        work.add(RejectReason(code=code, name_ar=name_ar, name_en=name_en, position=position, illustrative=True))
    for position, (code, department, name_ar, name_en) in enumerate(LATE_REASONS, 1):
        key = keys[department].id if department else None
        reason = LateReason(code=code, name_ar=name_ar, name_en=name_en, position=position, illustrative=True)
        reason.department_id = key
        work.add(reason)
