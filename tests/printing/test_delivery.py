"""From a print job to a printer, whatever the printer does: on both databases, with printers of the tests' own."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from singlewindow.cash.counter_entries import GiveBack, cancel_payment
from singlewindow.devices.printers import addresses_in_use, troubled
from singlewindow.devices.records import Device, PrinterState
from singlewindow.documents.events import PaperDeed, reprint
from singlewindow.documents.jobs import LEASE, claim_job, printed_by_page, settle
from singlewindow.documents.records import Document, DocumentKind, JobState
from singlewindow.tickets.holder import leave
from tests.cast import new_key
from tests.patience import soon
from tests.printing.at_the_printer import Shop
from tests.printing.emulator import Emulator
from tests.singlewindow.at_the_window import receive_and_pay


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


def test_a_paper_without_a_printer_is_only_archived(shop: Shop) -> None:
    shop.print_on(ticket_printer="")
    shop.ticket()
    assert shop.jobs() == []


def test_a_ticket_is_printed_on_the_center_s_printer_and_each_state_is_kept(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    shop.ticket()
    shop.delivery().serve(emulator.address)
    (job,) = shop.jobs()
    assert shop.steps(job) == [JobState.WANTED, JobState.PRINTING, JobState.PRINTED]
    assert len(emulator.slips) == 1


def test_a_kiosk_prints_on_its_own_printer(shop: Shop, emulator: Emulator) -> None:
    kiosk = shop.kiosk(emulator.address)
    shop.ticket(device_id=kiosk)
    assert [job.printer for job in shop.jobs()] == [emulator.address]


def test_the_demonstration_prints_into_its_spool_folder(shop: Shop) -> None:
    shop.ticket()
    shop.delivery().serve("file:")
    (job,) = shop.jobs()
    assert (shop.folder / "spool" / f"{job.id}.pdf").read_bytes() == shop.pdf


@pytest.mark.parametrize(
    ("trouble", "state"),
    [("paper", JobState.PAPER_OUT), ("cover", JobState.COVER_OPEN), ("online", JobState.OFFLINE)],
)
def test_a_job_says_why_it_waits_and_prints_once_when_the_printer_is_back(
    shop: Shop, emulator: Emulator, trouble: str, state: JobState
) -> None:
    shop.print_on(ticket_printer=emulator.address)
    setattr(emulator, trouble, False)
    shop.ticket()
    delivery = shop.delivery()
    for _ in range(3):
        delivery.serve(emulator.address)
    with shop.hall.database.reading() as session:
        (known,) = troubled(session, shop.hall.center_id)
    assert (known.purpose, known.state.value, known.since) == ("The ticket printer", state.value, shop.now)
    setattr(emulator, trouble, True)
    delivery.serve(emulator.address)
    (job,) = shop.jobs()
    assert shop.steps(job) == [JobState.WANTED, state, JobState.PRINTING, JobState.PRINTED]
    assert len(emulator.slips) == 1
    with shop.hall.database.reading() as session:
        assert troubled(session, shop.hall.center_id) == []


def test_a_ticket_that_moved_on_is_dropped_and_never_printed(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    emulator.paper = False
    shop.ticket()
    shop.delivery().serve(emulator.address)
    shop.hall.call(shop.hall.seat("clerk1", 1), shop.now)
    emulator.paper = True
    shop.delivery().serve(emulator.address)
    assert shop.states() == [JobState.DROPPED]
    assert emulator.slips == []


def test_a_ticket_given_up_or_too_old_is_dropped(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    emulator.paper = False
    first, _second = shop.ticket(), shop.ticket()
    shop.delivery().serve(emulator.address)
    with shop.hall.database.writing() as work:
        leave(work, shop.hall.ticket(first).follow_code, shop.now)
    shop.delivery().look(emulator.address)
    assert shop.states() == [JobState.DROPPED, JobState.PAPER_OUT]
    shop.later(minutes=11)
    emulator.paper = True
    shop.delivery().serve(emulator.address)
    assert shop.states() == [JobState.DROPPED, JobState.DROPPED]


def test_a_receipt_whose_money_was_given_back_is_dropped_and_its_copy_is_printed(
    shop: Shop, emulator: Emulator
) -> None:
    hall = shop.hall
    shop.print_on(paper_printer=emulator.address)
    emulator.paper = False
    hall.take_ticket(shop.now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, shop.now)
    payment = receive_and_pay(hall, clerk, shop.now)
    shop.press()
    shop.delivery().serve(emulator.address)
    held = [job for job in shop.jobs() if job.state is JobState.PAPER_OUT]
    second = hall.staff("supervisor1")
    hall.do(cancel_payment, hall.center_id, payment.receipt_number, second, GiveBack(new_key(), "سبب"), shop.now)
    with hall.database.reading() as session:
        receipt = session.scalars(select(Document).where(Document.kind == DocumentKind.RECEIPT)).one()
    hall.do(reprint, PaperDeed(hall.center_id, receipt.id, second, new_key(), "سبب"), shop.now)
    shop.press()
    emulator.paper = True
    shop.delivery().serve(emulator.address)
    fates = {job.document_id: job.state for job in shop.jobs()}
    assert receipt.id in {job.document_id for job in held}
    assert fates.pop(receipt.id) is JobState.DROPPED
    assert JobState.PRINTED in fates.values()


def test_a_receipt_is_still_wanted_after_an_hour(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(paper_printer=emulator.address)
    shop.ticket()
    with shop.hall.database.writing() as work:
        work.session.execute(update(Document).values(kind=DocumentKind.RECEIPT, ticket_id=None))
        document = work.session.scalars(select(Document.id)).one()
    with shop.hall.database.writing() as work:
        from singlewindow.documents.jobs import want_print

        want_print(work, document, shop.now)
    shop.later(hours=1)
    shop.delivery().serve(emulator.address)
    assert shop.states()[-1] is JobState.PRINTED


def test_a_job_whose_printer_fails_goes_to_the_fallback_once(shop: Shop, emulator: Emulator) -> None:
    with Emulator(paper=False) as broken:
        kiosk = shop.kiosk(broken.address, emulator.address)
        shop.ticket(device_id=kiosk)
        for _ in range(2):
            shop.delivery().serve(broken.address)
        shop.delivery().serve(emulator.address)
    assert shop.states() == [JobState.DROPPED, JobState.PRINTED]
    assert len(emulator.slips) == 1
    with shop.hall.database.reading() as session:
        device = session.get_one(Device, kiosk)
        assert (device.printer_state, device.printer_since) == (PrinterState.PAPER_OUT, shop.now)


def test_a_ticket_that_tore_at_the_cut_is_printed_again_as_a_copy_and_not_at_the_fallback(
    shop: Shop, emulator: Emulator
) -> None:
    with Emulator() as other:
        shop.ticket(device_id=shop.kiosk(emulator.address, other.address))
        emulator.tear_at_cut = "after"
        shop.delivery().serve(emulator.address)
        shop.delivery().serve(emulator.address)
        assert other.slips == []
    assert shop.states() == [JobState.PRINTED]
    assert [b"COPY" in slip.text for slip in emulator.slips if slip.rows] == [False, True]


def test_a_job_of_a_press_that_died_is_taken_over_when_its_lease_ends(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    shop.ticket()
    with shop.hall.database.writing() as work:
        lost = claim_job(work, emulator.address, shop.now)
    assert lost is not None
    shop.delivery().serve(emulator.address)
    assert emulator.slips == []
    shop.now += LEASE + timedelta(seconds=1)
    shop.delivery().serve(emulator.address)
    with shop.hall.database.writing() as work:
        assert not settle(work, lost, JobState.OFFLINE, shop.now), "who lost the lease settles nothing"
    assert shop.states() == [JobState.PRINTED]
    assert [b"COPY" in slip.text for slip in emulator.slips if slip.rows] == [True]


def test_a_paper_changed_in_the_archive_is_refused_and_noted(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    shop.ticket()
    file = next((shop.folder / "papers").rglob("*.pdf"))
    file.chmod(0o640)
    file.write_bytes(shop.pdf + b" ")
    shop.delivery().serve(emulator.address)
    assert shop.states() == [JobState.REFUSED]
    assert emulator.slips == []
    assert shop.document().damaged_at == shop.now


@pytest.mark.parametrize("address", ["lpd://printer", "escpos:", "escpos://host/dev/lp0", "file://host/x", "cups://"])
def test_a_wrong_address_is_refused_and_said(shop: Shop, address: str) -> None:
    shop.print_on(ticket_printer=address)
    shop.ticket()
    shop.delivery().serve(address)
    assert shop.states() == [JobState.REFUSED]
    with shop.hall.database.reading() as session:
        assert [printer.state for printer in troubled(session, shop.hall.center_id)] == [PrinterState.REFUSED]


def test_a_page_that_prints_itself_tells_and_no_press_takes_its_job(shop: Shop) -> None:
    shop.ticket(device_id=shop.kiosk("browser:"))
    with shop.working():
        (job,) = shop.jobs()
        assert job.state is JobState.WANTED
        with shop.hall.database.writing() as work:
            printed_by_page(work, job.document_id, shop.now)
    assert shop.states() == [JobState.PRINTED]


def test_a_slow_printer_holds_up_no_other(shop: Shop, emulator: Emulator) -> None:
    with Emulator(slow=0.3) as slow:
        shop.ticket(device_id=shop.kiosk(slow.address))
        shop.ticket(device_id=shop.kiosk(emulator.address))
        with shop.working():
            assert soon(lambda: shop.states()[1] is JobState.PRINTED)
            assert soon(lambda: shop.states() == [JobState.PRINTED] * 2)


def test_a_printer_switched_off_and_on_prints_what_was_wanted_meanwhile(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    emulator.switch_off()
    with shop.working():
        for _ in range(3):
            shop.ticket()
        assert soon(lambda: set(shop.states()) == {JobState.OFFLINE})
        emulator.switch_on()
        assert soon(lambda: set(shop.states()) == {JobState.PRINTED})
    assert len([slip for slip in emulator.slips if slip.rows]) == 3


def test_several_deliveries_print_each_ticket_once(shop: Shop, emulator: Emulator) -> None:
    shop.print_on(ticket_printer=emulator.address)
    for _ in range(8):
        shop.ticket()
    hands = [threading.Thread(target=shop.delivery().serve, args=(emulator.address,)) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert shop.states() == [JobState.PRINTED] * 8
    assert len(emulator.slips) == 8


def test_the_printers_in_use_are_those_of_centers_and_of_devices_in_service(shop: Shop) -> None:
    shop.print_on(ticket_printer="escpos://a", paper_printer="")
    shop.kiosk("escpos://b", "browser:")
    revoked = shop.kiosk("escpos://c")
    with shop.hall.database.writing() as work:
        work.session.execute(update(Device).where(Device.id == revoked).values(revoked_at=shop.now))
    with shop.hall.database.reading() as session:
        assert addresses_in_use(session) == ["browser:", "escpos://a", "escpos://b", "file:"]
