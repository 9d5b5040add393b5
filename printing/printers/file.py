"""A spool folder as a printer: each paper becomes a file, named by its job."""

import os
from pathlib import Path

from printing.printers.printer import Health, Paper, Progress
from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import JobState


class FilePrinter:
    """Prints into a `folder`, which it makes. A paper sent twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def health(self) -> Health:
        """Ready while the folder can be written to."""
        try:
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        except OSError as trouble:
            return Health(PrinterState.OFFLINE, str(trouble))
        writable = os.access(self._folder, os.W_OK)
        return Health(PrinterState.READY) if writable else Health(PrinterState.REFUSED, "the folder can't be written")

    def submit(self, paper: Paper) -> Progress:
        """Write the paper beside its place and move it there whole."""
        part = self._folder / f".{paper.name}.part"
        try:
            part.write_bytes(paper.content)
            part.rename(self._folder / f"{paper.name}.pdf")
        except OSError as trouble:
            return Progress(JobState.OFFLINE, str(trouble))
        return Progress(JobState.PRINTED)

    def progress(self, reference: str) -> Progress:
        """Nothing is ever handed over."""
        return Progress(JobState.OFFLINE, f"no job {reference}")

    def find(self, _name: str) -> str:
        """Nothing is ever handed over."""
        return ""

    def cancel(self, reference: str) -> None:
        """Nothing is ever handed over."""
