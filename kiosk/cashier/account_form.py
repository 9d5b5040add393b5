"""What an account's page shows, and what is typed on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.counter.money_form import Form
from kiosk.counter.typed import typed_key
from kiosk.edge import keyring, public_url
from kiosk.language import LANGUAGES
from singlewindow.cash.accounts import Ledger, ledger_of
from singlewindow.cash.certificate import CertificateWish
from singlewindow.cash.charges import Span, UnknownCharge
from singlewindow.cash.methods import methods
from singlewindow.cash.money import read_amount
from singlewindow.cash.records import Account, Certificate, Payment, PaymentMethod
from singlewindow.catalogue.records import Service, TariffItem
from singlewindow.catalogue.services import tariff_of
from singlewindow.documents.records import Document
from singlewindow.errors import N_, Invalid
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

PAY = "pay-"
OF_ACCOUNTS = ("rent_payment", "instalment_payment", "cleaning_fee_payment", "arrears_payment")


class DayMissing(Invalid):
    message = N_("Please give the first day, the last day and the day on which it is due.")
    field = "period_from"


class DayWrong(Invalid):
    message = N_("A day is written like 2026-01-31.")


@dataclass(frozen=True)
class AccountPage:
    """`offers` are the services that an account is charged for, each with its tariff of the day."""

    center: Center
    account: Account
    ledger: Ledger
    payments: Sequence[Payment]
    offers: Sequence[tuple[Service, Sequence[TariffItem]]]
    methods: Sequence[PaymentMethod]
    papers: Sequence[Document]


def read_account(session: Session, account: Account, now: datetime) -> AccountPage:
    """Read an account's page."""
    payments = session.scalars(select(Payment).where(Payment.account_id == account.id).order_by(Payment.paid_at)).all()
    services = session.scalars(select(Service).where(Service.code.in_(OF_ACCOUNTS)).order_by(Service.position)).all()
    return AccountPage(
        center=session.get_one(Center, account.center_id),
        account=account,
        ledger=ledger_of(session, account),
        payments=payments,
        offers=[(service, tariff_of(session, service.id, service_day(now))) for service in services],
        methods=methods(session),
        papers=_papers(session, account, payments),
    )


def typed_span(form: Form) -> Span:
    """Read the period that is charged; raises DayMissing."""
    try:
        first, last, due = (date.fromisoformat(form.get(name, "")) for name in ("period_from", "period_to", "due_on"))
    except ValueError as error:
        raise DayMissing from error
    return Span(first, last, due)


def chosen_charges(form: Form) -> dict[UUID, int]:
    """Read what is paid of each charge, in piastres; raises UnknownCharge or InvalidAmount."""
    typed = {name.removeprefix(PAY): text for name, text in form.items() if name.startswith(PAY) and text.strip()}
    return {typed_key(name, UnknownCharge): read_amount(text) for name, text in typed.items()}


def typed_certificate(form: Form) -> CertificateWish:
    """Read what is to stand on a certificate; raises DayWrong."""
    language = form.get("paper_language", "ar")
    return CertificateWish(
        form_key=form.get("form_key", ""),
        addressee=form.get("addressee", ""),
        purpose=form.get("purpose", ""),
        language=language if language in LANGUAGES else "ar",
        public_url=public_url(),
        signer=keyring(),
        receipts=frozenset(form.getlist("receipts")),
        first=typed_day(form, "first"),
        last=typed_day(form, "last"),
        valid_until=typed_day(form, "valid_until"),
        with_balance="with_balance" in form,
        fee_receipt=form.get("fee_receipt", ""),
        no_fee_because=form.get("no_fee_because", ""),
    )


def typed_day(form: Form, name: str) -> date | None:
    """Read a day of the form, None when it is empty; raises DayWrong."""
    try:
        return date.fromisoformat(form[name]) if form.get(name) else None
    except ValueError as error:
        raise DayWrong from error


def _papers(session: Session, account: Account, payments: Sequence[Payment]) -> Sequence[Document]:
    certificates = select(Certificate.id).where(Certificate.account_id == account.id)
    own = Document.payment_id.in_([payment.id for payment in payments]) | Document.certificate_id.in_(certificates)
    return session.scalars(select(Document).where(own).order_by(Document.wanted_at.desc())).all()
