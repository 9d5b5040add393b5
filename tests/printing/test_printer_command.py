"""`shubbak printer test ADDRESS`."""

from pathlib import Path

import pytest
from flask import Flask

from singlewindow.places.records import Center
from tests.cast import Hall
from tests.printing.emulator import Emulator


def test_an_example_is_printed_and_every_step_said(app: Flask) -> None:
    with Emulator() as emulator:
        told = app.test_cli_runner().invoke(args=["printer", "test", emulator.address])
    assert (told.exit_code, told.output) == (0, "printer: ready\npage: printed\n")
    assert len(emulator.slips) == 1


def test_a_printer_without_paper_is_said_and_gets_nothing(app: Flask) -> None:
    with Emulator(paper=False) as emulator:
        told = app.test_cli_runner().invoke(args=["printer", "test", emulator.address])
    assert (told.exit_code, told.output) == (1, "printer: paper_out\n")


@pytest.mark.parametrize("paper", ["ticket", "receipt", "certificate"])
def test_each_example_goes_into_the_spool(app: Flask, tmp_path: Path, paper: str) -> None:
    told = app.test_cli_runner().invoke(args=["printer", "test", "file:", "--paper", paper])
    assert told.exit_code == 0
    assert len(list((tmp_path / "spool").glob("*.pdf"))) == 1


def test_a_wrong_address_is_said(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["printer", "test", "lpd://x"])
    assert told.exit_code == 1
    assert "no known kind" in told.output


@pytest.mark.parametrize(("purpose", "column"), [("tickets", "ticket_printer"), ("papers", "paper_printer")])
def test_a_center_is_given_a_printer(app: Flask, desk: Hall, purpose: str, column: str) -> None:
    arguments = ["printer", "use", "escpos://10.0.0.5", "--center", "demo", "--for", purpose]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    with desk.database.reading() as session:
        assert getattr(session.get_one(Center, desk.center_id), column) == "escpos://10.0.0.5"


@pytest.mark.parametrize(("address", "center"), [("lpd://x", "demo"), ("file:", "nowhere")])
def test_a_wrong_address_or_center_changes_nothing(app: Flask, desk: Hall, address: str, center: str) -> None:
    arguments = ["printer", "use", address, "--center", center, "--for", "tickets"]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 1
    with desk.database.reading() as session:
        assert session.get_one(Center, desk.center_id).ticket_printer == "file:"
