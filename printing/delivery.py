"""Delivery: takes print jobs to their printers, one hand for each printer, and says how they fare. It may die anywhere.

A job whose press died is taken over when its lease ends: a printer that keeps jobs is asked for it, any other prints a
second one, marked as a copy, because the first may be whole.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from printing.archive import Archive
from printing.printers.printer import OF_JOB, Health, Paper, Printer, Progress, WrongAddress
from singlewindow.database import Database
from singlewindow.devices.printers import addresses_in_use, is_known_as, note_printer
from singlewindow.devices.records import PrinterState
from singlewindow.documents.again import note_damaged
from singlewindow.documents.jobs import (
    BROWSER,
    Job,
    PrintChanged,
    claim_job,
    drop_unwanted,
    hold,
    note_reference,
    open_addresses,
    renew,
    settle,
)
from singlewindow.documents.records import JobState
from singlewindow.errors import Refusal

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0
HEALTH_EVERY = 5.0
FOLLOW_EVERY = 0.2
RENEW_EVERY = 20.0
HANDS = 16


class Delivery:
    """Serves all printers that have jobs. `printer_at` gives the printer at an address or raises WrongAddress."""

    def __init__(
        self,
        database: Database,
        archive: Archive,
        clock: Callable[[], datetime],
        printer_at: Callable[[str], Printer],
    ) -> None:
        self._database, self._archive, self._clock, self._printer_at = database, archive, clock, printer_at
        self._woken, self._ended = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._in_hand: set[str] = set()
        self._asked_for: set[str] = set()
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="printer")
        self._thread = threading.Thread(target=self._work, name="delivery", daemon=True)
        database.listen(PrintChanged, self._hear)

    def start(self) -> None:
        """Begin to work in threads of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is in hand."""
        self._ended.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()
        self._hands.shutdown(wait=True, cancel_futures=True)

    def serve(self, address: str) -> None:
        """Print what waits for a printer, as long as it can print."""
        printer = self._printer(address)
        while not self._ended.is_set() and printer and self._is_ready(address, printer):
            with self._database.writing() as work:
                given_up = drop_unwanted(work, address, self._clock())
                job = claim_job(work, address, self._clock())
            for reference in given_up:
                printer.cancel(reference)
            if job is None:
                return
            self._print(address, printer, job)

    def look(self, address: str) -> None:
        """Ask a printer how it is and note it."""
        printer = self._printer(address)
        if printer:
            self._note(address, printer.health())

    def _work(self) -> None:
        looked = 0.0
        while not self._ended.is_set():
            self._woken.clear()
            with self._database.reading() as session:
                for address in open_addresses(session, self._clock()):
                    self._take_up(address, self.serve)
                if time.monotonic() - looked > HEALTH_EVERY:
                    looked = time.monotonic()
                    for address in addresses_in_use(session):
                        self._take_up(address, self.look)
            self._woken.wait(LOOK_EVERY)

    def _take_up(self, address: str, deed: Callable[[str], None]) -> None:
        """Give a printer to a hand; if one has it already, look again as soon as it puts it down."""
        with self._lock:
            if address in self._in_hand:
                self._asked_for.add(address)
                return
            if address == BROWSER:
                return
            self._in_hand.add(address)
        self._hands.submit(deed, address).add_done_callback(lambda ended: self._put_down(address, ended))

    def _put_down(self, address: str, ended: Future[None]) -> None:
        with self._lock:
            self._in_hand.discard(address)
            asked_for, self._asked_for = address in self._asked_for, self._asked_for - {address}
        if asked_for:
            self._woken.set()
        if not ended.cancelled() and ended.exception() is not None:
            logger.error("a printer's hand failed", exc_info=ended.exception())

    def _hear(self, news: PrintChanged) -> None:
        if news.state is JobState.WANTED:
            self._woken.set()

    def _printer(self, address: str) -> Printer | None:
        try:
            return self._printer_at(address)
        except WrongAddress as wrong:
            self._note(address, Health(PrinterState.REFUSED, str(wrong)))
            return None

    def _is_ready(self, address: str, printer: Printer) -> bool:
        """Tell whether a printer can print; one last known to be ready is asked when it is sent something."""
        with self._database.reading() as session:
            if is_known_as(session, address, PrinterState.READY):
                return True
        health = printer.health()
        self._note(address, health)
        return health.job_state is None

    def _note(self, address: str, health: Health) -> None:
        """Note a printer's state where it is new, and tell the jobs that wait for a printer that can't print."""
        with self._database.reading() as session:
            known = is_known_as(session, address, health.state)
        state = health.job_state
        if known and state is None:
            return
        with self._database.writing() as work:
            note_printer(work, address, health.state, health.detail, self._clock())
            if state is not None:
                drop_unwanted(work, address, self._clock())
                hold(work, address, state, self._clock())

    def _print(self, address: str, printer: Printer, job: Job) -> None:
        try:
            content = self._archive.read(job.file, job.sha256)
        except Refusal as damage:
            self._set_down_damaged(job, damage)
            return
        progress = self._follow(printer, job, self._sent(printer, job, content))
        self._settle(address, job, progress)

    def _sent(self, printer: Printer, job: Job, content: bytes) -> Progress:
        """Send a job, or find it where it was handed over before."""
        name = str(job.id)
        reference = job.reference or (printer.find(name) if job.sends > 1 else "")
        if reference:
            return printer.progress(reference)
        try:
            progress = printer.submit(Paper(content, name, job.sends - 1, job.again))
        except RuntimeError as trouble:
            return Progress(JobState.REFUSED, f"{type(trouble).__name__}: {trouble}")
        if progress.reference:
            with self._database.writing() as work:
                note_reference(work, job, progress.reference)
        return progress

    def _follow(self, printer: Printer, job: Job, progress: Progress) -> Progress:
        """Ask about a job that was handed over until it is printed or stands."""
        renewed = time.monotonic()
        while progress.state is JobState.PRINTING and not self._ended.wait(FOLLOW_EVERY):
            if time.monotonic() - renewed > RENEW_EVERY:
                renewed = time.monotonic()
                with self._database.writing() as work:
                    renew(work, job, self._clock())
            progress = printer.progress(progress.reference)
        return progress

    def _settle(self, address: str, job: Job, progress: Progress) -> None:
        """Note how a job ended or why it waits; one still printing when the press ends is taken over later."""
        if progress.state is JobState.PRINTING:
            return
        with self._database.writing() as work:
            settle(work, job, progress.state, self._clock(), progress.detail, progress.torn)
        if progress.state in OF_JOB and progress.state is not JobState.REFUSED:
            self._note(address, Health(OF_JOB[progress.state], progress.detail))

    def _set_down_damaged(self, job: Job, damage: Refusal) -> None:
        logger.error("paper %s: %s", job.document_id, damage)
        with self._database.writing() as work:
            note_damaged(work, job.document_id, self._clock())
            settle(work, job, JobState.REFUSED, self._clock(), "changed in the archive")
