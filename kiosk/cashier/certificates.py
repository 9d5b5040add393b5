"""The certificates of a center: a list with search, each with its papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.edge import database, show_digits
from kiosk.guards import current_center, needs
from singlewindow.cash.certificate import certificates_found
from singlewindow.cash.records import Certificate
from singlewindow.documents.records import Document
from singlewindow.documents.standing import Standing, stand
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

certificates = Blueprint("certificates", __name__)


@dataclass(frozen=True)
class Found:
    """A certificate with its papers, the newest first, and how it stands; none before its paper is wanted."""

    certificate: Certificate
    papers: Sequence[Document]
    standing: Standing | None


@certificates.get("/certificates")
@needs(Permission.ISSUE_CERTIFICATES)
def find() -> str:
    """List the newest certificates, or those whose number, addressee or purpose holds the words."""
    words = request.args.get("words", "")[:80]
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        found = [_with_papers(session, each) for each in certificates_found(session, center.id, words)]
    show_digits(center.digits)
    return render_template("cashier/certificates.html", center=center, found=found, words=words)


def _with_papers(session: Session, certificate: Certificate) -> Found:
    papers = select(Document).where(Document.certificate_id == certificate.id).order_by(Document.wanted_at.desc())
    found = session.scalars(papers).all()
    issued = next((paper for paper in found if paper.code), None)
    return Found(certificate, found, stand(session, issued).standing if issued else None)
