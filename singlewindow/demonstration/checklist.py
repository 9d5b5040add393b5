"""The demonstration's checklist of field visits. All of it is illustrative (بيانات توضيحية): no official form."""

from uuid import UUID

from singlewindow.database import Work
from singlewindow.field_visits.records import ChecklistQuestion
from singlewindow.field_visits.states import QuestionKind

QUESTIONS = (
    ("شاشة النداء وجهاز التذاكر يعملان", "The board and the ticket kiosk work", QuestionKind.YES_NO),
    (
        "قوائم المستندات والرسوم معلنة للمواطنين",
        "The lists of papers and fees are on show",
        QuestionKind.YES_NO,
    ),
    (
        "شباك الأولوية مفتوح ويُخدم أصحابه أولًا",
        "The priority window is open and serves its people first",
        QuestionKind.YES_NO,
    ),
    ("انتظام الصالة وسرعة نداء الأرقام", "Order in the hall and pace of calling", QuestionKind.SCALE),
    ("نظافة المكان وأماكن الانتظار", "Cleanliness, and places to wait", QuestionKind.SCALE),
    (
        "إتاحة المكان لذوي الإعاقة وكبار السن",
        "Access for persons with disabilities and the elderly",
        QuestionKind.SCALE,
    ),
    ("للطلبات المتأخرة أسباب ومواعيد مسجلة", "Late requests have reasons and days on record", QuestionKind.YES_NO),
    ("ما قاله المواطنون", "What citizens said", QuestionKind.TEXT),
)


def fill_checklist(work: Work, governorate_id: UUID) -> None:
    """Fill in the checklist of a governorate."""
    for place, (name_ar, name_en, kind) in enumerate(QUESTIONS, 1):
        work.add(
            ChecklistQuestion(
                governorate_id=governorate_id,
                name_ar=name_ar,
                name_en=name_en,
                kind=kind,
                position=place,
                illustrative=True,
            )
        )
