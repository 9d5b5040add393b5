"""What every printer can be asked: its health, to print a paper, how a job fares, to give a job up."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import JobState

Ask = Callable[..., Any]
"""Asks a worker of the pool: the name of a deed of `printing.worker`, and its arguments."""

OF_PRINTER = {
    PrinterState.PAPER_OUT: JobState.PAPER_OUT,
    PrinterState.COVER_OPEN: JobState.COVER_OPEN,
    PrinterState.OFFLINE: JobState.OFFLINE,
    PrinterState.REFUSED: JobState.REFUSED,
}
OF_JOB = {job: printer for printer, job in OF_PRINTER.items()}


class WrongAddress(ValueError):
    """This is not the address of a printer; the message says why."""


class Paper(NamedTuple):
    """A paper to print: its bytes, a name for the job, how often it was sent before, and whether that may have been
    enough: then it is marked as a copy."""

    content: bytes
    name: str
    sent_before: int = 0
    again: bool = False


class Health(NamedTuple):
    """The state of a printer, and what it says itself."""

    state: PrinterState
    detail: str = ""

    @property
    def job_state(self) -> JobState | None:
        """How a job fares at a printer in this state; None where it can print."""
        return OF_PRINTER.get(self.state)


class Progress(NamedTuple):
    """How a job fares. `reference` is what the printer calls it; `torn`: the line broke where it may be whole."""

    state: JobState
    detail: str = ""
    reference: str = ""
    torn: bool = False


class Printer(Protocol):
    """A printer at an address. Nothing here raises because of the printer; what is wrong is a state."""

    def health(self) -> Health:
        """Ask how the printer is."""

    def submit(self, paper: Paper) -> Progress:
        """Print a paper, or hand it over: then the state is `printing` and `reference` is set."""

    def progress(self, reference: str) -> Progress:
        """Ask how a job that was handed over fares."""

    def find(self, name: str) -> str:
        """Give the reference of a job that was handed over under a name; empty when there is none."""

    def cancel(self, reference: str) -> None:
        """Give up a job that was handed over."""
