"""A paper as HTML: checked facts, the words of its language, one template for both directions."""

from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from printing.errors import UnknownPaper
from printing.papers.across import across
from printing.papers.faces import Face, face_of
from printing.papers.facts import Facts
from printing.papers.logo import logo_image
from printing.papers.plain import direction, in_fours
from printing.papers.qr import qr_image
from printing.papers.report import figure_columns, points_of
from printing.papers.shapes import checked
from printing.papers.visit import small_picture
from printing.papers.words import WORDS
from printing.papers.writing import is_figure, writing_of
from singlewindow.reports import chart
from singlewindow.text import numbers_isolated

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters.update(
    direction=direction,
    numbers_isolated=numbers_isolated,
    figure_columns=figure_columns,
    in_fours=in_fours,
    as_qr=qr_image,
    points=points_of,
    small_picture=small_picture,
)
ENVIRONMENT.tests["figure"] = is_figure
ENVIRONMENT.globals.update(bar=chart.bar, line=chart.line, across=across)


class Page(NamedTuple):
    """The HTML of a paper and the face it is drawn with."""

    face: Face
    html: str


def page_of(kind: str, language: str, serial: str, facts: Facts, logos: Path | None = None) -> Page:
    """The page of a paper of `kind` in `language`, with its `serial` in its title and `facts` on its face.

    `logos` is the folder in which logos lie, each under its hash. Raises UnknownPaper for another kind or language,
    FactsWrong for a missing or wrong fact, LogoBroken for a logo that can't be shown.
    """
    if language not in WORDS:
        raise UnknownPaper(f"there is no paper in the language {language!r}")
    known: dict[str, Any] = checked(kind, facts)
    face = face_of(kind, known)
    html = ENVIRONMENT.get_template(face.template).render(
        known | {"logo": logo_image(logos, known["logo"])},
        language=language,
        serial=serial,
        logos=logos,
        words=WORDS[language],
        write=writing_of(language, known["digits"]),
    )
    return Page(face, html)
