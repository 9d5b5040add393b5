"""A hall whose papers are drawn already, so that tests of printers need no renderer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from printing import raster
from printing.archive import Archive
from printing.delivery import Delivery
from printing.printers.addresses import printer_at
from singlewindow.devices.records import Device, DeviceRole
from singlewindow.documents.jobs import want_print
from singlewindow.documents.lease import claim, done
from singlewindow.documents.records import Document, JobState, PrintJob, PrintStep
from singlewindow.places.clock import service_day
from tests.cast import Hall


def ask(deed: str, *arguments: Any) -> Any:
    """Do a worker's deed here."""
    return getattr(raster, deed)(*arguments)


class Shop:
    """Papers of a hall on their way to printers. `now` is moved by hand."""

    def __init__(self, hall: Hall, folder: Path, now: datetime, pdf: bytes) -> None:
        self.hall, self.folder, self.now, self.pdf = hall, folder, now, pdf
        self.archive = Archive(folder / "papers")
        self.sent: list[str] = []

    def delivery(self) -> Delivery:
        """A delivery of its own; it is not started."""
        spool = self.folder / "spool"
        return Delivery(
            self.hall.database, self.archive, lambda: self.now, lambda address: printer_at(address, spool, ask)
        )

    @contextmanager
    def working(self) -> Iterator[Delivery]:
        """A delivery that works in its threads."""
        delivery = self.delivery()
        delivery.start()
        try:
            yield delivery
        finally:
            delivery.stop()

    def print_on(self, **printers: str) -> None:
        """Set the center's printers."""
        self.hall.set_rules(**printers)

    def kiosk(self, printer: str, fallback: str = "") -> UUID:
        """Put up a kiosk with printers of its own."""
        device = Device(center_id=self.hall.center_id, role=DeviceRole.KIOSK, name="K1")
        device.printer, device.fallback = printer, fallback
        with self.hall.database.writing() as work:
            work.add(device)
        return device.id

    def ticket(self, **changes: object) -> UUID:
        """Issue a ticket, archive its paper and want it printed; gives the ticket."""
        ticket = self.hall.take_ticket(self.now, **changes).id
        self.press()
        return ticket

    def press(self) -> None:
        """Archive all wanted papers, as the press would."""
        while True:
            with self.hall.database.writing() as work:
                paper = claim(work, self.now)
                if paper is None:
                    return
                kept = self.archive.keep(str(paper.id), paper.kind, self.pdf, service_day(self.now))
                done(work, paper, kept.name, kept.sha256, kept.size, self.now)
                want_print(work, paper.id, self.now)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def jobs(self) -> list[PrintJob]:
        """All print jobs, oldest first."""
        with self.hall.database.reading() as session:
            return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))

    def states(self) -> list[JobState]:
        """The states of all print jobs, oldest first."""
        return [job.state for job in self.jobs()]

    def steps(self, job: PrintJob) -> list[JobState]:
        """The states that a job came to, in order."""
        with self.hall.database.reading() as session:
            query = select(PrintStep.state).where(PrintStep.job_id == job.id).order_by(PrintStep.id)
            return list(session.scalars(query))

    def document(self) -> Document:
        """The only paper."""
        with self.hall.database.reading() as session:
            return session.scalars(select(Document)).one()
