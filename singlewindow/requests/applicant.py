"""Who asks, and for what: a person, a company or a representative, and the subject; read from what was typed."""

from dataclasses import dataclass, field
from datetime import date

from singlewindow.errors import N_, Refusal
from singlewindow.requests.national_id import read_national_id
from singlewindow.requests.phone import read_phone
from singlewindow.requests.records import Request
from singlewindow.requests.states import ApplicantKind
from singlewindow.text import ascii_digits, one_line


@dataclass(frozen=True)
class Subject:
    """What the request is about, as typed; all of it may be empty."""

    unit: str = ""
    plot: str = ""
    file_number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Applicant:
    """Who asks, as typed. `name` is the person's, the company's, or that of whom a representative stands for.

    The ID is that of the person asked for or, for a company, of who stands at the window.
    """

    name: str
    national_id: str
    phone: str = ""
    kind: ApplicantKind = ApplicantKind.PERSON
    commercial_register: str = ""
    representative_name: str = ""
    power_of_attorney: str = ""
    subject: Subject = field(default_factory=Subject)


class IdentityRemoved(Refusal):
    message = N_("The applicant's data was removed when its retention period was over. No new paper can name them.")


def named_applicant(request: Request) -> str:
    """Give the applicant's name for a new paper; raises IdentityRemoved."""
    if not request.applicant_name:
        raise IdentityRemoved
    return request.applicant_name


def note_applicant(request: Request, typed: Applicant, today: date) -> None:
    """Read who asks into a request. Raises InvalidNationalId, InvalidPhone and the refusals of `one_line`."""
    company = typed.kind is ApplicantKind.COMPANY
    represented = typed.kind is not ApplicantKind.PERSON
    request.applicant_kind = typed.kind
    request.applicant_name = one_line(typed.name, N_("The applicant's name"), most=120)
    request.national_id = read_national_id(typed.national_id, today).digits
    request.phone = read_phone(typed.phone)
    register = ascii_digits(typed.commercial_register) if company else ""
    request.commercial_register = one_line(register, N_("The commercial register number"), most=40, required=company)
    name = typed.representative_name if represented else ""
    request.representative_name = one_line(name, N_("The representative's name"), most=120, required=represented)
    power = ascii_digits(typed.power_of_attorney) if represented else ""
    attorney = typed.kind is ApplicantKind.REPRESENTATIVE
    request.power_of_attorney = one_line(power, N_("The power of attorney number"), most=60, required=attorney)
    _note_subject(request, typed.subject)


def _note_subject(request: Request, subject: Subject) -> None:
    request.unit = one_line(ascii_digits(subject.unit), N_("The unit"), most=60, required=False)
    request.plot = one_line(ascii_digits(subject.plot), N_("The plot"), most=60, required=False)
    number = ascii_digits(subject.file_number)
    request.file_number = one_line(number, N_("The file or licence number"), most=60, required=False)
    request.address = one_line(subject.address, N_("The address"), most=200, required=False)
