"""A paper as HTML: checked facts, the words of its language, one template for both directions."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from printing.errors import UnknownPaper
from printing.papers.facts import Facts
from printing.papers.plain import direction
from printing.papers.qr import qr_image
from printing.papers.shapes import checked
from printing.papers.words import WORDS
from printing.papers.writing import writing_of

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["direction"] = direction


def page_of(kind: str, language: str, serial: str, facts: Facts) -> str:
    """The HTML of a paper of `kind` in `language`, with its `serial` in its title and `facts` on its face.

    Raises UnknownPaper for another kind or language, FactsWrong for a missing or wrong fact.
    """
    if language not in WORDS:
        raise UnknownPaper(f"there is no paper in the language {language!r}")
    known: dict[str, Any] = checked(kind, facts)
    code = qr_image(known["follow_url"] if kind == "ticket" else known["verify_url"])
    return ENVIRONMENT.get_template(f"{kind}.html").render(
        known,
        language=language,
        serial=serial,
        words=WORDS[language],
        write=writing_of(language, known["digits"]),
        code=code,
        practice=facts.get("practice") is True,
    )
