"""The faces of the papers: which template and styles a paper has, how it ends, and how its PDF is made."""

from typing import Any, NamedTuple


class Face(NamedTuple):
    """A paper's looks: its `template` and `styles`; a `roll` is cut below its last line.

    `lasting`: tagged, conforming to PDF/A-3 and carrying its facts, as papers that are kept must be.
    """

    template: str
    styles: tuple[str, ...]
    roll: bool = False
    lasting: bool = False


def _roll(name: str, lasting: bool = False) -> Face:
    return Face(f"{name}.html", ("base.css", "roll.css", f"{name}.css"), roll=True, lasting=lasting)


def _sheet(name: str, *more: str) -> Face:
    return Face(f"{name}.html", ("base.css", "sheet.css", f"{name}.css", *more), lasting=True)


FACES = {
    "ticket": _roll("ticket"),
    "papers_list": _roll("papers_list"),
    "slip": _sheet("slip"),
    "receipt": _sheet("receipt"),
    "receipt_roll": _roll("receipt_roll", lasting=True),
    "certificate": _sheet("certificate"),
    "cash_statement": _sheet("cash_statement"),
    "report": _sheet("report"),
    "report_landscape": _sheet("report", "landscape.css"),
    "field_visit": _sheet("field_visit"),
    "card": Face("card.html", ("base.css", "sheet.css", "card.css")),
}


def face_of(kind: str, facts: dict[str, Any]) -> Face:
    """The face of a paper of `kind` with checked `facts`: some kinds have two."""
    if kind == "receipt" and facts["form"] == "roll":
        return FACES["receipt_roll"]
    if kind == "report" and facts["orientation"] == "landscape":
        return FACES["report_landscape"]
    return FACES[kind]
