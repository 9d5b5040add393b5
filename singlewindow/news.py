"""News of what has been committed, told to whoever listens. Standard library only."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """Something that happened and stands. Carries identifiers, never records."""


Told = TypeVar("Told", bound=News)


class Newsroom:
    """Listeners by kind of news. With `strict`, a listener's failure is raised instead of logged (tests)."""

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self._listeners: list[tuple[type[News], Callable[[Any], None]]] = []

    def listen(self, kind: type[Told], listener: Callable[[Told], None]) -> None:
        """Call `listener` with each piece of news of `kind`."""
        self._listeners.append((kind, listener))

    def deliver(self, news: Iterable[News]) -> None:
        """Tell each piece of news to each listener of its kind, in order."""
        for piece in news:
            for kind, listener in self._listeners:
                if isinstance(piece, kind):
                    self._tell(listener, piece)

    def _tell(self, listener: Callable[[Any], None], piece: News) -> None:
        try:
            listener(piece)
        except Exception:  # the change is committed: one listener's failure must not undo or hide another's
            if self.strict:
                raise
            logger.exception("a listener failed on %s", type(piece).__name__)
