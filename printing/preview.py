"""Previews: an example of a paper, drawn in a worker that ends with it. Never loads the renderer itself."""

from pathlib import Path
from typing import Any

from printing.papers.examples import example
from printing.pool import RenderPool

TIME_LIMIT = 60.0


def preview(kind: str, language: str, changes: dict[str, Any], logos: Path) -> bytes:
    """The example of a paper as a PDF, with `changes` to its facts. Raises what `printing.render.render` raises."""
    return _in_a_worker("draw", kind, language, changes, logos)


def picture(kind: str, language: str, changes: dict[str, Any], logos: Path) -> bytes:
    """The first page of the example of a paper as a PNG. Raises what `printing.render.render` raises."""
    return _in_a_worker("picture", kind, language, changes, logos)


def _in_a_worker(deed: str, kind: str, language: str, changes: dict[str, Any], logos: Path) -> bytes:
    with RenderPool(1, logos) as pool:
        drawn: bytes = pool.ask(deed, kind, language, *example(kind, language, changes), None, logos).result(TIME_LIMIT)
        return drawn
