"""What can go wrong with a paper. Free of the renderer, so that the web process may know these without loading it."""

from singlewindow.errors import N_, Refusal, Unknown


class UnknownPaper(ValueError):
    """There is no paper of this kind or in this language."""


class FactsWrong(ValueError):
    """A fact of a paper is missing or is not what it must be; the message names it."""


class PaperSpoiled(RuntimeError):
    """A paper reached for something outside itself and was not drawn."""


class SealBroken(RuntimeError):
    """The certificate that seals papers is missing or can't be opened."""


class LogoBroken(PaperSpoiled):
    """The logo of the paper's center is missing, changed or broken; the paper waits until it is set again."""


class ArchiveMissing(Unknown):
    """The archive holds no such file."""

    message = N_("This paper is not in the archive. Please tell the supervisor.")

    def __init__(self, trouble: str) -> None:
        super().__init__()
        self.add_note(trouble)


class ArchiveChanged(Refusal):
    """A file of the archive is no longer the one that was kept."""

    message = N_("This paper was changed after it was archived and is not shown. Please tell the supervisor.")

    def __init__(self, trouble: str) -> None:
        super().__init__()
        self.add_note(trouble)
