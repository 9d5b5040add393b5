"""The fields of a service's form, and reading what was entered in them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import FieldKind, ServiceField
from singlewindow.errors import N_, Invalid
from singlewindow.requests.records import RequestAnswer
from singlewindow.text import ascii_digits, one_line

NUMBER = re.compile(r"\d{1,12}(\.\d{1,3})?", re.ASCII)
FILE_NUMBER = re.compile(r"[\w/.\- ]{1,60}")


class AnswerMissing(Invalid):
    message = N_("“%(name)s” is missing.")


class AnswerWrong(Invalid):
    message = N_("“%(name)s” can't be read. Please check it.")


def fields_of(session: Session, service_id: UUID) -> Sequence[ServiceField]:
    """Give the fields of a service's form in their order."""
    query = select(ServiceField).where(ServiceField.service_id == service_id)
    return session.scalars(query.order_by(ServiceField.position)).all()


def answers_of(session: Session, request_id: UUID) -> Sequence[RequestAnswer]:
    """Give what was entered for a request and not removed since, in the order of its form."""
    query = select(RequestAnswer).where(RequestAnswer.request_id == request_id, RequestAnswer.value != "")
    return session.scalars(query.order_by(RequestAnswer.position)).all()


def read_answer(asked: ServiceField, typed: str) -> str:
    """Give what was entered in a field, empty if nothing. Raises AnswerMissing, AnswerWrong, or as `one_line`."""
    plain = typed if asked.kind in (FieldKind.TEXT, FieldKind.CHOICE) else ascii_digits(typed)
    value = one_line(plain, asked.name_ar, most=200, required=False)
    if not value:
        if asked.required:
            raise AnswerMissing(name=asked.name_ar, place=str(asked.id))
        return ""
    if not _fits(asked, value):
        raise AnswerWrong(name=asked.name_ar, place=str(asked.id))
    return value


def read_answers(session: Session, service_id: UUID, typed: Mapping[UUID, str]) -> list[RequestAnswer]:
    """Read the whole form of a service; what is empty is left out. Raises as `read_answer`."""
    read = [(asked, read_answer(asked, typed.get(asked.id, ""))) for asked in fields_of(session, service_id)]
    return [
        RequestAnswer(
            name_ar=asked.name_ar, name_en=asked.name_en, position=asked.position, kind=asked.kind, value=text
        )
        for asked, text in read
        if text
    ]


def _fits(asked: ServiceField, value: str) -> bool:
    match asked.kind:
        case FieldKind.NUMBER:
            return bool(NUMBER.fullmatch(value.replace("٫", ".")))
        case FieldKind.DATE:
            return _is_day(value)
        case FieldKind.CHOICE:
            return value in asked.choices.splitlines()
        case FieldKind.FILE_NUMBER:
            return bool(FILE_NUMBER.fullmatch(value))
        case FieldKind.TEXT:
            return True


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).year > 1900
    except ValueError:
        return False
