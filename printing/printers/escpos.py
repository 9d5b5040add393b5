"""A thermal roll printer that speaks ESC/POS.

A paper goes as dots; then the printer is asked to confirm, in the order of the data; only then the paper is cut, and
the cut confirmed too. So a line that breaks before the cut leaves no whole paper, and the paper is sent once more; one
that breaks between the cut and its confirmation may leave one, and what is sent once more is marked as a copy.
"""

import time
from collections.abc import Callable, Sequence

from printing.printers.lines import Line
from printing.printers.printer import Ask, Health, Paper, Progress
from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import JobState

BYTES_ACROSS = 72
ROWS_AT_ONCE = 96
STATUS_PATIENCE = 1.0
CONFIRM_PATIENCE = 30.0
CONFIRM_STEP = 0.5

RESET = b"\x1b@"
COPY_MARK = b"\x1ba\x01*** COPY 2 ***\n\x1ba\x00"
FEED = b"\x1bd\x04"
CUT = b"\x1dV\x42\x00"
CONFIRM = b"\x1dr\x01"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
PRINTER_STATUS, OFFLINE_STATUS, PAPER_STATUS = 1, 2, 4
IS_OFFLINE, COVER_IS_OPEN, PAPER_STOPS, HAS_ERROR, NO_PAPER = 0x08, 0x04, 0x20, 0x40, 0x60


class EscPosPrinter:
    """A thermal printer at the end of a line. A `silent` one answers nothing: what was sent counts as printed."""

    def __init__(self, connect: Callable[[], Line], ask: Ask, silent: bool = False) -> None:
        self._connect, self._ask, self._silent = connect, ask, silent

    def health(self) -> Health:
        """Ask for the state of printer, cover and paper."""
        try:
            with self._connect() as line:
                return self._health(_Talk(line))
        except OSError as trouble:
            return Health(PrinterState.OFFLINE, str(trouble))

    def submit(self, paper: Paper) -> Progress:
        """Print the paper and cut it; everything is confirmed by the printer unless it is silent."""
        rasters = self._ask("rasterise", paper.content)
        data = b"".join(_bands(raster.bits) for raster in rasters)
        try:
            with self._connect() as line:
                health = self._health(_Talk(line))
                if health.job_state:
                    return Progress(health.job_state, health.detail)
                return self._print(line, paper, data)
        except OSError as trouble:
            return Progress(JobState.OFFLINE, str(trouble))

    def progress(self, reference: str) -> Progress:
        """Nothing is ever handed over."""
        return Progress(JobState.OFFLINE, f"no job {reference}")

    def find(self, _name: str) -> str:
        """Nothing is ever handed over."""
        return ""

    def cancel(self, reference: str) -> None:
        """Nothing is ever handed over."""

    def _health(self, talk: "_Talk") -> Health:
        return Health(PrinterState.READY) if self._silent else talk.health()

    def _print(self, line: Line, paper: Paper, data: bytes) -> Progress:
        torn_off = FEED + CUT if paper.sent_before else b""
        line.send(RESET + torn_off + (COPY_MARK if paper.again else b"") + data + FEED)
        if self._silent:
            line.send(CUT)
            return Progress(JobState.PRINTED, "sent; this printer does not answer")
        talk = _Talk(line)
        if stopped := talk.confirm():
            line.send(CLEAR)
            return stopped
        try:
            line.send(CUT)
            stopped = talk.confirm()
        except OSError as trouble:
            return Progress(JobState.OFFLINE, f"the line broke at the cut: {trouble}", torn=True)
        return stopped._replace(torn=True) if stopped else Progress(JobState.PRINTED)


class _Talk:
    """Questions to a printer and its answers, which may come mixed."""

    def __init__(self, line: Line) -> None:
        self._line, self._confirmed = line, False

    def health(self) -> Health:
        """Ask for the state of printer, cover and paper. Raises OSError."""
        said = [self._status(which) for which in (PRINTER_STATUS, OFFLINE_STATUS, PAPER_STATUS)]
        if any(answer is None for answer in said):
            return Health(PrinterState.OFFLINE, "no answer to a status request")
        printer, offline, paper = (answer or 0 for answer in said)
        if paper & NO_PAPER or offline & PAPER_STOPS:
            return Health(PrinterState.PAPER_OUT)
        if offline & COVER_IS_OPEN:
            return Health(PrinterState.COVER_OPEN)
        if printer & IS_OFFLINE or offline & HAS_ERROR:
            return Health(PrinterState.OFFLINE, f"status {printer:02x} {offline:02x}")
        return Health(PrinterState.READY)

    def confirm(self) -> Progress | None:
        """Wait until all that was sent is printed; give how it stands if the printer stops. Raises OSError."""
        self._confirmed = False
        self._line.send(CONFIRM)
        end = time.monotonic() + CONFIRM_PATIENCE
        while time.monotonic() < end:
            self._hear(CONFIRM_STEP)
            stopped = None if self._confirmed else self.health().job_state
            if self._confirmed:
                return None
            if stopped:
                return Progress(stopped, "it stopped while printing")
        return Progress(JobState.OFFLINE, "it does not confirm")

    def _status(self, which: int) -> int | None:
        """Ask for a status, which a printer answers at once whatever it does; such bytes are 0xx1xx10."""
        self._line.send(bytes((0x10, 0x04, which)))
        end = time.monotonic() + STATUS_PATIENCE
        while time.monotonic() < end:
            answer = self._hear(STATUS_PATIENCE)
            if answer is not None and answer & 0x93 == 0x12:
                return answer
        return None

    def _hear(self, patience: float) -> int | None:
        answer = self._line.receive(patience)
        if answer is not None and answer & 0x90 == 0:
            self._confirmed = True
        return answer


def _bands(bits: bytes) -> bytes:
    return b"".join(_band(bits[at : at + ROWS_AT_ONCE * BYTES_ACROSS]) for at in _starts(bits))


def _starts(bits: bytes) -> Sequence[int]:
    return range(0, len(bits), ROWS_AT_ONCE * BYTES_ACROSS)


def _band(rows: bytes) -> bytes:
    height = len(rows) // BYTES_ACROSS
    return b"\x1dv0\x00" + BYTES_ACROSS.to_bytes(2, "little") + height.to_bytes(2, "little") + rows
