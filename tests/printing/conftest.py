"""What the tests of papers share: the example facts, a drawn paper, and the text a reader finds in it."""

import asyncio
import io
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from printing.papers.examples import example, example_facts
from printing.render import render
from tests.cast import Hall
from tests.printing.at_the_printer import Shop

BIDI_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

Facts = dict[str, Any]


@pytest.fixture(autouse=True)
def no_loop_of_a_browser() -> Iterator[None]:
    """Seal as a renderer does, where no event loop runs: a browser of the session leaves its own one running here."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


class Text(str):
    """Text of a PDF in which blanks don't count: poppler sets those beside numbers on either side."""

    def __contains__(self, phrase: object) -> bool:
        return super().__contains__("".join(str(phrase).split()))


def pictures_of(pdf: bytes) -> list[str]:
    """What the pictures of a tagged paper say of themselves."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(figure.Alt) for figure in _figures(document.Root.StructTreeRoot)]


def _figures(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    below = node.get("/K", [])
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == "/Figure":
                yield kid
            yield from _figures(kid)


@pytest.fixture
def facts_of() -> Callable[..., Facts]:
    """Gives the example facts of a paper, with changes."""

    def give(kind: str, language: str = "ar", **changes: object) -> Facts:
        return {**example_facts(kind, language), **changes}

    return give


@pytest.fixture
def drawn() -> Callable[..., bytes]:
    """Draws an example paper, with changes to its facts."""

    def draw(kind: str, language: str = "ar", **changes: object) -> bytes:
        return render(kind, language, *example(kind, language, changes))

    return draw


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], str]:
    """Reads the text of a PDF in logical order."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        found = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
        return Text("".join(found.translate(BIDI_MARKS).split()))

    return read


@pytest.fixture(scope="session")
def ticket_pdf() -> bytes:
    """A drawn ticket."""
    facts = example_facts("ticket", "ar")
    return render("ticket", "ar", "1", facts)


@pytest.fixture(scope="session")
def receipt_pdf() -> bytes:
    """A drawn receipt."""
    facts = example_facts("receipt", "ar")
    return render("receipt", "ar", "1", facts)


@pytest.fixture
def shop(hall: Hall, tmp_path: Path, now: datetime, ticket_pdf: bytes) -> Shop:
    """A hall whose papers are drawn, on databases of both kinds."""
    return Shop(hall, tmp_path, now, ticket_pdf)
