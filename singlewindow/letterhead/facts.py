"""A center's letterhead as the facts that a paper freezes."""

from typing import Any

from singlewindow.places.centers import LockedCenter
from singlewindow.places.records import Center


def letterhead_facts(center: Center | LockedCenter, language: str) -> dict[str, Any]:
    """Give the logo's hash, the header lines and the footer of a center in a language; what is empty is left out."""
    header, footer = (center.header_ar, center.footer_ar) if language == "ar" else (center.header_en, center.footer_en)
    facts = {"logo": center.logo, "header": header.splitlines(), "footer": footer}
    return {name: fact for name, fact in facts.items() if fact}
