"""Take the pictures of all papers, in both languages and all states: `python -m docs.take_paper_pictures`."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from printing.papers.examples import HANDED_BACK, SERIALS, example
from printing.render import render

FOLDER = Path(__file__).parent / "pictures" / "papers"
DOTS_PER_INCH = "64"
LANGUAGES = ("ar", "en")
FORMS: list[tuple[str, str, dict[str, Any]]] = [
    *((kind, "", {}) for kind in SERIALS),
    ("receipt", "-roll", {"form": "roll"}),
    ("slip", "-file", HANDED_BACK),
    ("report", "-landscape", {"orientation": "landscape"}),
]
STATES: list[tuple[str, str, dict[str, Any]]] = [
    *((kind, "-copy", {"copy": 2}) for kind in ("slip", "receipt", "cash_statement")),
    *((kind, "-cancelled", {"cancelled": True}) for kind in ("slip", "receipt", "certificate", "cash_statement")),
    ("receipt", "-roll-cancelled", {"form": "roll", "cancelled": True, "copy": 1}),
    ("certificate", "-replaces", {"replaces": "042-2026/27-C-000009", "copy": 1}),
    *((kind, "-practice", {"practice": True}) for kind in ("ticket", "receipt")),
]


def take(kind: str, name: str, changes: dict[str, Any], language: str) -> None:
    """Take the picture of the first page of a paper."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pdf:
        pdf.write(render(kind, language, *example(kind, language, changes)))
        pdf.flush()
        target = FOLDER / f"{kind}{name}.{language}"
        command = ["pdftoppm", "-png", "-singlefile", "-r", DOTS_PER_INCH, pdf.name, str(target)]
        subprocess.run(command, check=True)


def main() -> None:
    """Take all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for kind, name, changes in FORMS + STATES:
        for language in LANGUAGES:
            take(kind, name, changes, language)


if __name__ == "__main__":
    main()
