"""Thermal printers: what is sent is what the paper shows, and what happens when the printer or the line fails."""

import os
import pty
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printing.printers.addresses import printer_at
from printing.printers.escpos import EscPosPrinter
from printing.printers.printer import Paper, Printer
from printing.raster import DOTS_ACROSS, rasterise
from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import JobState
from tests.patience import PATIENCE, soon
from tests.printing.at_the_printer import ask
from tests.printing.conftest import example_facts
from tests.printing.emulator import Emulator, Slip

NOWHERE = Path("nowhere")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


def printer_of(emulator: Emulator, query: str = "") -> Printer:
    return printer_at(emulator.address + query, NOWHERE, ask)


def whole(slip: Slip, pdf: bytes) -> bool:
    """Whether a slip holds every row of the paper."""
    (raster,) = rasterise(pdf)
    return slip.rows == raster.bits


def test_the_dots_that_arrive_are_the_paper_and_its_code_can_be_read(emulator: Emulator, ticket_pdf: bytes) -> None:
    assert printer_of(emulator).submit(Paper(ticket_pdf, "one")).state is JobState.PRINTED
    (slip,) = emulator.slips
    assert whole(slip, ticket_pdf)
    (code,) = zxingcpp.read_barcodes(slip.picture().convert("L"))
    assert code.text == example_facts("ticket", "ar")["follow_url"]


def test_the_dots_are_those_of_the_page_at_203_dots_an_inch(ticket_pdf: bytes) -> None:
    import pypdfium2

    (raster,) = rasterise(ticket_pdf)
    with pypdfium2.PdfDocument(ticket_pdf) as document:
        grey = document[0].render(scale=203 / 72, grayscale=True).to_pil()
    edge = (grey.width - DOTS_ACROSS) // 2
    expected = grey.crop((edge, 0, edge + DOTS_ACROSS, grey.height)).point(lambda value: 0 if value <= 150 else 255)
    drawn = Slip(raster.bits).picture().convert("L")
    assert drawn.size == (DOTS_ACROSS, grey.height)
    assert ImageChops.difference(drawn, expected).getbbox() is None
    outside = [grey.crop((0, 0, edge, grey.height)), grey.crop((edge + DOTS_ACROSS, 0, grey.width, grey.height))]
    assert all(part.getextrema() == (255, 255) for part in outside), "nothing is cut off at the edges"


def test_a_paper_narrower_than_the_roll_stands_in_its_middle() -> None:
    import io

    page = Image.new("L", (100, 40), 0)
    file = io.BytesIO()
    page.save(file, "PDF", resolution=203)
    (raster,) = rasterise(file.getvalue())
    black = Slip(raster.bits).picture().convert("L").point(lambda value: 255 - value).getbbox()
    assert black is not None
    assert abs((black[0] + black[2]) - DOTS_ACROSS) <= 2


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        ({"paper": False}, PrinterState.PAPER_OUT),
        ({"cover": False}, PrinterState.COVER_OPEN),
        ({"online": False}, PrinterState.OFFLINE),
        ({"mute": True}, PrinterState.OFFLINE),
        ({}, PrinterState.READY),
    ],
)
def test_a_printer_says_how_it_is_and_gets_nothing_while_it_cannot(
    emulator: Emulator, ticket_pdf: bytes, trouble: dict[str, bool], state: PrinterState
) -> None:
    for name, value in trouble.items():
        setattr(emulator, name, value)
    printer = printer_of(emulator)
    health = printer.health()
    assert health.state is state
    progress = printer.submit(Paper(ticket_pdf, "one"))
    assert progress.state is (health.job_state or JobState.PRINTED)
    assert len(emulator.slips) == (state is PrinterState.READY)
    assert bool(emulator.open_slip.rows) is False


def test_a_printer_that_is_off_is_offline(emulator: Emulator, ticket_pdf: bytes) -> None:
    printer = printer_of(emulator)
    emulator.switch_off()
    assert printer.health().state is PrinterState.OFFLINE
    assert printer.submit(Paper(ticket_pdf, "one")).state is JobState.OFFLINE


def test_paper_that_runs_out_in_the_middle_leaves_no_ticket_and_the_next_try_prints_one(
    emulator: Emulator, ticket_pdf: bytes
) -> None:
    emulator.empties_after = 300
    printer = printer_of(emulator)
    assert printer.submit(Paper(ticket_pdf, "one")).state is JobState.PAPER_OUT
    assert emulator.slips == []
    emulator.paper = True
    assert printer.submit(Paper(ticket_pdf, "one", sent_before=1)).state is JobState.PRINTED
    assert whole(emulator.slips[-1], ticket_pdf)


def test_a_line_that_breaks_before_the_cut_leaves_no_whole_ticket(emulator: Emulator, ticket_pdf: bytes) -> None:
    emulator.tear_after = 40_000
    printer = printer_of(emulator)
    progress = printer.submit(Paper(ticket_pdf, "one"))
    assert (progress.state, progress.torn) == (JobState.OFFLINE, False)
    assert emulator.slips == []
    assert printer.submit(Paper(ticket_pdf, "one", sent_before=1)).state is JobState.PRINTED
    piece, ticket = emulator.slips
    assert not whole(piece, ticket_pdf)
    assert whole(ticket, ticket_pdf)
    assert ticket.text == b""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_line_that_breaks_at_the_cut_may_leave_a_ticket_and_the_next_is_marked(
    emulator: Emulator, ticket_pdf: bytes, when: str
) -> None:
    emulator.tear_at_cut = when
    printer = printer_of(emulator)
    progress = printer.submit(Paper(ticket_pdf, "one"))
    assert (progress.state, progress.torn) == (JobState.OFFLINE, True)
    printer.submit(Paper(ticket_pdf, "one", sent_before=1, again=True))
    assert whole(emulator.slips[-1], ticket_pdf)
    assert b"COPY" in emulator.slips[-1].text
    assert not any(b"COPY" in slip.text for slip in emulator.slips[:-1])


def test_a_slow_printer_is_waited_for(emulator: Emulator, ticket_pdf: bytes) -> None:
    emulator.slow = 0.1
    assert printer_of(emulator).submit(Paper(ticket_pdf, "one")).state is JobState.PRINTED


def test_a_printer_that_never_answers_prints_when_its_address_says_so(emulator: Emulator, ticket_pdf: bytes) -> None:
    emulator.mute = True
    progress = printer_of(emulator, "?status=no").submit(Paper(ticket_pdf, "one"))
    assert (progress.state, progress.detail) == (JobState.PRINTED, "sent; this printer does not answer")
    assert soon(lambda: len(emulator.slips) == 1)


def test_a_device_file_is_a_printer_too(ticket_pdf: bytes) -> None:
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    emulator = Emulator()
    emulator.open_slip = Slip()

    class Wire:
        """The printer's end of a device file, as a socket."""

        def recv(self, size: int) -> bytes:
            return os.read(ours, size)

        def sendall(self, data: bytes) -> None:
            os.write(ours, data)

    def work() -> None:
        try:
            Emulator._Reading(emulator, Wire()).work()  # type: ignore[arg-type]
        except OSError:
            return

    reader = threading.Thread(target=work, daemon=True)
    reader.start()
    printer = printer_at(f"escpos:{os.ttyname(theirs)}", NOWHERE, ask)
    assert isinstance(printer, EscPosPrinter)
    assert printer.submit(Paper(ticket_pdf, "one")).state is JobState.PRINTED
    assert whole(emulator.slips[0], ticket_pdf)
    os.close(theirs)
    os.close(ours)
    reader.join(PATIENCE)
