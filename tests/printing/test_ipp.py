"""IPP printers and CUPS: real servers of the tests' own."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from printing.printers.addresses import printer_at
from printing.printers.ipp import _health
from printing.printers.media import chosen, name_of
from printing.printers.printer import Paper, Printer
from printing.sizes import Size
from singlewindow.devices.records import PrinterState
from singlewindow.documents.jobs import claim_job, drop_unwanted
from singlewindow.documents.records import Document, DocumentKind, JobState
from tests.patience import soon
from tests.printing.at_the_printer import Shop, ask
from tests.printing.ipp_servers import Cups, EvePrinter, NameService

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A4, A5, ROLL = Size(210, 297), Size(148, 210), Size(80, 190)


@pytest.fixture(scope="module")
def names() -> Iterator[NameService]:
    with NameService() as names:
        yield names


@pytest.fixture
def eve(names: NameService, tmp_path: Path) -> Iterator[EvePrinter]:
    with EvePrinter(names, tmp_path / "received") as eve:
        yield eve


@pytest.fixture(scope="session")
def a4_pdf() -> bytes:
    """A paper of one empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def printer_of(address: str) -> Printer:
    return printer_at(address, Path("nowhere"), ask)


def final(printer: Printer, reference: str) -> JobState:
    """Follow a job until it is final."""
    states: list[JobState] = []

    def settled() -> bool:
        states.append(printer.progress(reference).state)
        return states[-1] is not JobState.PRINTING

    assert soon(settled)
    return states[-1]


def test_a_paper_arrives_byte_for_byte_and_is_said_to_be_printed(eve: EvePrinter, a4_pdf: bytes) -> None:
    printer = printer_of(eve.address)
    handed = printer.submit(Paper(a4_pdf, "one"))
    assert (handed.state, bool(handed.reference)) == (JobState.PRINTING, True)
    assert final(printer, handed.reference) is JobState.PRINTED
    assert eve.received() == [a4_pdf]
    assert (printer.find("one"), printer.find("two")) == (handed.reference, "")


def test_a_size_the_printer_does_not_have_is_refused_before_anything_is_sent(
    eve: EvePrinter, ticket_pdf: bytes
) -> None:
    refused = printer_of(eve.address).submit(Paper(ticket_pdf, "one"))
    assert refused.state is JobState.REFUSED
    assert "custom_shubbak_80" in refused.detail
    assert eve.received() == []


def test_a_printer_that_was_killed_is_offline_and_known_again_when_it_is_back(eve: EvePrinter, a4_pdf: bytes) -> None:
    printer = printer_of(eve.address)
    eve.switch_off()
    assert printer.health().state is PrinterState.OFFLINE
    assert printer.submit(Paper(a4_pdf, "one")).state is JobState.OFFLINE
    assert printer.progress("1").state is JobState.OFFLINE
    eve.switch_on()
    assert final(printer, printer.submit(Paper(a4_pdf, "one")).reference) is JobState.PRINTED


def test_a_job_that_the_printer_gave_up_or_never_had_is_refused(
    names: NameService, tmp_path: Path, a4_pdf: bytes
) -> None:
    begun, given_up, slow = tmp_path / "begun", tmp_path / "given-up", tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\ntouch {begun}\nuntil [ -e {given_up} ]; do sleep 0.1; done\n", encoding="utf-8")
    slow.chmod(0o755)
    with EvePrinter(names, tmp_path / "received", "-c", str(slow)) as eve:
        printer = printer_of(eve.address)
        reference = printer.submit(Paper(a4_pdf, "one")).reference
        assert soon(begun.exists)
        printer.cancel(reference)
        given_up.touch()
        assert final(printer, reference) is JobState.REFUSED
        assert printer.progress("99").state is JobState.REFUSED


def as_certificate(shop: Shop, address: str) -> None:
    """Want a paper that is no ticket at a printer."""
    shop.print_on(paper_printer=address, ticket_printer=address)
    shop.ticket()
    with shop.hall.database.writing() as work:
        work.session.execute(update(Document).values(kind=DocumentKind.CERTIFICATE, ticket_id=None))


@ON_SQLITE
def test_a_job_is_handed_over_once_though_a_press_dies_after_it(shop: Shop, eve: EvePrinter, a4_pdf: bytes) -> None:
    shop.pdf = a4_pdf
    as_certificate(shop, eve.address)
    with shop.hall.database.writing() as work:
        lost = claim_job(work, eve.address, shop.now)
    assert lost is not None
    printer_of(eve.address).submit(Paper(a4_pdf, str(lost.id)))
    shop.later(minutes=5)
    shop.delivery().serve(eve.address)
    assert shop.states() == [JobState.PRINTED]
    assert eve.received() == [a4_pdf]


@ON_SQLITE
def test_a_paper_waits_while_the_printer_is_off_and_is_printed_when_it_is_back(
    shop: Shop, eve: EvePrinter, a4_pdf: bytes
) -> None:
    shop.pdf = a4_pdf
    eve.switch_off()
    as_certificate(shop, eve.address)
    with shop.working():
        assert soon(lambda: shop.states() == [JobState.OFFLINE])
        eve.switch_on()
        assert soon(lambda: shop.states() == [JobState.PRINTED])
    assert eve.received() == [a4_pdf]


@pytest.mark.slow
@ON_SQLITE
def test_cups_stores_what_a_printer_that_is_off_can_not_take_and_forwards_it_later(
    shop: Shop, eve: EvePrinter, names: NameService, a4_pdf: bytes
) -> None:
    shop.pdf = a4_pdf
    with Cups(eve.address, names.environment) as cups:
        assert printer_of(cups.address).health().state is PrinterState.READY
        eve.switch_off()
        as_certificate(shop, cups.address)
        with shop.working():
            assert soon(lambda: shop.jobs()[0].reference != "")
            assert eve.received() == []
            eve.switch_on()
            assert soon(lambda: shop.states() == [JobState.PRINTED])
        assert len(eve.received()) == 1
        assert len(shop.jobs()) == 1


@pytest.mark.slow
@ON_SQLITE
def test_what_is_no_longer_wanted_is_given_up_by_cups_too(
    shop: Shop, eve: EvePrinter, names: NameService, a4_pdf: bytes
) -> None:
    shop.pdf = a4_pdf
    with Cups(eve.address, names.environment) as cups:
        eve.switch_off()
        printer = printer_of(cups.address)
        printer.submit(Paper(a4_pdf, "one"))
        assert soon(lambda: printer.find("one") != "")
        reference = printer.find("one")
        printer.cancel(reference)
        assert final(printer, reference) is JobState.REFUSED
        assert printer_of(f"cups://127.0.0.1:{cups.port}/nothing").health().state is PrinterState.REFUSED


def test_the_references_of_dropped_jobs_are_given_so_that_the_printer_gives_them_up(shop: Shop) -> None:
    shop.print_on(ticket_printer="ipp://nowhere")
    shop.ticket()
    with shop.hall.database.writing() as work:
        from singlewindow.documents.records import PrintJob

        work.session.execute(update(PrintJob).values(state=JobState.OFFLINE, reference="7"))
    shop.later(minutes=11)
    with shop.hall.database.writing() as work:
        assert drop_unwanted(work, "ipp://nowhere", shop.now) == ["7"]


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", b"junk\r\n\r\n",
                                  b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\njunk"])  # fmt: skip
def test_what_does_not_speak_ipp_is_offline(said: bytes, a4_pdf: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            for _ in range(2):
                line, _ = listener.accept()
                with line:
                    line.recv(65536)
                    line.sendall(said)

        server = threading.Thread(target=answer, daemon=True)
        server.start()
        printer = printer_of(f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print")
        assert printer.health().state is PrinterState.OFFLINE
        assert printer.submit(Paper(a4_pdf, "one")).state is JobState.OFFLINE
        server.join(10)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"printer-state": 3, "printer-state-reasons": "none"}, PrinterState.READY),
        ({"printer-state": 4, "printer-state-reasons": ["toner-low-report"]}, PrinterState.READY),
        ({"printer-state": 5, "printer-state-reasons": ["media-empty-error", "door-open"]}, PrinterState.PAPER_OUT),
        ({"printer-state": 5, "printer-state-reasons": "cover-open-error"}, PrinterState.COVER_OPEN),
        ({"printer-state": 5, "printer-state-reasons": "paused"}, PrinterState.OFFLINE),
        ({"printer-state": 4, "printer-state-reasons": ["cups-waiting-for-job-completed"]}, PrinterState.READY),
        ({"printer-state": 5}, PrinterState.OFFLINE),
        ({"printer-state": 3, "printer-is-accepting-jobs": False}, PrinterState.OFFLINE),
    ],
)
def test_what_a_printer_says_of_itself_becomes_a_state(said: dict[str, Any], state: PrinterState) -> None:
    assert _health(said).state is state


@pytest.mark.parametrize(
    ("size", "supported", "name"),
    [
        (A4, ["na_letter_8.5x11in", "iso_a4_210x297mm"], "iso_a4_210x297mm"),
        (Size(297, 210), ["iso_a4_210x297mm"], "iso_a4_210x297mm"),
        (A5, ["iso_a4_210x297mm"], None),
        (Size(215.9, 279.4), ["na_letter_8.5x11in"], "na_letter_8.5x11in"),
        (ROLL, ["custom_min_20x20mm", "custom_max_80x3000mm"], "custom_shubbak_80.00x190.00mm"),
        (ROLL, ["custom_min_20x20mm", "custom_max_58x3000mm"], None),
        (A4, [], None),
        (A4, ["nonsense", "custom_min_1x1mm"], None),
    ],
)
def test_a_paper_is_found_among_the_sizes_of_a_printer(size: Size, supported: list[str], name: str | None) -> None:
    assert chosen(size, supported) == name


def test_sizes_are_named() -> None:
    assert (name_of(A4), name_of(A5)) == ("iso_a4_210x297mm", "iso_a5_148x210mm")
