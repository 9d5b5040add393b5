"""Previews: an example of a paper, drawn in a process of its own that ends with it. Never loads the renderer itself."""

import io
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from printing.papers.examples import example
from printing.worker import draw, prepare

TIME_LIMIT = 60.0
DOTS_PER_POINT = 1.5


def preview(kind: str, language: str, changes: dict[str, Any], logos: Path) -> bytes:
    """The example of a paper as a PDF, with `changes` to its facts. Raises what `printing.render.render` raises."""
    return _in_a_worker(partial(draw, kind, language, *example(kind, language, changes)), logos)


def picture(kind: str, language: str, changes: dict[str, Any], logos: Path) -> bytes:
    """The first page of the example of a paper as a PNG. Raises what `printing.render.render` raises."""
    return _in_a_worker(partial(_picture, kind, language, *example(kind, language, changes)), logos)


def _in_a_worker(work: Callable[[], bytes], logos: Path) -> bytes:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=prepare, initargs=(logos,)) as pool:
        return pool.submit(work).result(TIME_LIMIT)


def _picture(kind: str, language: str, serial: str, facts: dict[str, Any]) -> bytes:
    page = import_module("pypdfium2").PdfDocument(draw(kind, language, serial, facts))[0]
    image = io.BytesIO()
    page.render(scale=DOTS_PER_POINT).to_pil().save(image, "png")
    return image.getvalue()
