"""What can go wrong with a paper. Free of the renderer, so that the web process may know these without loading it."""


class UnknownPaper(ValueError):
    """There is no paper of this kind or in this language."""


class FactsWrong(ValueError):
    """A fact of a paper is missing or is not what it must be; the message names it."""


class PaperSpoiled(RuntimeError):
    """A paper reached for something outside itself and was not drawn."""


class ArchiveMissing(LookupError):
    """The archive holds no such file."""


class ArchiveChanged(RuntimeError):
    """A file of the archive is no longer the one that was kept."""
