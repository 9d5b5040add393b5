"""What stands at the head of each paper that proves something, and what making one needs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from singlewindow.documents.claims import Claims
from singlewindow.documents.proof import Signer, address, prove
from singlewindow.places.centers import LockedCenter, governorate_name


@dataclass(frozen=True)
class PaperWish:
    """The language of a paper, the address in its code (without a final slash), and who proves it."""

    language: str
    public_url: str
    signer: Signer


def paper_head(session: Session, center: LockedCenter, wish: PaperWish, code: str, claims: Claims) -> dict[str, Any]:
    """Give the facts that every proving paper has: whose it is, and how it proves what it claims."""
    return {
        "governorate": governorate_name(session, center, wish.language),
        "center": center.name(wish.language),
        "center_number": f"{center.number:03d}",
        "verification_code": code,
        "verify_url": address(wish.public_url, prove(wish.signer, claims)),
        "digits": center.digits.value,
        "illustrative": center.demonstration,
    }
