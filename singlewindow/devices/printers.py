"""The printers in use and what is last known of each."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, union, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.devices.records import Device, Printer, PrinterState
from singlewindow.errors import N_
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Center

TROUBLES = (PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE, PrinterState.REFUSED)
OF_TICKETS = N_("The ticket printer")
OF_PAPERS = N_("The printer of the counter's papers")


@dataclass(frozen=True)
class Troubled:
    """A printer of a center that can't print: what it is for (a phrase), or the `name` of the device it belongs to."""

    purpose: str
    name: str
    state: PrinterState
    since: datetime


def use_printer(work: Work, center_id: UUID, column: str, address: str) -> None:
    """Set the printer of a center's tickets (`ticket_printer`) or counter papers (`paper_printer`). Empty: none."""
    center = lock_center(work.session, center_id)
    work.session.execute(update(Center).where(Center.id == center.id).values({column: address}))
    work.tell(CenterChanged(center.id, center.version))


def addresses_in_use(session: Session) -> Sequence[str]:
    """Give the addresses of all printers of centers and of devices that are not revoked, each once."""
    parts = [select(column) for column in (Center.ticket_printer, Center.paper_printer)]
    parts += [select(column).where(Device.revoked_at.is_(None)) for column in (Device.printer, Device.fallback)]
    return sorted(address for address in session.scalars(union(*parts)) if address)


def note_printer(work: Work, address: str, state: PrinterState, detail: str, now: datetime) -> bool:
    """Note the state of a printer, there and on the devices it prints for; False when nothing is new."""
    known = work.session.scalar(select(Printer).where(Printer.address == address))
    if known is not None and known.state is state:
        return False
    if known is None:
        known = _first_known(work, address, now)
    known.state, known.detail, known.since = state, detail[:200], now
    values = {"printer_state": state, "printer_since": now}
    work.session.execute(update(Device).where(Device.printer == address).values(**values))
    return True


def _first_known(work: Work, address: str, now: datetime) -> Printer:
    """Give the row of a printer that had none; another press may make it at the same moment."""
    with suppress(IntegrityError), work.session.begin_nested():
        work.session.execute(insert(Printer), [{"address": address, "state": PrinterState.UNKNOWN, "since": now}])
    return work.session.scalars(select(Printer).where(Printer.address == address)).one()


def is_known_as(session: Session, address: str, state: PrinterState) -> bool:
    """Tell whether a printer's last known state is `state`."""
    return session.scalar(select(Printer.state).where(Printer.address == address)) is state


def troubled(session: Session, center_id: UUID) -> list[Troubled]:
    """Give the printers of a center that can't print."""
    center = session.get_one(Center, center_id)
    own = select(Device).where(Device.center_id == center_id, Device.revoked_at.is_(None)).order_by(Device.name)
    uses = [(center.ticket_printer, OF_TICKETS, ""), (center.paper_printer, OF_PAPERS, "")]
    for device in session.scalars(own):
        uses += [(address, "", device.name) for address in (device.printer, device.fallback)]
    known = select(Printer).where(Printer.address.in_({use[0] for use in uses}), Printer.state.in_(TROUBLES))
    states = {printer.address: printer for printer in session.scalars(known)}
    return [
        Troubled(purpose, name, states[address].state, states[address].since)
        for address, purpose, name in uses
        if address in states
    ]
