"""Setting the fields of a service's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.records import FieldKind, Service, ServiceField
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.text import one_line

MOST_FIELDS = 20
MOST_CHOICES = 30


class TooManyFields(Invalid):
    message = N_("A form has at most 20 fields.")


class ChoicesMissing(Invalid):
    message = N_("A field of the kind “choice” needs its choices, at most 30, parted by semicolons.")


@dataclass(frozen=True)
class FieldWish:
    """A field as typed in the editor; `choices` are parted by semicolons."""

    name_ar: str
    name_en: str
    kind: FieldKind
    required: bool
    choices: str


def set_fields(work: Work, service: Service, fields: Sequence[FieldWish], staff_id: UUID, now: datetime) -> None:
    """Replace the form of a service; what was entered for requests keeps the names it had.

    Raises TooManyFields, ChoicesMissing and the refusals of `one_line`.
    """
    if len(fields) > MOST_FIELDS:
        raise TooManyFields
    rows = [_field(service, position, wish) for position, wish in enumerate(fields, 1)]
    work.session.execute(delete(ServiceField).where(ServiceField.service_id == service.id))
    work.session.add_all(rows)
    work.session.flush()
    note(work, Action.FORM_SET, staff_id, None, service.code, now, fields=len(rows))


def replace_form(work: Work, rows: Sequence[ServiceField]) -> int:
    """Put checked fields, one or more of one service, in place of its form; count them, none if all are alike."""
    own = ServiceField.service_id == rows[0].service_id
    standing = work.session.scalars(select(ServiceField).where(own).order_by(ServiceField.position)).all()
    if [_facts(row) for row in standing] == [_facts(row) for row in rows]:
        return 0
    work.session.execute(delete(ServiceField).where(own))
    work.session.add_all(rows)
    return len(rows)


def _facts(row: ServiceField) -> tuple[object, ...]:
    return row.position, row.name_ar, row.name_en, row.kind, row.required, row.choices, row.illustrative


def _field(service: Service, position: int, wish: FieldWish) -> ServiceField:
    return ServiceField(
        service_id=service.id,
        position=position,
        name_ar=one_line(wish.name_ar, N_("The Arabic name"), most=80),
        name_en=one_line(wish.name_en, N_("The English name"), most=80),
        kind=wish.kind,
        required=wish.required,
        choices="\n".join(_choices(wish)),
    )


def _choices(wish: FieldWish) -> list[str]:
    if wish.kind is not FieldKind.CHOICE:
        return []
    parts = wish.choices.replace("؛", ";").split(";")
    choices = [one_line(part, N_("A choice"), most=80) for part in parts if part.strip()]
    if not 0 < len(choices) <= MOST_CHOICES:
        raise ChoicesMissing
    return choices
