"""The server as it ships, which besides writes down when each version of a center was committed."""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import wsgi
from singlewindow.news import News
from singlewindow.places.centers import CenterChanged

STAMPS = "BENCH_STAMPS"
build = wsgi.create_app


def create_app(*arguments: Any) -> Any:
    """Build the application; its news is stamped before it is told."""
    app = build(*arguments)
    newsroom = app.extensions["database"]._newsroom
    file, deliver = Path(os.environ[STAMPS]), newsroom.deliver

    def stamped(news: Iterable[News]) -> None:
        pieces, now = list(news), time.time()
        deliver(pieces)
        with file.open("a") as lines:
            lines.writelines(f"{piece.version} {now}\n" for piece in pieces if isinstance(piece, CenterChanged))

    newsroom.deliver = stamped
    return app


def read_stamps(file: Path) -> dict[int, float]:
    """Give when each version was committed (Unix time)."""
    pairs = [line.split() for line in file.read_text().splitlines()]
    return {int(version): float(at) for version, at in pairs}


if __name__ == "__main__":
    wsgi.create_app = create_app
    wsgi.main()
